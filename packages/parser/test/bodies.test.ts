import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { syntaxTree } from '../src/grammar/index.ts';
import { type Body, parseMessage, type SipMessage, type Span } from '../src/index.ts';
import { messageWith } from './body.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';

const mediaTypes: readonly string[] = [
  'multipart/mixed;boundary=b',
  'multipart/related;boundary="b";start="<1>"',
  'message/sip',
  'message/sipfrag',
  'message/cpim',
  'application/sdp',
  'application/simple-message-summary',
  'application/vq-rtcpxr',
  'application/isup',
  'application/dtmf-relay',
  'application/dtmf',
  'text/plain',
  'application/pidf+xml',
];

/** Pieces that mean something in some body. */
const pieces: readonly string[] = [
  '--b',
  '--b--',
  '\r\n',
  '\n',
  '\r\n\r\n',
  ' ',
  'Content-Type: multipart/mixed;boundary=b\r\n',
  'Content-Type: message/sip\r\n',
  'Content-Type: application/sdp\r\n',
  'Content-Type: application/isup\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Length: 1\r\n',
  'Content-ID: <1>\r\n',
  'SIP/2.0 200 OK',
  'INVITE sip:a@b SIP/2.0',
  'Messages-Waiting: yes',
  'Voice-Message: 1/2 (',
  'VQSessionReport',
  'LocalMetrics:',
  'PacketLoss:NLR="',
  'From: <im:a@b>',
  'Subject:;lang=\\u00',
  'Signal=1',
  'v=0',
  '__proto__: constructor',
  'é',
  '\u0001\u0000\u0002',
  '\u000c\u0002\u0000',
];

/** Every body of a message, those within others behind them. */
function bodies(body: Body | undefined): readonly Body[] {
  if (body === undefined) return [];
  const { value } = body;
  const inner = [
    ...body.parts,
    ...(value.kind === 'sipfrag' && value.body !== undefined ? [value.body] : []),
    ...(value.kind === 'cpim' && value.content !== undefined ? [value.content] : []),
  ];
  return [body, ...inner.flatMap(bodies)];
}

/** Where the pieces of a multipart leave a gap or overlap; undefined where they tile it. */
function untiled(body: Body): number | undefined {
  if (body.value.kind !== 'multipart') return undefined;
  const { preambleSpan, delimiterSpans, parts, epilogueSpan } = body.value;
  const spans: Span[] = [preambleSpan];
  for (const [index, delimiter] of delimiterSpans.entries()) {
    const part = parts[index]?.partSpan;
    spans.push(delimiter, ...(part === undefined ? [] : [part]));
  }
  spans.push(epilogueSpan);
  let at = body.span[0];
  for (const span of spans) {
    if (span[0] !== at || span[1] < span[0]) return at;
    at = span[1];
  }
  return at === body.span[1] ? undefined : at;
}

/** Reads all of a message; gives the first thing about its bodies that is not as it must be. */
function wrong(bytes: Uint8Array): string | undefined {
  const message = parseMessage(bytes);
  for (const { code, span } of message.diagnostics) {
    if (!(span[0] >= 0 && span[0] <= span[1] && span[1] <= bytes.length)) return `${code} at ${span.join('-')}`;
  }
  syntaxTree(message);
  for (const body of bodies(message.body)) {
    const gap = untiled(body);
    if (gap !== undefined) return `gap at ${gap}`;
    for (const span of [body.span, body.partSpan]) {
      if (!(span[0] >= message.bodySpan[0] && span[0] <= span[1] && span[1] <= message.bodySpan[1]))
        return `body at ${span.join('-')}`;
    }
    if (typeof body.text !== 'string' || body.content.length > body.bytes.length) return 'content';
  }
  return undefined;
}

describe('bodies', () => {
  test('of any pieces are read without an exception, their parts without gap or overlap', () => {
    const content = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((some) => some.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...mediaTypes), content, (mediaType, text) => {
        expect(wrong(messageWith(mediaType, text).bytes)).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });

  test('of any bytes are read without an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mediaTypes), fc.uint8Array({ maxLength: 200 }), (mediaType, bytes) => {
        expect(wrong(messageWith(mediaType, bytes).bytes)).toBeUndefined();
      }),
      { numRuns: 800 },
    );
  });

  test('of every example and torture message, changed a little, are read without an exception', () => {
    const random = randomOf(2046);
    const messages = [...tortureMessages(), ...rfcExamples().map(({ bytes }) => bytes)].filter(
      (bytes) => parseMessage(bytes).body !== undefined,
    );

    for (let turn = 0; turn < 1500; turn++) {
      const bytes = mutate(messages[turn % messages.length] ?? new Uint8Array(0), random);
      expect(wrong(bytes)).toBeUndefined();
    }
  });
});

