import { expect, test } from 'vitest';
import { parseHeader } from '../message/parse-header.ts';
import { type HistoryNode, historyTree } from './history-tree.ts';

const outline = (nodes: readonly HistoryNode[]): readonly unknown[] =>
  nodes.map(({ entry, children }) => [entry.index, ...outline(children)]);

test('historyTree() puts every target under the one it came from', () => {
  const { values } = parseHeader(
    'History-Info',
    ['1', '1.1', '1.1.1', '1.2', '2', '02.01', '9.9'].map((index) => `<sip:a@b>;index=${index}`).join(', ') +
      ', <sip:x@y>',
  );

  expect(outline(historyTree(values))).toEqual([
    ['1', ['1.1', ['1.1.1']], ['1.2']],
    ['2', ['02.01']],
    ['9.9'],
    [undefined],
  ]);
});
