import type { SyntaxNode } from '@sipscope/analyzer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLines } from './byte-text.ts';
import { paintLine } from './paint-line.ts';
import { leaves } from './syntax.ts';

const text = 'INVITE sip:bob@example.com SIP/2.0\r\n';
const tree: SyntaxNode = {
  rule: 'Request-Line',
  span: [0, 34],
  children: [
    { rule: 'Method', span: [0, 6] },
    { rule: 'Request-URI', span: [7, 26] },
  ],
};
const lines = textLines(new TextEncoder().encode(text));
const nothing = { leaves: [], lit: undefined, marks: [] };

test('paintLine() colours each piece as its node', () => {
  const pieces = lines.flatMap((line) => paintLine(line, { ...nothing, leaves: leaves(tree) }));

  expect(pieces.map((piece) => [piece.text, piece.ink])).toEqual([
    ['INVITE', 'method'],
    [' ', 'plain'],
    ['sip:bob@example.com', 'uri'],
    [' SIP/2.0', 'plain'],
  ]);
});

test('paintLine() lights a span across its pieces', () => {
  const pieces = lines.flatMap((line) => paintLine(line, { ...nothing, leaves: leaves(tree), lit: [3, 10] }));

  expect(pieces.filter((piece) => piece.isLit).map((piece) => piece.text)).toEqual(['ITE', ' ', 'sip']);
});

test('paintLine() marks where a diagnostic points', () => {
  const diagnostic = { code: 'uri-host', severity: 'warning', span: [15, 26], message: 'A host.' } as const;

  const pieces = lines.flatMap((line) => paintLine(line, { ...nothing, marks: [diagnostic] }));

  expect(pieces.filter((piece) => piece.severity === 'warning').map((piece) => piece.text)).toEqual(['example.com']);
});

test('paintLine() ends a line of a megabyte where it was told to', () => {
  const [line] = textLines(new Uint8Array(1_000_000).fill(0x61));
  if (line === undefined) throw new Error('bytes make a line');

  expect(paintLine(line, nothing, 100).map((piece) => piece.text.length)).toEqual([100]);
});

test('paintLine() loses and doubles no letter, however it is cut', () => {
  const span = fc
    .tuple(fc.nat(40), fc.nat(40))
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 4 }), (lit, marks) => {
      const painted = marks.map((one) => ({ span: one, severity: 'info' as const }));

      const pieces = lines.flatMap((line) => paintLine(line, { leaves: leaves(tree), lit, marks: painted }));

      expect(pieces.map((piece) => piece.text).join('')).toBe(text.trimEnd());
    }),
  );
});
