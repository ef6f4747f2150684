import { describe, expect, test } from 'vitest';
import { richMessage } from '../bench/messages.ts';
import { type Body, parseMessage, type SipMessage, type Span, writeMessage } from '../src/index.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';
import { decode, encode } from './sip.ts';

const nested = encode(
  'MESSAGE sip:a@b SIP/2.0\r\nContent-Type: multipart/mixed;boundary=x\r\n\r\npreamble\r\n--x\r\n' +
    'Content-Type: multipart/alternative;boundary=y\r\n\r\n--y\r\n\r\nplain\r\n--y\r\nContent-Type: text/html\r\n\r\n<b>\r\n--y--\r\n' +
    '--x \r\nContent-Type: message/sip\r\n\r\nBYE sip:a SIP/2.0\r\nTo: <sip:a>\r\n\r\n\r\n--x--\r\nepilogue',
);
const messages: readonly Uint8Array[] = [
  nested,
  richMessage,
  ...tortureMessages(),
  ...rfcExamples().map(({ bytes }) => bytes),
];

/** What lies between pieces that should follow one another, each as its text and place; nothing where they tile `[start, end)`. */
function gaps(bytes: Uint8Array, [start, end]: Span, pieces: readonly Span[]): readonly string[] {
  const found: string[] = [];
  let at = start;
  for (const [from, to] of [...pieces, [end, end] as const]) {
    if (from !== at || to < from) found.push(`${at}-${from}: ${JSON.stringify(decode(bytes.subarray(at, from)))}`);
    at = to;
  }
  return found;
}

/** The top level of a message: line breaks before it, start line, header fields, empty line, body. */
function topLevel(message: SipMessage): readonly Span[] {
  const { bytes, headers, bodySpan, startLine } = message;
  const headersStart = headers[0]?.lineSpan[0] ?? Math.min(bodySpan[0], lineEnd(bytes, message.framing.startLine.end));
  const emptyLine = headers.at(-1)?.lineSpan[1] ?? headersStart;
  const [lineStart] = startLine?.span ?? [message.framing.leading];
  return [
    [0, lineStart],
    [lineStart, headersStart],
    ...headers.map(({ lineSpan }) => lineSpan),
    [emptyLine, bodySpan[0]],
    bodySpan,
  ];
}

/** Behind the line break that begins there. */
function lineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  return Math.min(bytes.length, at + 1);
}

/** What is neither the one empty line nor line breaks before the message, where that alone may stand. */
function oddPieces(message: SipMessage): readonly string[] {
  const pieces = topLevel(message);
  const [before, empty] = [pieces[0]!, pieces.at(-2)!].map((span) => decode(message.bytes.subarray(...span)));
  return [
    ...(/^[\r\n]*$/.test(before!) ? [] : [`before: ${before}`]),
    ...(['', '\r', '\r\n', '\n'].includes(empty!) ? [] : [`empty line: ${empty}`]),
  ];
}

/** Preamble, delimiters, parts and epilogue of every multipart, however deep; of each part its header fields, the empty line and the content. */
function bodyGaps(bytes: Uint8Array, body: Body | undefined): readonly string[] {
  if (body?.value.kind !== 'multipart' || body.transferEncoding !== 'binary') return [];
  const { preambleSpan, delimiterSpans, parts, epilogueSpan } = body.value;
  const between = [...delimiterSpans, ...parts.map(({ partSpan }) => partSpan)].toSorted(
    (one, other) => one[0] - other[0] || one[1] - other[1],
  );
  return [
    ...gaps(bytes, body.span, [preambleSpan, ...between, epilogueSpan]),
    ...parts.flatMap((part) => {
      const last = part.headers.at(-1)?.lineSpan[1] ?? part.partSpan[0];
      const pieces = [...part.headers.map(({ lineSpan }) => lineSpan), [last, part.span[0]] as const, part.span];
      return [...gaps(bytes, part.partSpan, pieces), ...bodyGaps(bytes, part)];
    }),
  ];
}

/** The URIs of the values of one header field, in order, none within another. */
function misplacedValues(message: SipMessage): readonly string[] {
  const found: string[] = [];
  for (const [index, { valueSpan, header }] of message.headers.entries()) {
    let [at] = valueSpan;
    for (const value of message.reading(index)?.values ?? []) {
      if (typeof value !== 'object' || value === null || !('uriSpan' in value)) continue;
      const [start, end] = value.uriSpan as Span;
      if (start < at || end < start || end > valueSpan[1]) found.push(`${header}: ${start}-${end} behind ${at}`);
      at = end;
    }
  }
  return found;
}

function misplaced(bytes: Uint8Array): readonly string[] {
  const message = parseMessage(bytes);
  return [
    ...gaps(message.bytes, [0, message.bytes.length], topLevel(message)),
    ...oddPieces(message),
    ...bodyGaps(message.bytes, message.body),
    ...misplacedValues(message),
  ];
}

describe('every byte of a message', () => {
  test('lies in one of its lines or in its body, every byte of a multipart in one of its parts or between two', () => {
    expect(messages.flatMap(misplaced)).toEqual([]);
  });

  test('does so too where the message was changed', () => {
    const random = randomOf(3261);
    for (let turn = 0; turn < 3000; turn++) {
      const bytes = mutate(messages[turn % Math.min(messages.length, 400)]!, random);

      expect(misplaced(bytes)).toEqual([]);
    }
  });

  test('is written again as it was where the message was changed', () => {
    const random = randomOf(8);
    for (let turn = 0; turn < 3000; turn++) {
      const bytes = mutate(messages[turn % Math.min(messages.length, 400)]!, random);
      const message = parseMessage(bytes);

      expect(Buffer.compare(writeMessage(message), bytes.subarray(message.start, message.end))).toBe(0);
    }
  });

  test('of the header fields beyond a limit lies behind those that are read', () => {
    for (const limits of [{ headers: 2 }, { headerSectionBytes: 100 }]) {
      const { headers, bodySpan } = parseMessage(richMessage, { limits });

      expect(headers.length).toBeGreaterThan(0);
      expect(decode(richMessage.subarray(headers.at(-1)!.lineSpan[1], bodySpan[0]))).toMatch(/\r\n\r\n$/);
    }
  });
});