describe('the examples printed in the RFCs', () => {
  const told = (message: SipMessage): unknown => {
    const value = message.body?.value;
    if (value?.kind === 'sipfrag') return `${value.status} ${value.reason}`;
    if (value?.kind === 'messageSummary') return [value.waiting, value.voice?.new, value.voice?.old];
    if (value?.kind === 'sip') return value.message.startLine?.kind;
    return [message.body?.parts.map(({ mediaType }) => mediaType), message.sdp?.media.map(({ kind }) => kind)];
  };

  /** What the RFC's own text says of each, read by eye. */
  const expected: ReadonlyMap<string, unknown> = new Map<string, unknown>([
    ['rfc5589-04', '100 Trying'],
    ['rfc5589-33', '403 Forbidden'],
    ['rfc5359-80', '200 OK'],
    ['rfc3842-05', [true, 4, 8]],
    ['rfc5547-01', [['application/sdp', 'image/jpeg'], ['message']]],
    ['rfc3893-01', [['text/plain', 'multipart/signed'], undefined]],
  ]);

  test('say in their bodies what their RFCs say of them', () => {
    const examples = rfcExamples().filter(({ name }) => expected.has(name.replace('.sip', '')));

    for (const { name, bytes } of examples)
      expect([name, told(parseMessage(bytes))]).toEqual([name, expected.get(name.replace('.sip', ''))]);
  });
});

const times = (text: string) => (length: number) => text.repeat(Math.ceil(length / text.length)).substring(0, length);

/** Bodies that would cost a careless reader more than linear time, or its stack. */
const worstCases: readonly (readonly [string, string, (length: number) => string])[] = [
  ['boundary lines', 'multipart/mixed;boundary=b', times('--b\r\n')],
  ['lines that are nearly boundaries', 'multipart/mixed;boundary=b', times('--b-\r\n')],
  ['hyphens', 'multipart/mixed;boundary="----------"', times('-')],
  ['blanks behind a boundary', 'multipart/mixed;boundary=b', (length) => `--b${times(' ')(length)}x`],
  [
    'multiparts within multiparts',
    'multipart/mixed;boundary=b',
    times('--b\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n'),
  ],
  [
    'multiparts of other boundaries within each other',
    'multipart/mixed;boundary=b0',
    (length) => {
      let text = '';
      for (let level = 0; text.length < length; level++)
        text += `--b${level}\r\nContent-Type: multipart/mixed;boundary=b${level + 1}\r\n\r\n`;
      return text;
    },
  ],
  ['messages within messages', 'message/sip', times('INVITE sip:a SIP/2.0\r\nContent-Type: message/sip\r\n\r\n')],
  ['fragments within fragments', 'message/sipfrag', times('Content-Type: message/sipfrag\r\n\r\n')],
  ['CPIM within CPIM', 'message/cpim', times('a: b\r\n\r\nContent-Type: message/cpim\r\n\r\n')],
  ['empty lines of a summary', 'application/simple-message-summary', times('\r\n')],
  ['groups of a summary', 'application/simple-message-summary', times('a: b\r\n\r\n')],
  ['brackets of a summary', 'application/simple-message-summary', (length) => `Voice-Message: ${times('(')(length)}`],
  ['digits of a summary', 'application/simple-message-summary', (length) => `Voice-Message: ${times('9')(length)}`],
  ['metrics', 'application/vq-rtcpxr', (length) => `LocalMetrics:\r\nPacketLoss:${times('NLR=1 ')(length)}`],
  ['equals signs', 'application/vq-rtcpxr', (length) => `LocalMetrics:\r\nPacketLoss:${times('=')(length)}`],
  ['folds of a report', 'application/vq-rtcpxr', times('\r\n a')],
  ['escapes', 'message/cpim', (length) => `Subject: ${times('\\u')(length)}\r\n\r\n\r\n`],
  ['ISUP parameters', 'application/isup', (length) => `\t\u0001${times('\u0001\u0000')(length)}`],
  ['key presses', 'application/dtmf-relay', times('Signal=1\n')],
  ['a boundary of 60 kB', `multipart/mixed;boundary="${'b'.repeat(60_000)}"`, times('--b\r\n')],
];

/** Milliseconds of processor time. */
function cost(mediaType: string, content: string): number {
  const { bytes } = messageWith(mediaType, content);
  const before = process.cpuUsage();
  wrong(bytes);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('time', () => {
  test.each(worstCases)('of %s grows no faster than their number', (_, mediaType, fill) => {
    const [short, long] = [fill(16_000), fill(64_000)];
    cost(mediaType, short);

    let isLinear = false;
    let seen = '';
    for (let round = 0; round < 6 && !isLinear; round++) {
      const [shortMs, longMs] = [cost(mediaType, short), cost(mediaType, long)];
      isLinear = longMs < 5 * shortMs + 25 && longMs < 400;
      seen = `${shortMs} ms, then ${longMs} ms`;
    }
    expect(isLinear, `${seen}`).toBe(true);
  });
});

test("names of objects' own members are ordinary names in bodies", () => {
  const { body } = messageWith(
    'multipart/mixed;boundary=__proto__',
    '--__proto__\r\nContent-Type: application/vq-rtcpxr\r\n__proto__: x\r\n\r\nVQSessionReport\r\n__proto__:a=b\r\nLocalMetrics:\r\nDelay:__proto__=1 constructor=2\r\n--__proto__--',
  );

  const value = body?.parts[0]?.value;

  expect(body?.parts[0]?.header('__proto__')?.value).toBe('x');
  expect(value?.kind === 'vqRtcpxr' && value.local).toEqual({});
});
