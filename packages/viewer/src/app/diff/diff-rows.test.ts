import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteRows } from './byte-rows.ts';
import { type DiffRow, isDifference, shownRows, textOf } from './diff-row.ts';
import { headerRows } from './header-rows.ts';
import { orderRows, steady } from './order-rows.ts';
import { unifiedText } from './unified-text.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = (...all: readonly string[]): Uint8Array => bytes(all.map((line) => `${line}\r\n`).join(''));
const told = (rows: readonly DiffRow[]): readonly string[] =>
  rows.map(({ kind, left, right }) => `${kind}: ${textOf(left)} | ${textOf(right)}`);

const one = lines('INVITE sip:b@x SIP/2.0', 'Via: SIP/2.0/UDP h;branch=z9hG4bK1', 'Call-ID: a', 'To: <sip:b@x>');
const other = lines('INVITE sip:b@x SIP/2.0', 'Via: SIP/2.0/UDP h;branch=z9hG4bK2', 'To: <sip:c@x>', 'Call-ID: a');

describe('orderRows()', () => {
  test('tells of lines as they come', () => {
    expect(told(orderRows(one, other).rows)).toEqual([
      'same: INVITE sip:b@x SIP/2.0 | INVITE sip:b@x SIP/2.0',
      'changed: Via: SIP/2.0/UDP h;branch=z9hG4bK1 | Via: SIP/2.0/UDP h;branch=z9hG4bK2',
      'right:  | To: <sip:c@x>',
      'same: Call-ID: a | Call-ID: a',
      'left: To: <sip:b@x> | ',
    ]);
  });

  test('knows lines in which only that differs which always does', () => {
    const [, via] = orderRows(one, other).rows;

    expect(via?.varying).toBe(true);
    expect(isDifference(via!, { ignoresVarying: true })).toBe(false);
    expect(isDifference(via!, { ignoresVarying: false })).toBe(true);
  });

  test('tells apart bytes that look alike', () => {
    const { rows } = orderRows(new Uint8Array([0xff, 0x0d, 0x0a]), new Uint8Array([0xfe, 0x0d, 0x0a]));

    expect(rows[0]?.kind).toBe('changed');
  });

  test('gives up in time on two texts that have nothing in common', () => {
    const many = (letter: string): Uint8Array => lines(...Array.from({ length: 9000 }, (_, at) => `${letter}${at}`));
    const started = performance.now();

    const { rows, gaveUp } = orderRows(many('a'), many('b'));

    expect(gaveUp).toBe(true);
    expect(rows).toHaveLength(9000);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

test.each([
  ['Via: SIP/2.0/UDP h;rport;branch=z9hG4bKx;received=1', 'Via: SIP/2.0/UDP h;rport;branch;received=1'],
  ['To: <sip:b@x>;tag=7', 'To: <sip:b@x>;tag'],
  ['CSeq: 17 INVITE', 'CSeq:  INVITE'],
  ['Content-Length: 9', 'Content-Length'],
  ['o=- 1 2 IN IP4 h', 'o='],
  ['Authorization: Digest nonce="a", response="b", realm="r"', 'Authorization: Digest nonce, response, realm="r"'],
  ['Contact: <sip:a@b;tagline=7>', 'Contact: <sip:a@b;tagline=7>'],
])('steady() puts to rest what always differs in %s', (line, rest) => {
  expect(steady(line)).toBe(rest);
});

test('headerRows() tells of start line, headers and bodies', () => {
  const message = (name: string, body: string): Uint8Array =>
    lines(`${name} sip:b@x SIP/2.0`, 'Content-Type: text/plain', '', body);

  const { rows } = headerRows(message('INVITE', 'hello'), message('INFO', 'hallo'));

  expect(rows.map(({ kind, name }) => `${kind} ${name ?? ''}`)).toEqual([
    'changed start line',
    'same Content-Type',
    'heading text/plain',
    'changed ',
  ]);
});

describe('shownRows()', () => {
  test('puts a number in the place of what is alike, and leaves out headings of nothing', () => {
    const row = (kind: DiffRow['kind'], name = ''): DiffRow => ({ kind, name });
    const rows = [
      row('same'),
      row('equal'),
      row('changed', 'Via'),
      row('heading', 'a'),
      row('same'),
      row('heading', 'b'),
      row('left', 'x'),
    ];

    expect(shownRows(rows, { hidesEqual: true, ignoresVarying: false })).toEqual([
      { kind: 'folded', count: 2 },
      rows[2],
      { kind: 'folded', count: 1 },
      rows[5],
      rows[6],
    ]);
    expect(shownRows(rows, { hidesEqual: false, ignoresVarying: false })).toBe(rows);
  });
});

describe('byteRows()', () => {
  test('keeps together what both have where one has a byte more', () => {
    const { rows } = byteRows(lines('a', 'same line of both', 'b'), lines('aa', 'same line of both', 'b'));

    expect(rows.map(({ isSame, left, right }) => [isSame, left, right])).toEqual([
      [false, [0, 3], [0, 4]],
      [true, [3, 19], [4, 20]],
      [true, [19, 25], [20, 26]],
    ]);
  });

  test('covers every byte of both once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (left, right) => {
        const { rows } = byteRows(left, right);

        const covered = (side: 'left' | 'right'): readonly number[] =>
          rows.flatMap((row) => {
            const span = row[side];
            return span === undefined ? [] : Array.from({ length: span[1] - span[0] }, (_, at) => span[0] + at);
          });
        expect(covered('left')).toEqual(Array.from(left.keys()));
        expect(covered('right')).toEqual(Array.from(right.keys()));
        expect(rows.every(({ isSame }) => isSame)).toBe(Buffer.compare(left, right) === 0);
      }),
    );
  });
});

test('either side of rows by order is that text, line for line', () => {
  const line = fc.constantFrom('a', 'b', 'Via: x;branch=1', 'Via: x;branch=2', '');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.array(line, { maxLength: 20 }), (left, right) => {
      const { rows } = orderRows(lines(...left), lines(...right));

      const side = (which: 'left' | 'right'): readonly string[] =>
        rows.flatMap((row) => (row[which] === undefined ? [] : [textOf(row[which])]));
      expect(side('left')).toEqual(left);
      expect(side('right')).toEqual(right);
    }),
  );
});

test('unifiedText() writes what diff -u writes', () => {
  const text = unifiedText({ name: '17-INVITE.sip', bytes: one }, { name: '23-INVITE.sip', bytes: other });

  expect(text?.split('\n').filter((line) => /^[-+]/.test(line))).toEqual([
    '--- 17-INVITE.sip',
    '+++ 23-INVITE.sip',
    '-Via: SIP/2.0/UDP h;branch=z9hG4bK1',
    '+Via: SIP/2.0/UDP h;branch=z9hG4bK2',
    '+To: <sip:c@x>',
    '-To: <sip:b@x>',
  ]);
});
