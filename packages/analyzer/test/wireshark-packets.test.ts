/** Where tshark is installed: the packets of every fixture are those that Wireshark's own reader finds, with their bytes, times and lengths. */

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readTsharkPacket, type TsharkPacket } from '../src/capture/tshark-packet.ts';
import { parsePcap } from './guarded-pcap-parser.ts';
import { readPackets } from './read-packets.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures');
const run = promisify(execFile);

type Compared = { readonly time: bigint; readonly originalLength: number; readonly data: string };

/** Written anew as pcap by editcap, which comes with tshark and is much faster; by tshark where one pcap cannot hold them. Undefined where neither is installed. */
async function byWireshark(file: string, folder: string): Promise<Compared[] | undefined> {
  const written = path.join(folder, 'written.pcap');
  try {
    // A capture that is cut is written up to the cut.
    await run('editcap', ['-F', 'nsecpcap', file, written]);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    if (!String(error).includes('cut short')) return byTshark(file);
  }
  return parsePcap(await readFile(written), 65_536).records.map(({ header, data }) => ({
    time: BigInt(header.timestampSeconds) * 1_000_000_000n + BigInt(header.timestampMicroseconds),
    originalLength: header.originalLength,
    data: Buffer.from(data).toString('hex'),
  }));
}

async function byTshark(file: string): Promise<Compared[]> {
  const { stdout } = await run('tshark', ['-n', '-r', file, '-T', 'ek', '-x', '-J', 'frame'], { maxBuffer: 1 << 28 });
  return stdout.split('\n').flatMap((line): Compared[] => {
    const packet = line === '' ? undefined : readTsharkPacket(JSON.parse(line) as TsharkPacket);
    if (packet === undefined) return [];
    const { time, data, originalLength = data.length } = packet;
    return [{ time: BigInt(time as bigint), originalLength, data: Buffer.from(data).toString('hex') }];
  });
}

async function ours(file: string): Promise<Compared[]> {
  const bytes = await readFile(file);
  const { packets, reader } = readPackets(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  const { epochNs, decimals } = reader.clock;
  // Beyond 104 days a number of nanoseconds is inexact: times are those of the capture's decimals.
  const unitNs = 10 ** (9 - decimals);
  return packets.map(({ timeNs, originalLength, data }) => {
    return { time: epochNs + BigInt(Math.round(timeNs / unitNs) * unitNs), originalLength, data };
  });
}

test(
  'the packets of the fixtures are those that Wireshark reads, where it is installed',
  { timeout: 60_000 },
  async () => {
    const names = (await readdir(captures, { recursive: true })).filter((name) =>
      /\.(pcap|pcapng|snoop)(\.gz)?$/.test(name),
    );
    expect(names.length).toBeGreaterThan(20);
    const folder = await mkdtemp(path.join(tmpdir(), 'sipscope-'));

    try {
      for (const name of names) {
        const file = path.join(captures, name);
        const packets = await byWireshark(file, folder);
        if (packets === undefined) return;
        expect({ name, packets: await ours(file) }).toEqual({ name, packets });
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
