import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { typicalMessage } from '../bench/messages.ts';
import { type FramedPiece, frameDatagram, MessageFramer } from '../src/index.ts';
import { decode, encode } from './sip.ts';

const corpus = join(import.meta.dirname, '../../../../shared/corpus');

/** The streams of a classic capture of TCP over IPv4 over Ethernet, each the segments of one direction in the order of their numbers. */
function streamsOf(capture: Buffer): readonly (readonly Uint8Array[])[] {
  const flows = new Map<string, Map<number, Uint8Array>>();
  for (let at = 24; at + 16 <= capture.length; at += 16 + capture.readUInt32LE(at + 8)) {
    const ip = at + 16 + 14;
    if (capture[ip - 2] !== 8 || capture[ip + 9] !== 6) continue;
    const tcp = ip + (capture[ip]! & 15) * 4;
    const data = tcp + (capture[tcp + 12]! >> 4) * 4;
    const end = ip + capture.readUInt16BE(ip + 2);
    const flow = capture.toString('hex', ip + 12, ip + 20) + capture.toString('hex', tcp, tcp + 4);
    const segments = flows.get(flow) ?? new Map<number, Uint8Array>();
    flows.set(flow, segments);
    if (end > data) segments.set(capture.readUInt32BE(tcp + 4), new Uint8Array(capture.subarray(data, end)));
  }
  return [...flows.values()].map((segments) =>
    [...segments].toSorted(([one], [other]) => one - other).map(([, bytes]) => bytes),
  );
}

function hostile(name: string): readonly (readonly Uint8Array[])[] {
  const path = join(corpus, 'hostile', name);
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  return streamsOf(name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}

function frame(chunks: readonly Uint8Array[]): readonly FramedPiece[] {
  const framer = new MessageFramer();
  return [...chunks.flatMap((chunk) => [...framer.push(chunk)]), ...framer.end()];
}

const callIds = (pieces: readonly FramedPiece[]): readonly (string | undefined)[] =>
  pieces.flatMap((piece) => (piece.kind === 'message' ? [piece.message.callId] : []));
const codes = (pieces: readonly FramedPiece[]): readonly string[] =>
  pieces.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));

describe.skipIf(!existsSync(join(corpus, 'hostile')))('hostile streams', () => {
  test.each([
    ['e03-one-byte-reversed.pcap.gz', ['tiny1', 'tiny2', 'tiny3'], []],
    ['e05-cl-too-big-swallows.pcap', ['clbig', 'after1', 'after2', 'after3'], ['framing-length-too-large']],
    ['e06-junk-then-sip.pcap', ['junk'], ['framing-mid-stream']],
    ['f01-headers-100k-tcp.pcap.gz', ['victim'], ['limit-header-section']],
    ['f02-header-10mb.pcap.gz', ['victim'], ['limit-header-section']],
  ])('of %s give every message', (name, ids, said) => {
    const pieces = hostile(name).flatMap((chunks) => [...frame(chunks)]);

    for (const id of ids) expect(callIds(pieces)).toContain(`${id}@hostile.test`);
    expect([...new Set(codes(pieces))]).toEqual(said);
  });
});

describe.skipIf(!existsSync(join(corpus, 'fuzz')))("other projects' messages", () => {
  const folders = ['sofia-tests', 'enablesecurity-advisories', 'aflnet-kamailio'];
  const files = existsSync(join(corpus, 'fuzz'))
    ? folders.flatMap((folder) =>
        readdirSync(join(corpus, 'fuzz', folder)).map((name) => join(corpus, 'fuzz', folder, name)),
      )
    : [];

  test('are known as SIP', () => {
    const unknown = files.filter((path) => {
      const bytes = new Uint8Array(readFileSync(path));
      return !frameDatagram(bytes).some(({ kind }) => kind === 'message');
    });

    expect(files.length).toBeGreaterThan(60);
    expect(unknown).toEqual([]);
  });

  test('are found again in one stream of all', () => {
    const wholes = files
      .map((path) => decode(new Uint8Array(readFileSync(path))))
      .filter((text) => /^(?:[A-Z]+ \S+ SIP\/2\.0|SIP\/2\.0 \d{3} [^\n]*)\r?\n[\w-]+:/.test(text));
    const pieces = frame([encode(wholes.join('\r\n'))]);

    expect(wholes.length).toBeGreaterThan(40);
    expect(callIds(pieces).length).toBeGreaterThanOrEqual(wholes.length);
  });
});

