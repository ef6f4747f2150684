import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64 } from '../message/byte-text.ts';
import { readScratch } from './read-scratch.ts';
import { readLink, writeLink } from './scratch-link.ts';
import { byteAt, countEnds, editText, letterAt, readText, writeText } from './scratch-text.ts';
import { splitMessages } from './split-messages.ts';
import { examples } from './torture-messages.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixtures = path.join(import.meta.dirname, '../../../../../fixtures/messages/rfc4475');

describe('a text on the scratch page', () => {
  test('is the bytes it came from, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
        expect(writeText(readText(raw))).toEqual(raw);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\r\n', '\n', '\r', 'é', '\uFEFF', '\u{1F600}')), (pieces) => {
        expect(writeText(readText(bytes(pieces.join(''))))).toEqual(bytes(pieces.join('')));
      }),
    );
  });

  test('keeps the line ends round what is edited', () => {
    const before = readText(bytes('a\r\nb\nc\rd\r\n'));

    const after = editText(before, 'a\nb\nnew\nlines\nc\nd\n');

    expect(new TextDecoder().decode(writeText(after))).toBe('a\r\nb\nnew\r\nlines\r\nc\rd\r\n');
    expect(countEnds(after)).toEqual({ crlf: 4, lf: 1, cr: 1 });
  });

  test('has as many ends as lines, whatever is edited', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n'), { maxLength: 30 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\r\n', '\n', '\r')), text, (raw, edited) => {
        const after = editText(readText(bytes(raw.join(''))), edited);

        expect(after.kept).toHaveLength(edited.split('\n').length - 1);
        expect(readText(writeText(after)).text).toBe(edited);
      }),
    );
  });

  test('ends its lines alike where that is wanted', () => {
    const text = readText(bytes('a\nb\r\n'));

    expect(writeText({ ...text, ends: 'crlf' })).toEqual(bytes('a\r\nb\r\n'));
    expect(writeText({ ...text, ends: 'lf' })).toEqual(bytes('a\nb\n'));
  });

  test('knows the byte of a letter, and the letter of a byte', () => {
    const text = readText(bytes('é\r\nab'));

    expect([0, 1, 2, 3].map((letter) => byteAt(text, letter))).toEqual([0, 2, 4, 5]);
    expect([0, 1, 2, 3, 4, 5].map((byte) => letterAt(text, byte))).toEqual([0, 0, 1, 1, 2, 3]);
  });
});

describe('splitMessages()', () => {
  const texts = (text: string): readonly string[] =>
    splitMessages(bytes(text)).map(({ start, end }) => new TextDecoder().decode(bytes(text).subarray(start, end)));

  test('parts messages at their start lines, and leaves out what stands between', () => {
    expect(
      texts('2026-11-23 sent:\nINVITE sip:a@b SIP/2.0\r\nl: 2\r\n\r\nhi\n--- received:\nSIP/2.0 200 OK\r\n\r\n'),
    ).toEqual(['INVITE sip:a@b SIP/2.0\r\nl: 2\r\n\r\nhi', 'SIP/2.0 200 OK\r\n\r\n']);
  });

  test('takes a start line within a body for the body, as long as Content-Length covers it', () => {
    const body = 'SIP/2.0 200 OK\r\n';
    const notify = `NOTIFY sip:a@b SIP/2.0\r\nContent-Type: message/sipfrag\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

    expect(texts(`${notify}\r\nBYE sip:a@b SIP/2.0\r\n\r\n`)).toEqual([notify, 'BYE sip:a@b SIP/2.0\r\n\r\n']);
  });

  test('goes by start lines where a Content-Length is too big', () => {
    expect(texts('ACK sip:a@b SIP/2.0\r\nContent-Length: 99\r\n\r\nBYE sip:a@b SIP/2.0\r\n\r\n')).toHaveLength(2);
  });

  test('takes a text without a start line for one message', () => {
    expect(texts('nothing of SIP')).toEqual(['nothing of SIP']);
    expect(splitMessages(new Uint8Array())).toEqual([{ start: 0, end: 0 }]);
  });

  test('stays quick, and gives places in order', () => {
    const many = bytes('SIP/2.0 200 OK\n'.repeat(10_000));
    const started = performance.now();

    const found = splitMessages(many);

    expect(found.length).toBeLessThanOrEqual(200);
    expect(performance.now() - started).toBeLessThan(1500);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('INVITE a SIP/2.0\n', 'l: 3\n', '\n', 'SIP/2.0 180 R\n', 'x')), (all) => {
        const places = splitMessages(bytes(all.join('')));
        for (const [at, { start, end }] of places.entries()) {
          expect(end).toBeGreaterThanOrEqual(start);
          expect(start).toBeGreaterThanOrEqual(places[at - 1]?.end ?? 0);
        }
      }),
    );
  });
});

describe('a link to a text', () => {
  test('leads to it', async () => {
    const text = bytes('INVITE sip:bob@example.com SIP/2.0\r\n\r\n\u00e9');

    const link = await writeLink(text);

    expect(link).toMatch(/^#m=[\w-]+$/);
    expect(await readLink(link ?? '')).toEqual(text);
  });

  test('is none where the text is too long', async () => {
    let state = 1;
    const noise = Uint8Array.from({ length: 20_000 }, () => (state = (state * 16_807) % 2_147_483_647) & 255);

    expect(await writeLink(noise)).toBeUndefined();
  });

  test('that was forged gives nothing', async () => {
    expect(await readLink('#m=!!!')).toBeUndefined();
    expect(await readLink('#m=AAAA')).toBeUndefined();
    expect(await readLink('#elsewhere')).toBeUndefined();
    const bomb = await writeLink(new Uint8Array(1_000_000));
    expect(bomb).toBeDefined();
    expect(await readLink(bomb ?? '')).toBeUndefined();
  });
});

test('the examples are the fixtures, to the byte', async () => {
  expect(existsSync(fixtures)).toBe(true);
  for (const { file, raw } of examples)
    expect(Buffer.compare(decodeBase64(raw), await readFile(path.join(fixtures, file)))).toBe(0);
});

test('readScratch() reads and judges what is no message, too', async () => {
  const detail = await readScratch(bytes('nothing of SIP'));

  expect(detail.diagnostics.length).toBeGreaterThan(0);
  expect(detail.row).toBeUndefined();
});
