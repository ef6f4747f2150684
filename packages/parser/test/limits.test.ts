import { describe, expect, test } from 'vitest';
import {
  defaultLimits,
  describeDiagnostic,
  type DiagnosticCode,
  type Limits,
  parseMessage,
  parseSdp,
} from '../src/index.ts';
import { defaultXmlLimits, parseXmlBody, type XmlDiagnosticCode, type XmlLimits } from '../src/xml.ts';
import { encode, withHeaders } from './sip.ts';

/** What a limit counts, made to any number of it, and the diagnostic that tells of more. */
type Case = { readonly code: DiagnosticCode; readonly make: (count: number) => Uint8Array; readonly fewer: number };

const plain = withHeaders();
/** Bytes behind the start line to the empty line. */
const ownSection = plain.length - 'OPTIONS sip:bob@example.com SIP/2.0\r\n'.length - 2;
const ownHeaders = parseMessage(plain).headers.length;
const withBody = (type: string, body: string): Uint8Array =>
  encode(`INVITE sip:a@b SIP/2.0\r\nContent-Type: ${type}\r\n\r\n${body}`);
const session = 'v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n';

/** Multiparts within multiparts, so many in all. */
function nested(depth: number): Uint8Array {
  let body = 'text';
  for (let level = depth - 1; level > 0; level--)
    body = `--b${level}\r\nContent-Type: multipart/mixed;boundary=b${level + 1}\r\n\r\n${body}\r\n--b${level}--\r\n`;
  return withBody('multipart/mixed;boundary=b1', body.replace('text', `--b${depth}\r\n\r\ntext\r\n--b${depth}--`));
}

const cases: { readonly [Name in keyof Limits]: Case } = {
  messageBytes: {
    code: 'limit-message',
    make: (count) => {
      const bytes = new Uint8Array(count).fill(0x20);
      bytes.set(withBody('text/plain', ''));
      return bytes;
    },
    fewer: 300,
  },
  headerSectionBytes: {
    code: 'limit-header-section',
    make: (count) =>
      withHeaders(
        ...'x'
          .repeat(5)
          .split('')
          .map(() => `X:${' '.repeat(60)}`),
        `Y:${'y'.repeat(count - ownSection - 5 * 64 - 4)}`,
      ),
    fewer: 700,
  },
  headers: {
    code: 'limit-headers',
    make: (count) => withHeaders(...Array.from({ length: count - ownHeaders }, () => 'X: y')),
    fewer: 10,
  },
  valueBytes: { code: 'limit-value', make: (count) => withHeaders(`Subject: ${'x'.repeat(count)}`), fewer: 100 },
  vias: {
    code: 'limit-vias',
    make: (count) => withHeaders(`Via: ${Array.from({ length: count - 1 }, () => 'SIP/2.0/UDP h').join(',')}`),
    fewer: 3,
  },
  commentDepth: {
    code: 'limit-comment-depth',
    make: (count) => withHeaders(`Server: ${'('.repeat(count)}${')'.repeat(count)}`),
    fewer: 2,
  },
  bodyDepth: { code: 'limit-body-depth', make: nested, fewer: 2 },
  bodyParts: {
    code: 'limit-body-parts',
    make: (count) => withBody('multipart/mixed;boundary=b', `${'--b\r\n\r\nx\r\n'.repeat(count)}--b--`),
    fewer: 2,
  },
  sdpMedia: {
    code: 'limit-sdp-media',
    make: (count) => withBody('application/sdp', session + 'm=audio 4000 RTP/AVP 0\r\n'.repeat(count)),
    fewer: 2,
  },
  sdpAttributes: {
    code: 'limit-sdp-attributes',
    make: (count) => withBody('application/sdp', `${session}m=audio 4000 RTP/AVP 0\r\n${'a=x\r\n'.repeat(count)}`),
    fewer: 3,
  },
};

const named = Object.entries(cases).map(([name, row]) => ({ name: name as keyof Limits, ...row }));
const codes = (bytes: Uint8Array, limits: Partial<Limits> = {}): readonly string[] =>
  parseMessage(bytes, { limits }).diagnostics.map(({ code }) => code);

