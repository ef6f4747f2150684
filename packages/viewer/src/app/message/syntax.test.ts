import type { SyntaxNode } from '@sipscope/analyzer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leaves, nodeAt, pathAt, pathsAround, treeLines } from './syntax.ts';

// INVITE sip:bob@example.com SIP/2.0
// 0      7                   27     34
const requestLine: SyntaxNode = {
  rule: 'Request-Line',
  span: [0, 34],
  children: [
    { rule: 'Method', span: [0, 6] },
    {
      rule: 'Request-URI',
      span: [7, 26],
      children: [
        { rule: 'user', span: [11, 14] },
        { rule: 'host', span: [15, 26] },
      ],
    },
    { rule: 'SIP-Version', span: [27, 34] },
  ],
};
const message: SyntaxNode = { rule: 'SIP-message', span: [0, 36], children: [requestLine] };

test('leaves() cover the message from left to right', () => {
  expect(leaves(message).map(({ start, end, ink }) => [start, end, ink])).toEqual([
    [0, 6, 'method'],
    [6, 7, 'plain'],
    [7, 11, 'uri'],
    [11, 14, 'uri'],
    [14, 15, 'uri'],
    [15, 26, 'uri'],
    [26, 27, 'plain'],
    [27, 34, 'quiet'],
    [34, 36, 'plain'],
  ]);
});

test('pathAt() finds the innermost node over a byte', () => {
  expect(pathAt(message, 16)).toBe('0/1/1');
  expect(nodeAt(message, '0/1/1')?.rule).toBe('host');
  expect(pathAt(message, 14)).toBe('0/1');
  expect(pathAt(message, 35)).toBe('');
});

test('pathsAround() names what must be open for a node to be seen', () => {
  expect(pathsAround('0/1/1')).toEqual(['0', '0/1']);
  expect(pathsAround('')).toEqual([]);
});

test('treeLines() unfolds what is open', () => {
  expect(treeLines(message, new Set()).map((line) => line.node.rule)).toEqual(['Request-Line']);
  expect(treeLines(message, new Set(['0', '0/1'])).map(({ node, depth }) => `${depth} ${node.rule}`)).toEqual([
    '0 Request-Line',
    '1 Method',
    '1 Request-URI',
    '2 user',
    '2 host',
    '1 SIP-Version',
  ]);
});

test('a tree a hundred thousand deep is walked without recursion', () => {
  let deep: SyntaxNode = { rule: 'comment', span: [0, 100] };
  for (let depth = 0; depth < 100_000; depth += 1) deep = { rule: 'comment', span: [0, 100], children: [deep] };

  expect(leaves(deep)).toHaveLength(1);
  expect(pathAt(deep, 5).length).toBe(199_999);
});

const node: fc.Arbitrary<SyntaxNode> = fc.letrec<{ node: SyntaxNode }>((tie) => ({
  node: fc.record(
    {
      rule: fc.constantFrom('Method', 'host', 'comment'),
      span: fc.tuple(fc.nat(50), fc.nat(50)),
      children: fc.array(tie('node'), { maxLength: 4 }),
    },
    { requiredKeys: ['rule', 'span'] },
  ),
})).node;

test('leaves() never overlap, whatever spans a tree claims', () => {
  fc.assert(
    fc.property(node, (tree) => {
      let at = -1;
      for (const leaf of leaves(tree)) {
        expect(leaf.start).toBeGreaterThanOrEqual(at);
        expect(leaf.end).toBeGreaterThan(leaf.start);
        at = leaf.end;
      }
    }),
  );
});
