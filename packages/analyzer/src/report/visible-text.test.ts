import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleAscii, visibleText } from './visible-text.ts';

describe('visibleText()', () => {
  test('leaves what steers nothing as it is', () => {
    expect(visibleText('Zoë "Grüße" 日本 <sip:zoe@example.org>')).toBe('Zoë "Grüße" 日本 <sip:zoe@example.org>');
  });

  test.each([
    ['an escape sequence', '\u001b[2J', '\\x1b[2J'],
    ['a C1 introducer', '\u009b31m', '\\x9b31m'],
    ['DEL', 'a\u007fb', 'a\\x7fb'],
    ['line ends and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['a right-to-left override', 'txt.\u202eexe', 'txt.\\u202eexe'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['a tag character', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half a surrogate pair', 'a\ud800b', 'a\\ud800b'],
  ])('writes out %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(
            visibleText(text).replace(/[\u0600-\u06ff\u070f\u0890-\u08e2\u{110bd}-\u{1d17a}\u{13430}-\u{1345f}]/gu, ''),
          ),
        ).toBe(false);
      }),
    );
  });
});

describe('visibleAscii()', () => {
  test('gives nothing but printable ASCII', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[ -~]*$/.test(visibleAscii(text))));
  });

  test('writes out letters beyond ASCII', () => {
    expect(visibleAscii('Zoë 日')).toBe('Zo\\xeb \\u65e5');
  });
});
