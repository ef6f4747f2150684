import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { richMessage } from '../bench/messages.ts';
import {
  parseMessage,
  writeAuth,
  writeContact,
  writeCSeq,
  writeMediaType,
  writeMessage,
  writeNameAddr,
  writeTokenParams,
  writeUri,
  writeDialogId,
  writeDeltaParams,
  writeRAck,
  writeVia,
  writeWarning,
  type HeaderName,
  type SipMessage,
} from '../src/index.ts';
import { type SyntaxNode, syntaxTree } from '../src/grammar/index.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { misplacedHeader } from './misplaced-header.ts';
import { mutate, randomOf } from './mutate.ts';
import { decode, withHeaders } from './sip.ts';

const messages = [richMessage, ...tortureMessages(), ...rfcExamples().map(({ bytes }) => bytes)];

describe('writeMessage()', () => {
  test('gives back every message byte for byte', () => {
    for (const bytes of messages) {
      const message = parseMessage(bytes);

      expect(decode(writeMessage(message))).toBe(decode(bytes.subarray(message.start, message.end)));
    }
  });

  test('gives back any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const message = parseMessage(bytes);

        expect(writeMessage(message)).toEqual(bytes.slice(0, message.end));
      }),
      { numRuns: 300 },
    );
  });
});

describe('headers', () => {
  test('lie in every message without gap or overlap', () => {
    expect(messages.map((bytes) => misplacedHeader(parseMessage(bytes))).filter((name) => name !== undefined)).toEqual(
      [],
    );
  });

  test('lie in any bytes without gap or overlap', () => {
    const lines = fc.array(
      fc.constantFrom('a:b\r\n', 'a\r\n', ' x\r\n', '\t\r\n', 'a: \n', ':\r\n', 'v:\r\n', ' \n', 'b:\r\r\n'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, (some) => {
        expect(
          misplacedHeader(parseMessage(new TextEncoder().encode(`INVITE sip:a SIP/2.0\r\n${some.join('')}`))),
        ).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

/** The first node that lies outside of its parent or before its elder brother. */
function misplacedNode({ span, children = [] }: SyntaxNode): SyntaxNode | undefined {
  let at = span[0];
  for (const child of children) {
    const isRight = child.span[0] >= at && child.span[1] <= span[1] && child.span[1] >= child.span[0];
    const misplaced = isRight ? misplacedNode(child) : child;
    if (misplaced !== undefined) return misplaced;
    at = child.span[1];
  }
  return undefined;
}

describe('syntaxTree()', () => {
  test('has every node within its parent, in order, for every message', () => {
    const misplaced = messages
      .map((bytes) => misplacedNode(syntaxTree(parseMessage(bytes))))
      .filter((node) => node !== undefined);

    expect(misplaced).toEqual([]);
  });

  test('has every node within its parent, in order, for every mutated message', () => {
    const random = randomOf(7);
    for (let turn = 0; turn < 600; turn++) {
      const bytes = mutate(messages[turn % 60] ?? richMessage, random);

      expect(misplacedNode(syntaxTree(parseMessage(bytes)))).toBeUndefined();
    }
  });
});

/** What is written reads as what was written from. */
describe('writers of values', () => {
  const again = (header: string, written: string) => parseMessage(withHeaders(`${header}: ${written}`));

  test('write what reads the same', () => {
    const message = parseMessage(richMessage);

    for (const via of message.via) {
      expect(again('X', '').kind).toBe('request');
      expect(again('Via', writeVia(via)).via.at(1)).toEqual(via);
    }
    for (const contact of message.contacts)
      expect(again('Contact', writeContact(contact)).contacts.map(writeContact)).toEqual([writeContact(contact)]);
    for (const identity of message.assertedIdentities) {
      const [read] = again('P-Asserted-Identity', writeNameAddr(identity)).assertedIdentities;
      expect([read?.displayName, read?.uriText, read?.params]).toEqual([
        identity.displayName,
        identity.uriText,
        identity.params,
      ]);
    }
    for (const auth of message.proxyAuthorization)
      expect(again('Proxy-Authorization', writeAuth(auth)).proxyAuthorization).toEqual([auth]);
    const { contentType, cseq } = message;
    expect(contentType && again('Content-Type', writeMediaType(contentType)).contentType).toEqual(contentType);
    expect(cseq && writeCSeq(cseq)).toBe('2 INVITE');
  });

  test('write every URI of every message as it was written, but for the case of its scheme', () => {
    const written = messages.flatMap((bytes) => {
      const { from, to, contacts } = parseMessage(bytes);
      return [from, to, ...contacts].flatMap((address) =>
        address === undefined || address === '*' || address.uri === undefined
          ? []
          : [[writeUri(address.uri), address.uriText] as const],
      );
    });

    expect(written.length).toBeGreaterThan(80);
    expect(written.filter(([again, original]) => again.toLowerCase() !== original.toLowerCase())).toEqual([]);
  });

  test('write any parameter value so that it reads the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text)),
        (value) => {
          const written = writeTokenParams({ value: 'presence', params: [{ name: 'x', value, quoted: true }] });

          expect(again('Event', written).event?.params).toEqual([{ name: 'x', value, quoted: true }]);
        },
      ),
      { numRuns: 200 },
    );
  });

  const first = <Value>(values: readonly (Value | undefined)[]): Value => {
    const [value] = values;
    if (value === undefined) throw new Error('nothing was read');
    return value;
  };

  test.each<[HeaderName, string, (message: SipMessage) => string]>([
    [
      'Via',
      'SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1;rport;received=192.0.2.1',
      (message) => writeVia(first(message.via.slice(1))),
    ],
    ['Refer-To', '"A \\"B\\"" <sip:a@b?Replaces=c%40d>;x="1;2"', ({ referTo }) => writeNameAddr(first([referTo]))],
    ['Contact', '*', ({ contacts }) => writeContact(first(contacts))],
    ['RAck', '0776656 1 INVITE', ({ rack }) => writeRAck(first([rack]))],
    ['Session-Expires', '99999999999;refresher=uas', ({ sessionExpires }) => writeDeltaParams(first([sessionExpires]))],
    ['Event', 'dialog;call-id="a b"', ({ event }) => writeTokenParams(first([event]))],
    ['Replaces', 'a@b;to-tag=1;from-tag=2;early-only', ({ replaces }) => writeDialogId(first([replaces]))],
    ['Content-Type', 'multipart/mixed;boundary="a b"', ({ contentType }) => writeMediaType(first([contentType]))],
    [
      'WWW-Authenticate',
      'Digest realm="a, b", qop="auth", algorithm=MD5',
      ({ wwwAuthenticate }) => writeAuth(first(wwwAuthenticate)),
    ],
    [
      'Warning',
      '307 isi.edu:80 "Session parameter \\"foo\\" not understood"',
      (message) => writeWarning(first(message.values('Warning'))),
    ],
  ])('write %s as it was: %s', (name, text, write) => {
    expect(write(again(name, text))).toBe(text);
  });
});