/** Processor milliseconds to frame a stream in chunks of so many bytes. */
function cost(bytes: Uint8Array, chunkBytes: number): number {
  const framer = new MessageFramer();
  const before = process.cpuUsage();
  for (let at = 0; at < bytes.length; at += chunkBytes) framer.push(bytes.subarray(at, at + chunkBytes));
  framer.end();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const times = (text: string) => (length: number) => encode(text.repeat(Math.ceil(length / text.length)));
const inside =
  (before: string, fill: string, behind = '') =>
  (length: number) =>
    encode(before + fill.repeat(Math.ceil(length / fill.length)) + behind);
const start = 'INVITE sip:a SIP/2.0\r\n';

/** What would cost a careless framer more than linear time. */
const worstCases: readonly (readonly [string, (length: number) => Uint8Array])[] = [
  ['typical messages', times(decode(typicalMessage))],
  ['line breaks', times('\r\n')],
  ['bare line feeds', times('\n')],
  ['carriage returns', times('\r')],
  ['bytes of a token', times('a')],
  ['NUL bytes', times('\u0000')],
  ['lines of text', times('a\r\n')],
  ['start lines', times(start)],
  ['status lines', times('SIP/2.0 200 OK\r\n')],
  ['status lines on one line', times('SIP/2.0 200 ')],
  ['blanks before a version', times('A                                   SIP/2.0\n')],
  ['long start lines', times(`INVITE ${'a'.repeat(16_000)} SIP/2.0\r\nx`)],
  ['too long start lines', times(`INVITE ${'a'.repeat(17_000)} SIP/2.0\r\n`)],
  ['methods', times('INVITE')],
  ['slashes', times('SIP/')],
  ['a header without end', inside(`${start}X: `, 'a')],
  ['headers without end', inside(start, 'X: a\r\n')],
  ['folds', inside(`${start}X: a`, '\r\n ')],
  ['lengths', inside(start, 'l: 1\r\n', '\r\n')],
  ['one long length', inside(`${start}l: `, '9', '\r\n\r\n')],
  ['a length of folds', inside(`${start}l:`, '\r\n ', '\r\n\r\n')],
  ['types', inside(start, 'c: a\r\n', '\r\n')],
  ['a body without length', inside(`${start}c: a/b\r\n\r\n`, 'hello\r\n')],
  ['a body of one line without length', inside(`${start}c: a/b\r\n\r\n`, 'a')],
  ['a body of start lines', (length) => inside(`${start}l: ${length}\r\n\r\n`, `${start}X: a\r\n`)(length)],
  [
    'a body of start lines and line breaks behind',
    (length) => inside(`${start}l: ${start.length + 6}\r\n\r\n${start}X: a\r\n`, '\r\n')(length),
  ],
  ['bodies with a message, too long by some bytes', times(`${start}l: 40\r\n\r\n${start}X: a\r\n\r\n`)],
  ['a multipart of start lines', inside(`${start}c: multipart/x\r\n\r\n`, `\r\n\r\n${start}X: a\r\n`)],
];

describe('time', () => {
  test.each(worstCases)('to frame %s grows no faster than their number, a byte at a time too', (_, make) => {
    for (const chunkBytes of [1, 1400, Infinity]) {
      const [short, long] = [make(64_000), make(256_000)];
      let [shortMs, longMs, isLinear] = [0, 0, false];
      for (let round = 0; round < 5 && !isLinear; round++) {
        shortMs = cost(short, chunkBytes);
        longMs = cost(long, chunkBytes);
        isLinear = longMs < 5 * shortMs + 25;
      }
      expect(isLinear, `${shortMs} ms, then ${longMs} ms, in chunks of ${chunkBytes}`).toBe(true);
      expect(longMs).toBeLessThan(1000);
    }
  });
});
