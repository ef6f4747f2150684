import { describe, expect, test } from 'vitest';
import { bytesOf, text, uint16, uint32 } from '../../test/build-capture.ts';
import { ethernet, ipv4, ipv6, udp } from '../../test/build-packet.ts';
import { framed } from '../../test/build-tunnel.ts';
import { readDatagrams } from '../../test/read-datagrams.ts';

const invite = udp('INVITE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1\r\n');
const quoted = ipv4(invite, { source: [10, 0, 0, 1], destination: [10, 0, 0, 2] });

const icmp = (type: number, quote: Uint8Array): Uint8Array =>
  ethernet(ipv4(bytesOf(type, 3, uint16(0), uint32(0), quote), { protocol: 1 }));
const icmpv6 = (type: number, quote: Uint8Array): Uint8Array =>
  framed(ipv6(bytesOf(type, 4, uint16(0), uint32(0), quote), { nextHeader: 58 }));

describe('ICMP errors', () => {
  test.each([
    ['unreachable', icmp(3, quoted)],
    ['time exceeded, quoted in part', icmp(11, quoted.subarray(0, 60))],
    ['unreachable, of IPv6', icmpv6(1, ipv6(invite))],
    ['packet too big, of IPv6', icmpv6(2, ipv6(invite).subarray(0, 80))],
  ])('that quote SIP are counted and are no traffic: %s', (_, packet) => {
    const { datagrams, skipped, codes } = readDatagrams([packet]);

    expect(datagrams).toEqual([]);
    expect(skipped).toEqual([{ what: 'ICMP error quoting SIP', packets: 1 }]);
    expect(codes).toEqual({});
  });

  test('tell who sent the message, to whom', () => {
    const { reader } = readDatagrams([icmp(3, quoted)]);

    const error = reader.icmpError;

    expect(error).toMatchObject({ version: 4, type: 3, code: 3, packet: { frame: 1 } });
    expect(error?.quoted).toMatchObject({ protocol: 'UDP', sourcePort: 5060, destinationPort: 5062, ipId: 7 });
  });

  test('are forgotten with the next packet', () => {
    const { reader } = readDatagrams([icmp(3, quoted), framed(ipv4(udp('hello')))]);

    expect(reader.icmpError).toBeUndefined();
  });

  test('that quote SIP over TCP are told too', () => {
    const segment = bytesOf(uint16(5060), uint16(5060), uint32(1), uint32(1), 0x50, 0x18, new Uint8Array(6));
    const quote = ipv4(bytesOf(segment, text('OPTIONS sip:bob@example.com SIP/2.0\r\n')), { protocol: 6 });

    expect(readDatagrams([icmp(3, quote)]).skipped).toEqual([{ what: 'ICMP error quoting SIP', packets: 1 }]);
  });

  test.each([
    ['other datagrams', icmp(3, ipv4(udp('hello')))],
    ['headers only', icmp(3, quoted.subarray(0, 28))],
    ['less than a header', icmp(3, quoted.subarray(0, 12))],
    ['a further fragment', icmp(3, ipv4(invite, { flagsAndOffset: 9 }))],
    ['nothing', icmp(3, new Uint8Array(0))],
    ['nothing, being an echo', icmp(8, quoted)],
  ])('that quote %s are counted as ICMP', (_, packet) => {
    expect(readDatagrams([packet])).toMatchObject({ datagrams: [], skipped: [{ what: 'ICMP', packets: 1 }] });
  });
});
