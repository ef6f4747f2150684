import { describe, expect, test } from 'vitest';
import { allCommands, conflictsOf, type KnownCommand } from './known-command.ts';

const back: KnownCommand = { id: 'frame.back', title: 'Back', group: 'Everywhere', keys: ['Escape'] };
const fold: KnownCommand = { id: 'call.fold', title: 'Fold', group: 'Call', keys: ['r'] };
const find: KnownCommand = { id: 'call.find', title: 'Find', group: 'Call', keys: ['f'] };
const sort: KnownCommand = { id: 'list.sort', title: 'Sort', group: 'List', keys: ['f'] };
const all = [back, fold, find, sort];
const keysOf = ({ keys = [] }: KnownCommand): readonly string[] => keys;

describe('a key', () => {
  test('is in the way of another command of the same page', () => {
    expect(conflictsOf(fold, 'f', all, keysOf)).toEqual([find]);
  });

  test('is in the way of what is there on every page', () => {
    expect(conflictsOf(fold, 'Escape', all, keysOf)).toEqual([back]);
    expect(conflictsOf(back, 'f', all, keysOf)).toEqual([find, sort]);
  });

  test('may be the same on different pages', () => {
    expect(conflictsOf(sort, 'r', all, keysOf)).toEqual([]);
  });
});

test('all commands are those offered and those known, each once', () => {
  const told = allCommands([{ ...find, title: 'Find in the ladder' }], all).map(({ title, isOffered }) => [
    title,
    isOffered,
  ]);

  expect(told).toEqual([
    ['Find in the ladder', true],
    ['Back', false],
    ['Fold', false],
    ['Sort', false],
  ]);
});
