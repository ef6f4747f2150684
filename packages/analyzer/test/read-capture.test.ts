import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  CaptureDiagnostics,
  type CaptureSource,
  type PlainPacket,
  readDatagrams,
  readMessages,
  type ReadMessagesOptions,
  readPackets,
} from '../src/capture.ts';
import { analyze } from '../src/analyze.ts';
import { openBlob } from '../src/capture/blob-input.ts';
import { openCaptures } from '../src/node.ts';
import { pcap } from './build-capture.ts';
import { ethernet, ipv4, udp } from './build-packet.ts';
import { parsePcap } from './guarded-pcap-parser.ts';

const file = path.join(import.meta.dirname, '../../../fixtures/captures/call/cancel.pcap');
const cancelled = new Uint8Array(readFileSync(file));

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const kept: Item[] = [];
  for await (const item of items) kept.push(item);
  return kept;
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** What the messages of a source are, in brief. */
async function brief(source: CaptureSource, options: ReadMessagesOptions = {}): Promise<string[]> {
  const messages = await all(readMessages(source, options));
  return messages.map(({ frame, epochNs, transport, srcIp, srcPort, dstIp, dstPort, bytes }) =>
    [frame, epochNs, transport, srcIp, srcPort, dstIp, dstPort, bytes.length].join(' '),
  );
}

/** Packets as an object a line, as `tshark -T ek -x` writes them. */
function tsharkLines(packets: readonly PlainPacket[]): string {
  return packets
    .map(({ time, data }) => {
      const epoch = String(time)
        .padStart(19, '0')
        .replace(/(\d{9})$/, '.$1');
      const layers = {
        frame_raw: Buffer.from(data).toString('hex'),
        frame: { frame_frame_encap_type: '1', frame_frame_time_epoch: epoch, frame_frame_len: String(data.length) },
      };
      const index = { index: { _index: 'packets-2026-11-22' } };
      return `${JSON.stringify(index)}\n${JSON.stringify({ timestamp: epoch.slice(0, 10) + epoch.slice(11, 14), layers })}\n`;
    })
    .join('');
}

describe('readMessages()', () => {
  test('gives what the analysis gives, with bytes that may be kept', async () => {
    const messages = await all(readMessages(chunksOf(cancelled, 500)));

    const analysis = await analyze([cancelled]);
    expect(messages).toHaveLength(analysis.messageCount);
    for (const [number, message] of messages.entries()) {
      const row = analysis.messageRow(number, message.bytes);
      const { frame, transport, srcIp, srcPort, dstIp, dstPort, time } = message;
      expect(row).toMatchObject({ frame, transport, srcIp, srcPort, dstIp, dstPort, callId: message.message.callId });
      expect(time.toISOString().slice(0, 23)).toBe(row.time.slice(0, 23));
    }
  });

  test('reads the same from every kind of source', async () => {
    const expected = await brief(cancelled);
    const { records } = parsePcap(cancelled);
    const packets = await all(readPackets(cancelled));
    const plain = packets.map(({ epochNs, data, linkType }) => ({ time: epochNs, data, linkType }));
    const lines = tsharkLines(plain);

    expect(expected).toHaveLength(20);
    expect(await brief(cancelled.buffer)).toEqual(expected);
    expect(await brief([cancelled])).toEqual(expected);
    expect(await brief(chunksOf(cancelled, 7))).toEqual(expected);
    expect(await brief(chunksOf(gzipSync(cancelled), 100))).toEqual(expected);
    expect(await brief(zstdCompressSync(cancelled))).toEqual(expected);
    expect(await brief(new Blob([cancelled]))).toEqual(expected);
    expect(await brief(new File([zstdCompressSync(cancelled)], 'cancel.pcap.zst'))).toEqual(expected);
    expect(await brief(new Blob([cancelled]).stream())).toEqual(expected);
    expect(await brief(await openBlob(new Blob([cancelled])))).toEqual(expected);
    expect(await brief(await openCaptures([file, file]))).toHaveLength(40);
    expect(await brief(records)).toEqual(expected);
    expect(await brief(plain)).toEqual(expected);
    expect(await brief(lines)).toEqual(expected);
    expect(await brief(lines.split('\n'))).toEqual(expected);
    expect(await brief(chunksOf(Buffer.from(lines), 333))).toEqual(expected);
    expect(
      await brief(
        lines
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as object),
      ),
    ).toEqual(expected);
  });

  test('parses a message when it is asked for', async () => {
    const [first] = await all(readMessages(cancelled));

    expect(first?.message.method).toBe('INVITE');
    expect(first?.message).toBe(first?.message);
  });

  test('gives a message as soon as its packet has come', async () => {
    let given = 0;
    async function* slowly(): AsyncGenerator<Uint8Array> {
      const half = 24 + 16 + new DataView(cancelled.buffer).getUint32(24 + 8, true);
      yield cancelled.subarray(0, half);
      expect(given).toBe(1);
      yield cancelled.subarray(half);
    }

    for await (const _ of readMessages(slowly())) given++;

    expect(given).toBe(20);
  });

  test('ends when it is told to, also while it waits', async () => {
    const stop = new AbortController();
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield cancelled.slice(0, 3000);
      await new Promise(() => {});
    }
    const diagnostics = new CaptureDiagnostics();
    setTimeout(() => stop.abort(), 50);

    const messages = await all(readMessages(silent(), { signal: stop.signal, diagnostics }));

    expect(messages.length).toBeGreaterThan(2);
    expect(diagnostics.damaged).toBe(false);
  });

  test('leaves the source when its reader has enough', async () => {
    let isClosed = false;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunksOf(cancelled, 1000);
      } finally {
        isClosed = true;
      }
    }

    for await (const _ of readMessages(chunks())) break;

    expect(isClosed).toBe(true);
  });
});

