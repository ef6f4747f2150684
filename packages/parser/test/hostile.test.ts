import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { syntaxTree } from '../src/grammar/index.ts';
import { describeDiagnostic, MessageFramer, MessageIdentity, parseMessage, startsLikeSip } from '../src/index.ts';
import { parseXmlBody } from '../src/xml.ts';
import { tortureMessages } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';
import { encode, withHeaders } from './sip.ts';
import { type WorstCase, worstCases } from './worst-cases.ts';

/** Reads all there is to read. */
function readAll(bytes: Uint8Array): void {
  const message = parseMessage(bytes);
  for (const diagnostic of message.diagnostics) {
    describeDiagnostic(diagnostic, bytes);
    const [start, end] = diagnostic.span;
    if (!(start >= 0 && start <= end && end <= bytes.length))
      throw new RangeError(`${diagnostic.code} at ${start}-${end} of ${bytes.length}`);
  }
  syntaxTree(message);
  new MessageIdentity().read(bytes, 0, bytes.length);
}

/** Reads a worst case in the way it comes. */
function readCase({ kind }: WorstCase, bytes: Uint8Array): void {
  if (kind === 'stream') readByteByByte(bytes);
  else if (kind === 'xml') parseXmlBody(bytes, { mediaType: 'application/pidf+xml' });
  else readAll(bytes);
}

function readByteByByte(bytes: Uint8Array): void {
  const framer = new MessageFramer();
  for (let at = 0; at < bytes.length; at++) framer.push(bytes.subarray(at, at + 1));
  framer.end();
}

/** Milliseconds of processor time. */
function cost(one: WorstCase, bytes: Uint8Array): number {
  const before = process.cpuUsage();
  readCase(one, bytes);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What reading so many bytes, and four times as many, costs: the first of six rounds in which the machine did nothing else of note. */
function costs(one: WorstCase): readonly [shortMs: number, longMs: number, isLinear: boolean] {
  const short = one.make(16_000);
  const long = one.make(64_000);
  readCase(one, short);
  let [shortMs, longMs, isLinear] = [0, 0, false];
  for (let round = 0; round < 6 && !isLinear; round++) {
    shortMs = cost(one, short);
    longMs = cost(one, long);
    // Four times the bytes, and a little for what cannot be measured well. Work by the square of the length would cost 16 times as much.
    isLinear = longMs < 5 * shortMs + 25;
  }
  return [shortMs, longMs, isLinear];
}

describe('time', () => {
  test('is looked at for enough kinds of bytes', () => {
    expect(new Set(worstCases.map(({ name }) => name)).size).toBe(worstCases.length);
    expect(worstCases.length).toBeGreaterThanOrEqual(66);
  });

  test.each(worstCases)('of $name grows no faster than their number', (one) => {
    const [shortMs, longMs, isLinear] = costs(one);

    expect(isLinear, `${shortMs} ms, then ${longMs} ms`).toBe(true);
    // Values, diagnostics, tree and identity together, on a machine that does other things too; `pnpm bench parser` measures reading alone.
    expect(longMs).toBeLessThan(400);
  });
});

describe('any bytes', () => {
  test('are read without an exception, every diagnostic within them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        startsLikeSip(bytes);
        readAll(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test('in the place of a value are read without an exception', () => {
    const names = [
      'Via',
      'From',
      'Contact',
      'Route',
      'Call-ID',
      'CSeq',
      'Content-Type',
      'Authorization',
      'Date',
      'Warning',
      'Event',
      'Privacy',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.string({ unit: fc.constantFrom(...'<>"\\()[];:=,@*%/ \t09aZ\u00e9'.split('')) }),
        (name, value) => {
          readAll(withHeaders(`${name}: ${value}`));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('made of SIP by a few changes are read without an exception', () => {
    const random = randomOf(4475);
    const messages = tortureMessages();

    for (let turn = 0; turn < 1500; turn++)
      readAll(mutate(messages[turn % messages.length] ?? new Uint8Array(0), random));

    expect(messages.length).toBeGreaterThan(60);
  });
});

describe("names of objects' own members", () => {
  test('are ordinary names of headers, parameters and attributes', () => {
    const bytes = encode(
      'INVITE sip:__proto__@constructor;__proto__=1 SIP/2.0\r\n__proto__: x\r\nconstructor: y\r\ntoString: z\r\nVia: SIP/2.0/UDP h;__proto__=a;branch=toString\r\n' +
        'Content-Type: application/sdp\r\n\r\nv=0\r\nm=audio 1 RTP/AVP 96\r\na=__proto__:x\r\na=fmtp:__proto__ x\r\na=rtpmap:96 constructor/8000\r\n',
    );

    const message = parseMessage(bytes);

    expect(message.header('__proto__')?.value).toBe('x');
    expect(message.header('constructor')?.value).toBe('y');
    expect(message.header('hasOwnProperty')).toBeUndefined();
    expect(message.topVia?.branch).toBe('toString');
    expect(message.sdp?.media[0]?.codecs).toEqual(['constructor']);
    expect(message.sdp?.media[0]?.attributes[0]).toMatchObject({ name: '__proto__', value: 'x' });
  });
});

describe('limits', () => {
  const codes = (bytes: Uint8Array, limits = {}): readonly string[] =>
    parseMessage(bytes, { limits }).diagnostics.map(({ code }) => code);

  test('on header fields: those beyond are told of, the body is found', () => {
    const bytes = withHeaders(...Array.from({ length: 5000 }, () => 'X: y'));

    expect(parseMessage(bytes).headers).toHaveLength(2000);
    expect(codes(bytes)).toContain('limit-headers');
    expect(parseMessage(bytes).bodySpan).toEqual([bytes.length, bytes.length]);
  });

  test('on the header section', () => {
    expect(codes(withHeaders(`X: ${'a'.repeat(200)}`, 'Y: z'), { headerSectionBytes: 300 })).toContain(
      'limit-header-section',
    );
  });

  test('on a value: it is kept as text and not read', () => {
    const bytes = withHeaders(`Contact: <sip:${'a'.repeat(70_000)}>`);

    expect(codes(bytes)).toContain('limit-value');
    expect(parseMessage(bytes).contacts).toEqual([]);
    expect(parseMessage(bytes).header('Contact')?.value).toHaveLength(70_006);
  });

  test('on the message', () => {
    expect(codes(withHeaders(), { messageBytes: 100 })).toContain('limit-message');
  });

  test('on Via values', () => {
    const bytes = withHeaders(`Via: ${Array.from({ length: 300 }, () => 'SIP/2.0/UDP h').join(',')}`);

    expect(parseMessage(bytes).via).toHaveLength(255);
    expect(codes(bytes)).toContain('limit-vias');
  });

  test('on comments within comments', () => {
    expect(codes(withHeaders(`User-Agent: ${'('.repeat(64)}${')'.repeat(64)}`))).not.toContain('limit-comment-depth');
    expect(codes(withHeaders(`User-Agent: ${'('.repeat(65)}${')'.repeat(65)}`))).toContain('limit-comment-depth');
  });

  test('on the sections and attributes of a session description', () => {
    const bytes = encode(
      `INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n${'m=audio 1 RTP/AVP 0\r\na=x\r\n'.repeat(100)}`,
    );

    expect(codes(bytes, { sdpMedia: 10 })).toContain('limit-sdp-media');
    expect(codes(bytes, { sdpAttributes: 10 })).toContain('limit-sdp-attributes');
  });
});
