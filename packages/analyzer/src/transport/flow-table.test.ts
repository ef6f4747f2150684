import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../test/build-capture.ts';
import { IPV6_DESTINATION, IPV6_SOURCE } from '../../test/build-packet.ts';
import { type Addressed, FlowTable } from './flow-table.ts';

type Endpoint = readonly [address: Uint8Array, port: number];

function datagram([source, sourcePort]: Endpoint, [destination, destinationPort]: Endpoint): Addressed {
  const bytes = bytesOf(1, source, destination);
  const addressLength = source.length === 4 ? 4 : 16;
  return { bytes, addressLength, sourceAt: 1, destinationAt: 1 + source.length, sourcePort, destinationPort };
}

const alice: Endpoint = [bytesOf(192, 0, 2, 1), 5060];
const bob: Endpoint = [bytesOf(192, 0, 2, 2), 5070];

describe('FlowTable', () => {
  test('gives the same flow for the same endpoints and direction', () => {
    const flows = new FlowTable();

    const flow = flows.flow(datagram(alice, bob));

    expect(flows.flow(datagram(alice, bob))).toBe(flow);
    expect(flows.flow(datagram(bob, alice))).not.toBe(flow);
  });

  test('tells endpoints of a flow', () => {
    const flows = new FlowTable();

    const flow = flows.flow(datagram(alice, bob));

    expect([flows.sourceIp(flow), flows.sourcePort(flow)]).toEqual(['192.0.2.1', 5060]);
    expect([flows.destinationIp(flow), flows.destinationPort(flow)]).toEqual(['192.0.2.2', 5070]);
    expect([flows.source(flow), flows.destination(flow)]).toEqual(['192.0.2.1:5060', '192.0.2.2:5070']);
    expect(flows.transport(flow)).toBe('UDP');
  });

  test('writes an IPv6 address with a port in brackets', () => {
    const flows = new FlowTable();

    const flow = flows.flow(datagram([IPV6_SOURCE, 5060], [IPV6_DESTINATION, 5060]));

    expect(flows.sourceIp(flow)).toBe('2001:db8::1');
    expect(flows.source(flow)).toBe('[2001:db8::1]:5060');
  });

  test('knows the opposite direction before a packet of it was seen', () => {
    const flows = new FlowTable();

    const there = flows.flow(datagram(alice, bob));
    const back = flows.reverse(there);

    expect([flows.source(back), flows.destination(back)]).toEqual(['192.0.2.2:5070', '192.0.2.1:5060']);
    expect(flows.flow(datagram(bob, alice))).toBe(back);
    expect(flows.reverse(back)).toBe(there);
  });

  test('takes an endpoint that sends to itself as its own opposite', () => {
    const flows = new FlowTable();

    const flow = flows.flow(datagram(alice, alice));

    expect(flows.reverse(flow)).toBe(flow);
  });

  test('keeps transports apart', () => {
    const flows = new FlowTable();

    const udp = flows.flow(datagram(alice, bob));
    const tcp = flows.flow(datagram(alice, bob), 'TCP');

    expect(tcp).not.toBe(udp);
    expect(flows.transport(tcp)).toBe('TCP');
    expect(flows.sourceEndpoint(tcp)).toBe(flows.sourceEndpoint(udp));
  });

  test('keeps an IPv4 address apart from an IPv6 address that begins with the same bytes', () => {
    const flows = new FlowTable();
    const six: Endpoint = [bytesOf(192, 0, 2, 1, new Uint8Array(12)), 5060];

    const four = flows.flow(datagram(alice, alice));

    expect(flows.flow(datagram(six, six))).not.toBe(four);
  });

  test('agrees with a map of texts, whatever comes', () => {
    const endpoint = fc.tuple(fc.nat(3), fc.nat(3), fc.constantFrom(5060, 5061, 65_535));
    const pairs = fc.array(fc.tuple(endpoint, endpoint), { minLength: 1, maxLength: 400 });

    fc.assert(
      fc.property(pairs, (sent) => {
        const flows = new FlowTable();
        const known = new Map<string, number>();
        for (const [[a, b, port], [c, d, otherPort]] of sent) {
          const flow = flows.flow(datagram([bytesOf(10, 0, a, b), port], [bytesOf(10, 0, c, d), otherPort]));
          const key = `${flows.source(flow)} ${flows.destination(flow)}`;

          expect(key).toBe(`10.0.${a}.${b}:${port} 10.0.${c}.${d}:${otherPort}`);
          expect(known.get(key) ?? flow).toBe(flow);
          known.set(key, flow);
        }
        expect(new Set(known.values()).size).toBe(known.size);
      }),
      { numRuns: 50 },
    );
  });

  test('numbers a hundred thousand endpoints', () => {
    const flows = new FlowTable();
    const endpointOf = (i: number): Endpoint => [bytesOf(10, i >> 16, (i >> 8) & 0xff, i & 0xff), 5060];

    for (let i = 0; i < 100_000; i++) flows.flow(datagram(endpointOf(i), bob));

    const flow = flows.flow(datagram(endpointOf(77_777), bob));
    expect(flows.source(flow)).toBe('10.1.47.209:5060');
    expect(flow >> 1).toBe(77_777);
  });
});