describe('readDatagrams()', () => {
  test('gives what IP carried', async () => {
    const capture = pcap([{ seconds: 5, data: ethernet(ipv4(udp('hello', { sourcePort: 7, destinationPort: 9 }))) }]);

    const [datagram] = await all(readDatagrams(capture));

    expect(datagram).toMatchObject({ frame: 1, epochNs: 5_000_000_000n, protocol: 'UDP', srcPort: 7, dstPort: 9 });
    expect(Buffer.from(datagram?.payload ?? []).toString()).toBe('hello');
    expect(datagram?.srcIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });
});

describe('readPackets()', () => {
  test('gives packets that may be kept', async () => {
    const packets = await all(readPackets(chunksOf(cancelled, 100)));

    const { records } = parsePcap(cancelled);
    expect(packets.map(({ data }) => Buffer.from(data).toString('hex'))).toEqual(
      records.map(({ data }) => Buffer.from(data).toString('hex')),
    );
  });

  test.each([
    ['a Date', new Date(1500), 1_500_000_000n],
    ['milliseconds', 1500.25, 1_500_250_000n],
    ['nanoseconds', 1_500_000_001n, 1_500_000_001n],
  ])('takes the time of a packet as %s', async (_, time, epochNs) => {
    const data = new Uint8Array(20);

    const [packet] = await all(readPackets([{ time, data, linkType: 101, originalLength: 60 }]));

    expect(packet).toEqual({ frame: 1, epochNs, linkType: 101, data, originalLength: 60 });
  });

  test('says what was lost', async () => {
    const diagnostics = new CaptureDiagnostics();

    const packets = await all(readPackets(cancelled.subarray(0, 3000), { diagnostics }));

    expect(packets.length).toBeGreaterThan(2);
    expect(diagnostics.counts()[0]?.code).toBe('capture-truncated');
  });

  test('keeps to limits', async () => {
    const diagnostics = new CaptureDiagnostics();

    await all(readPackets(chunksOf(cancelled, 1000), { diagnostics, limits: { packets: 5 } }));

    expect(diagnostics.counts().map(({ code }) => code)).toContain('limit-records');
  });

  test.each([
    ['nothing', [], 'capture-empty'],
    ['no bytes', new Uint8Array(0), 'capture-empty'],
    ['an image', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'capture-format'],
    ['JSON of something else', new TextEncoder().encode('{"a":'), 'capture-format'],
  ])('rejects %s', async (_, source: CaptureSource, code) => {
    await expect(all(readPackets(source))).rejects.toMatchObject({ name: 'CaptureError', code });
  });

  test('says what tshark was not told to write', async () => {
    const line = JSON.stringify({ timestamp: '1', layers: { frame: {} } });

    await expect(all(readPackets([line]))).rejects.toThrow('-x');
  });
});
