import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findInMessage, wantedBytes } from './find-in-message.ts';
import { readWanted, type Wanted } from './wanted.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function find(message: string | Uint8Array, text: string) {
  const wanted = readWanted(text);
  if (wanted === undefined) throw new Error(`${text} can be looked for`);
  return findInMessage(typeof message === 'string' ? bytesOf(message) : message, wantedBytes(wanted));
}

const invite = [
  'INVITE sip:bob@example.test SIP/2.0',
  'Via: SIP/2.0/UDP 10.0.1.5;branch=z9hG4bK7f',
  'From: "Zoë" <sip:+442079460123@example.test>;tag=98a',
  'X-Long: begins here',
  '  and goes on with Needle in it',
  'Content-Length: 20',
  '',
  'v=0',
  'o=Alice 1 1 IN IP4 10.0.1.5',
].join('\r\n');

describe('a text in a message', () => {
  test.each([
    ['bob@EXAMPLE', 'start line', 'bob@example'],
    ['Z9HG4BK7F', 'Via', 'z9hG4bK7f'],
    ['ZOË', undefined, undefined],
    ['Zoë', 'From', 'Zoë'],
    ['+44 20 7946 0123', 'From', '442079460123'],
    ['needle', 'X-Long', 'Needle'],
    ['alice', 'body', 'Alice'],
    ['nowhere', undefined, undefined],
  ])('%s is found in %s', (text, place, piece) => {
    const found = find(invite, text);

    expect(found?.in).toBe(place);
    expect(found && found.text.slice(...found.at)).toBe(piece);
  });

  test('is shown with what stands around it, no more than its line', () => {
    expect(find(invite, 'branch')).toEqual({
      in: 'Via',
      text: 'Via: SIP/2.0/UDP 10.0.1.5;branch=z9hG4bK7f',
      at: [26, 32],
    });
  });

  test('is cut between characters, not within one', () => {
    const found = find(`X: ${'☎'.repeat(60)}wanted${'☎'.repeat(60)}`, 'wanted');

    expect(found?.text).toMatch(/^☎+wanted☎+$/u);
  });

  test('is not found in bytes that are letters only to other encodings', () => {
    expect(find(Uint8Array.of(0x61, 0xe3, 0xa9, 0x62), 'aéb')).toBeUndefined();
    expect(find(bytesOf('x aéb y'), 'aéb')).toBeDefined();
  });
});

const word = fc.string({
  unit: fc.constantFrom('a', 'B', 'c', '1', ':', ' ', '\r', '\n', 'é', '☎'),
  minLength: 2,
  maxLength: 4,
});
const message = fc.string({ unit: fc.constantFrom('A', 'b', 'C', '1', ':', ' ', '\r', '\n', 'é', '☎'), maxLength: 80 });

/** ASCII letters of either case are one. */
function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

test('what is found contains the text, and what contains it is found', () => {
  fc.assert(
    fc.property(word, message, (text, within) => {
      const wanted: Wanted = { text, folded: text.toLowerCase() };

      const found = findInMessage(bytesOf(within), wantedBytes(wanted));

      expect(found !== undefined).toBe(foldAscii(within).includes(foldAscii(text)));
      expect(found === undefined ? foldAscii(text) : foldAscii(found.text.slice(...found.at))).toBe(foldAscii(text));
    }),
  );
});

test('findInMessage() reads any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), word, (bytes, text) => {
      const found = findInMessage(bytes, wantedBytes({ text, folded: text.toLowerCase() }));
      expect(found?.at[1] ?? 0).toBeLessThanOrEqual(found?.text.length ?? 0);
    }),
  );
});
