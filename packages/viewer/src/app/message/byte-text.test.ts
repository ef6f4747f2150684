import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUnsafe } from '../format/visible.ts';
import { decodeBase64, sliceRun, textLines } from './byte-text.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const shown = (bytes: Uint8Array): readonly string[] =>
  textLines(bytes).map((line) => line.runs.map((run) => run.text).join(''));

describe('textLines()', () => {
  test('parts lines at CRLF and does not show it', () => {
    expect(shown(encode('INVITE sip:bob@example.com SIP/2.0\r\nVia: x\r\n\r\n'))).toEqual([
      'INVITE sip:bob@example.com SIP/2.0',
      'Via: x',
      '',
    ]);
  });

  test('shows a line end that is not CRLF', () => {
    expect(shown(encode('To: a\nFrom: b\rc\r\n'))).toEqual(['To: a⟨LF⟩', 'From: b⟨CR⟩c']);
  });

  test('gives a character of several bytes its bytes', () => {
    const [line] = textLines(encode('Zoë <sip:z>'));

    expect(line?.runs.map(({ start, end, text }) => [start, end, text])).toEqual([
      [0, 2, 'Zo'],
      [2, 4, 'ë'],
      [4, 12, ' <sip:z>'],
    ]);
  });

  test('shows bytes that are no UTF-8 one by one', () => {
    const [line] = textLines(Uint8Array.of(0x61, 0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x62));

    expect(line?.runs.map((run) => run.text).join('')).toBe('a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb');
  });

  test('agrees with the platform on every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const characters = Array.from(text)
          .filter((character) => !isUnsafe(character.codePointAt(0) ?? 0))
          .join('');

        expect(shown(encode(characters)).join('')).toBe(characters);
      }),
    );
  });

  test('covers every byte once, in order, and shows nothing unsafe', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        let at = 0;
        for (const line of textLines(bytes)) {
          expect(line.start).toBe(at);
          let inLine = line.start;
          for (const run of line.runs) {
            expect(run.start).toBe(inLine);
            expect(run.end).toBeGreaterThan(run.start);
            expect(Array.from(run.text).every((character) => !isUnsafe(character.codePointAt(0) ?? 0))).toBe(true);
            inLine = run.end;
          }
          expect(line.end - inLine).toBeLessThanOrEqual(2);
          at = line.end;
        }
        expect(at).toBe(bytes.length);
      }),
    );
  });
});

test('sliceRun() cuts plain letters by byte and keeps a character whole', () => {
  const [line] = textLines(encode('branch=é'));

  expect(line?.runs.map((run) => sliceRun(run, 2, 6))).toEqual(['anch', 'é']);
});

test('decodeBase64() gives the bytes back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    }),
  );
});
