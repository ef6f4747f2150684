import { expect, test } from 'vitest';
import type { XmlElementDetail } from '@sipscope/analyzer';
import { foldable, xmlLines } from './xml-lines.ts';

const elements: readonly XmlElementDetail[] = [
  { depth: 0, name: 'presence' },
  { depth: 1, name: 'tuple' },
  { depth: 2, name: 'status' },
  { depth: 3, name: 'basic', text: 'open' },
  { depth: 2, name: 'contact' },
  { depth: 1, name: 'note' },
];
const names = (folded: readonly number[]): readonly string[] =>
  xmlLines(elements, new Set(folded)).map(({ element }) => element.name);

test('xmlLines() hides what lies in a folded element, and nothing behind it', () => {
  expect(names([])).toEqual(['presence', 'tuple', 'status', 'basic', 'contact', 'note']);
  expect(names([2])).toEqual(['presence', 'tuple', 'status', 'contact', 'note']);
  expect(names([1])).toEqual(['presence', 'tuple', 'note']);
  expect(names([0])).toEqual(['presence']);
});

test('foldable() are the elements that hold others, the outermost aside', () => {
  expect([...foldable(elements)]).toEqual([1, 2]);
});
