import { describe, expect, test } from 'vitest';
import { commandTable, type Command } from './command-table.ts';
import { readFormat, readLimit, readPort } from './read-option.ts';

function command(name: string): Command {
  const found = commandTable.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}

describe('readFormat()', () => {
  test.each([
    ['messages', true, 'table'],
    ['messages', false, 'ndjson'],
    ['summary', true, 'table'],
    ['flow', false, 'text'],
    ['parse', false, 'text'],
  ])('prints %s (on a terminal: %s) as %s', (name, isTerminal, format) => {
    expect(readFormat(command(name), {}, isTerminal)).toBe(format);
  });

  test('takes the format asked for', () => {
    expect(readFormat(command('flow'), { format: 'svg' }, true)).toBe('svg');
  });

  test('refuses a format of another command', () => {
    expect(() => readFormat(command('messages'), { format: 'svg' }, true)).toThrow('table, json, ndjson, csv');
  });
});

describe('readLimit()', () => {
  test('knows no limit where none is given', () => expect(readLimit({})).toBe(Infinity));
  test('takes nought', () => expect(readLimit({ limit: '0' })).toBe(0));
  test.each(['-1', '1.5', 'ten', '', '1e3'])('refuses %j', (limit) => {
    expect(() => readLimit({ limit })).toThrow(limit);
  });
});

describe('readPort()', () => {
  test('takes the usual one where none is given', () => expect(readPort({}, 5090)).toBe(5090));
  test.each(['65536', '-1', 'http'])('refuses %j', (port) => {
    expect(() => readPort({ port }, 5090)).toThrow(port);
  });
});