describe('a limit of a message', () => {
  test.each(named)('$name is met without a word, and one more is told as $code', ({ name, code, make }) => {
    const limit = defaultLimits[name];

    expect(codes(make(limit))).not.toContain(code);
    expect(codes(make(limit + 1))).toContain(code);
  });

  test.each(named)('$name can be set: fewer, and more', ({ name, code, make, fewer }) => {
    expect(codes(make(fewer), { [name]: fewer })).not.toContain(code);
    expect(codes(make(fewer + 1), { [name]: fewer })).toContain(code);
    expect(codes(make(defaultLimits[name] + 1), { [name]: defaultLimits[name] * 2 })).not.toContain(code);
  });

  test.each(named)('$name that is met is no error, and says which limit it is', ({ name, code, make, fewer }) => {
    const bytes = make(fewer + 1);
    const found = parseMessage(bytes, { limits: { [name]: fewer } }).diagnostics.find((one) => one.code === code);
    const said = found && describeDiagnostic(found, bytes);

    expect(said?.severity).toBe('warning');
    expect(said?.class).toMatch(/^limit-/);
    expect(found?.detail).toContain(`${fewer}`);
  });

  test('that leaves header fields unread is not told of as a lack of them', () => {
    for (const limits of [{ headers: 2 }, { headerSectionBytes: 60 }, { messageBytes: 120 }])
      expect(codes(plain, limits).filter((code) => code.endsWith('-missing'))).toEqual([]);
  });

  test('counts the folds of a header field as bytes of the header section', () => {
    expect(codes(withHeaders(`X: a${'\r\n a'.repeat(200)}`), { headerSectionBytes: 300 })).toContain(
      'limit-header-section',
    );
  });

  test('holds for the header fields of a part too', () => {
    const part = (fields: string): Uint8Array =>
      withBody('multipart/mixed;boundary=b', `--b\r\n${fields}\r\n\r\n--b--`);

    expect(codes(part('X: y\r\n'.repeat(5)), { headers: 4 })).toContain('limit-headers');
    expect(codes(part(`${`X: ${'y'.repeat(60)}\r\n`.repeat(5)}`), { headerSectionBytes: 200 })).toContain(
      'limit-header-section',
    );
  });
});

describe('a limit of a session description', () => {
  const media = (count: number): string => session + 'm=audio 4000 RTP/AVP 0\r\n'.repeat(count);

  test('can be given to parseSdp()', () => {
    expect(parseSdp(media(2), { media: 2 }).diagnostics).toEqual([]);
    expect(parseSdp(media(3), { media: 2 }).diagnostics.map(({ code }) => code)).toEqual(['limit-sdp-media']);
  });
});

describe('a limit of an XML document', () => {
  const documents: {
    readonly [Name in keyof XmlLimits]: { readonly code: XmlDiagnosticCode; readonly make: (count: number) => string };
  } = {
    bytes: { code: 'limit-xml-bytes', make: (count) => `<a>${'x'.repeat(count - 7)}</a>` },
    depth: { code: 'limit-xml-depth', make: (count) => '<a>'.repeat(count) + '</a>'.repeat(count) },
    elements: { code: 'limit-xml-elements', make: (count) => `<a>${'<b/>'.repeat(count - 1)}</a>` },
  };

  test.each(Object.entries(documents))('%s is met without a word, and one more is told', (name, { code, make }) => {
    const limit = defaultXmlLimits[name as keyof XmlLimits];
    const told = (count: number, limits: Partial<XmlLimits> = {}): readonly string[] =>
      parseXmlBody(encode(make(count)), { limits }).diagnostics.map((one) => one.code);

    expect(told(limit)).not.toContain(code);
    expect(told(limit + 1)).toContain(code);
    expect(told(20, { [name]: 20 })).not.toContain(code);
    expect(told(21, { [name]: 20 })).toContain(code);
  });
});

test('a value that is too long to be read is still seen to nest comments too deep', () => {
  const message = parseMessage(withHeaders(`User-Agent: x ${'('.repeat(200)}`), { limits: { valueBytes: 100 } });

  expect(message.diagnostics.map(({ code }) => code)).toEqual(['limit-value', 'limit-comment-depth']);
});
