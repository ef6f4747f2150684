import { expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { bytesOf, pcap, uint16, uint32 } from './build-capture.ts';
import { ethernet, ipv4, udp } from './build-packet.ts';
import { framed } from './build-tunnel.ts';

const options = udp('OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n');
const unreachable = ipv4(bytesOf(3, 3, uint16(0), uint32(0), ipv4(options)), { protocol: 1 });
const arp = ethernet(new Uint8Array(28), 0x0806);

test('the facts of a capture count what was passed over, and SIP that ICMP quotes is no message', async () => {
  const records = [framed(ipv4(options)), framed(unreachable), arp, arp].map((data) => ({ data }));

  const analysis = await analyze([pcap(records)]);

  expect(analysis.messageCount).toBe(1);
  expect(analysis.facts.skipped).toEqual([
    { what: 'ARP', packets: 2 },
    { what: 'ICMP error quoting SIP', packets: 1 },
  ]);
});

test('a capture in which nothing was passed over does not speak of it', async () => {
  const analysis = await analyze([pcap([{ data: framed(ipv4(options)) }])]);

  expect(analysis.facts).not.toHaveProperty('skipped');
});

test('of a message whose later fragments are missing the beginning is there', async () => {
  const invite = udp(
    `INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: 7\r\nCSeq: 1 INVITE\r\nX: ${'x'.repeat(200)}\r\n\r\n`,
  );
  const first = framed(ipv4(invite.subarray(0, 160), { flagsAndOffset: 0x2000 }));
  const seen: string[] = [];

  const analysis = await analyze([pcap([{ data: first }])], {
    onMessage: (message, bytes, report) => seen.push(report.messageRow(message, bytes).callId ?? ''),
  });

  expect(seen).toEqual(['7']);
  expect(analysis.facts.damaged).toBe(true);
  expect(analysis.summary().diagnostics.map(({ code }) => code)).toContain('reasm-incomplete');
});
