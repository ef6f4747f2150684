import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../src/analysis.ts';
import { analyze } from '../src/analyze.ts';
import { openBlob } from '../src/capture/blob-input.ts';
import { extractPackets, type ExtractOptions } from '../src/extract.ts';
import { readMessages } from '../src/read-messages.ts';
import type { CallRow, StreamRow } from '../src/rows.ts';
import { bytesOf, text } from './build-capture.ts';
import { corpus } from './corpus.ts';
import { callMessages, rtpCapture, together } from './rtp/rtp-capture.ts';
import { callee, caller, rtpStream } from './rtp/rtp-stream.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/captures');

function captures(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.(?:pcap|pcapng|snoop)$/.test(file) && statSync(file).size < 300_000);
}

async function extracted(
  bytes: Uint8Array,
  call: CallRow,
  analysis: Analysis,
  options: ExtractOptions,
): Promise<Uint8Array> {
  const none = new Uint8Array(0);
  const frames = [...analysis.messagesOfCall(call.id)].flatMap((message) => {
    const row = analysis.messageRow(message, none);
    return [row.frame, ...(row.frames ?? [])];
  });
  const open = () => openBlob(new Blob([new Uint8Array(bytes)]));
  const pieces: Uint8Array[] = [];
  for await (const piece of extractPackets(open, { frames, streams: analysis.streamsOfCall(call.id) }, options))
    pieces.push(piece);
  return bytesOf(...pieces);
}

async function read(bytes: Uint8Array): Promise<Analysis> {
  return analyze((await openBlob(new Blob([new Uint8Array(bytes)]))).chunks());
}

/** What of a call has nothing to do with who it was. */
function structureOf(analysis: Analysis): readonly unknown[] {
  return [...analysis.calls()].map((call) => ({
    outcome: call.outcome,
    status: call.status,
    times: [call.started, call.answered, call.ended],
    messages: call.messages,
    legs: call.callIds.length,
    streams: analysis
      .streamsOfCall(call.id)
      .filter(({ protocol, packets }) => !['T.38', 'BFCP', 'MSRP'].includes(protocol) && packets > 0)
      .map(figuresOf),
  }));
}

function figuresOf({ packets, lost, jitterMsMean, codec, from, started, ended, dscp, rtcp }: StreamRow): unknown {
  return { packets, lost, jitterMsMean, codec, from, started, ended, dscp, hasReports: rtcp !== undefined };
}

/** Words that are nobody's, and stand in messages otherwise too. */
const common = new Set([
  'anonymous',
  'invalid',
  'service',
  'phone',
  'sipp',
  'user',
  'test',
  'http',
  'proxy',
  'call',
  'conf',
  'registered',
  'unknown',
  'kamailio',
  'asterisk',
  'moved',
  'z9hg4bk',
]);

/** Words of user parts, hosts, names, Call-IDs and tags; addresses. */
function namesIn(message: string): readonly string[] {
  const found = [
    /\bsips?:([^@;>\s,"]+)@/gi,
    /\btel:([^;>\s,"]+)/gi,
    /@([\w.-]+\.[\w.-]+)/g,
    /^(?:From|To|f|t|Contact|P-Asserted-Identity)\s*:\s*"([^"]+)"/gim,
    /^(?:Call-ID|i)\s*:\s*(\S+)/gim,
    /;tag=([\w.-]+)/gi,
    /^c=IN IP4 ([\d.]+)/gim,
  ].flatMap((pattern) => [...message.matchAll(pattern)].map(([, name = '']) => name));
  return found
    .flatMap((name) => name.split(/%[\da-f]{2}|[^\p{L}\p{N}]/iu))
    .filter((name) => name.length >= 5 && !/^(?:0+|\d{1,7})$/.test(name) && !common.has(name.toLowerCase()));
}

describe('a call that was extracted without who it is of', () => {
  test.each(
    [...captures(fixtures), ...captures(path.join(corpus, 'captures'))].map((file) => [path.basename(file), file]),
  )('%s: has the same messages, times and streams, and none of its names and addresses', async (_, file) => {
    const bytes = new Uint8Array(readFileSync(file));
    const analysis = await read(bytes);
    for (const call of [...analysis.calls()].slice(0, 4)) {
      const plain = await extracted(bytes, call, analysis, {});

      const anonymous = await extracted(bytes, call, analysis, { anonymize: {} });

      const [before, after] = [await read(plain), await read(anonymous)];
      expect(structureOf(after)).toEqual(structureOf(before));
      const names = new Set<string>();
      const addresses = new Set<string>();
      for await (const { bytes: message, srcIp, dstIp } of readMessages([plain])) {
        for (const name of namesIn(new TextDecoder().decode(message))) names.add(name.toLowerCase());
        for (const address of [srcIp, dstIp])
          if (!/^[\d:.]*(?:0\.0\.0\.0|::|::1|2[2-5]\d\.\d+\.\d+\.\d+)$/.test(address)) addresses.add(address);
      }
      for await (const { bytes: message, srcIp, dstIp } of readMessages([anonymous])) {
        const told = new TextDecoder('latin1')
          .decode(message)
          .replaceAll(/^(?:User-Agent|Server|CSeq).*$/gim, '')
          .toLowerCase();
        expect([...names].filter((name) => told.includes(name))).toEqual([]);
        expect([srcIp, dstIp].filter((address) => addresses.has(address))).toEqual([]);
      }
    }
  });

  const voice = (): Uint8Array => text('what was said, in 33 bytes of it.');
  const cname = bytesOf(
    [0x81, 201, 0, 1],
    [0, 0, 0, 9],
    [0x81, 202, 0, 4],
    [0, 0, 0, 9],
    [1, 8],
    text('bob@host'),
    [0, 0],
  );
  const report = {
    timeUs: 2_000_000,
    source: { ...caller, port: 20_001 },
    destination: { ...callee, port: 30_001 },
    bytes: cname,
  };
  const spoken = rtpCapture(
    together(callMessages({ endedMs: 3000 }), rtpStream({ packets: 100, startMs: 600, payload: voice }), [report]),
  );

  async function written(options: ExtractOptions): Promise<{ readonly analysis: Analysis; readonly told: string }> {
    const analysis = await read(spoken);
    const bytes = await extracted(spoken, [...analysis.calls()][0]!, analysis, options);
    return { analysis: await read(bytes), told: new TextDecoder('latin1').decode(bytes) };
  }

  test('is silent, and its reports name nobody', async () => {
    const { analysis, told } = await written({ anonymize: {} });

    expect([...analysis.streams()].map(({ packets, level }) => [packets, level?.meanDbov])).toEqual([[100, -127]]);
    expect(told).not.toContain('what was said');
    expect(told).not.toContain('bob@host');
    expect(told).not.toContain('example.com');
  });

  test('has what was said where that is asked for', async () => {
    const { told } = await written({ anonymize: { keepMedia: true } });

    expect(told.split('what was said')).toHaveLength(101);
    expect(told).not.toContain('bob@host');
  });
});
