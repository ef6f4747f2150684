import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pcap } from '../../analyzer/test/build-capture.ts';
import { ipv4, tcp } from '../../analyzer/test/build-packet.ts';
import { recordTls, type WireChunk } from '../../analyzer/test/record-tls.ts';
import { pcapOf } from './pcap-of.ts';
import { capture, sipscope } from './sipscope.ts';

const cancelled = capture('call/cancel.pcap');
const client = [192, 0, 2, 1];
const server = [192, 0, 2, 2];

describe('a capture without SIP', () => {
  const stun = '\u0000\u0001\u0000\u0000\u0021\u0012\u0024\u0042012345678901';
  const input = pcapOf([stun, stun, 'hello']);

  test.each(['messages', 'transactions', 'dialogs', 'calls'])(
    'gives no row of %s, and one sentence that says what its packets were',
    async (command) => {
      const { status, stdout, stderr } = await sipscope([command, '-'], { input });

      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
      expect(stderr).toBe('sipscope: No SIP message found: 2 packets of STUN, 1 of other UDP.\n');
    },
  );

  test('says nothing of it where it is to be quiet', async () => {
    const { status, stdout, stderr } = await sipscope(['calls', '-', '--quiet'], { input });

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('is told by flow beside what it looked for', async () => {
    const { status, stderr } = await sipscope(['flow', '-'], { input });

    expect(status).toBe(2);
    expect(stderr).toContain('2 packets of STUN');
    expect(stderr).toContain('The capture has no call.');
  });

  test('is told by the summary itself', async () => {
    const { stdout, stderr } = await sipscope(['summary', '-', '--format', 'table'], { input });

    expect(stderr).toBe('');
    expect(stdout).toContain('Found\n  no SIP message\n');
    expect(stdout).toMatch(/^Other protocols\n {2}STUN +2 packets\n {2}other UDP +1 packet$/m);
  });

  test('is none where rows were only filtered away', async () => {
    const { stdout, stderr } = await sipscope(['messages', cancelled, '--filter', 'method:PUBLISH']);

    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  });

  test('is told where to give the keys that TLS wants', async () => {
    const { wire, keyLog } = await recordTls({ texts: ['GET / HTTP/1.1\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n'] });
    const folder = await mkdtemp(path.join(tmpdir(), 'sipscope-without-sip-'));
    const keys = path.join(folder, 'keys.log');
    await writeFile(keys, keyLog);

    const withoutKeys = await sipscope(['calls', '-'], { input: pcapOfStream(wire) });
    const withKeys = await sipscope(['calls', '-', '--keylog', keys], { input: pcapOfStream(wire) });
    await rm(folder, { recursive: true });

    const packets = `No SIP message found: ${wire.length} packets of`;
    expect(withoutKeys.stderr).toBe(`sipscope: ${packets} TLS without keys. --keylog FILE gives the keys of TLS.\n`);
    expect(withKeys.stderr).toBe(`sipscope: ${packets} TLS: HTTP.\n`);
  });
});

/** Each chunk is a segment. */
function pcapOfStream(wire: readonly WireChunk[]): Uint8Array {
  const sequences = [1, 1];
  const records = wire.map(({ direction, bytes }) => {
    const [sourcePort, destinationPort] = direction === 0 ? [40_000, 443] : [443, 40_000];
    const [source, destination] = direction === 0 ? [client, server] : [server, client];
    const data = tcp(bytes, { sourcePort, destinationPort, sequence: sequences[direction]! });
    sequences[direction]! += bytes.length;
    return { data: ipv4(data, { source, destination, protocol: 6 }) };
  });
  return pcap(records, { linkType: 101 });
}
