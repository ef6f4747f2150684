import { describe, expect, test } from 'vitest';
import { CommandError } from './command-error.ts';
import { commandTable } from './command-table.ts';
import { readArguments } from './read-arguments.ts';

function refusal(args: readonly string[]): CommandError {
  try {
    readArguments(args);
  } catch (error) {
    if (error instanceof CommandError) return error;
  }
  throw new Error(`${args.join(' ')} was not refused`);
}

describe('readArguments()', () => {
  test('finds the command, its files and its options', () => {
    const args = readArguments(['messages', 'a.pcap', '--format', 'csv', '-', '--limit=5', '--no-color']);

    expect(args).toMatchObject({
      kind: 'run',
      command: { name: 'messages' },
      files: ['a.pcap', '-'],
      options: { format: 'csv', limit: '5', 'no-color': true },
    });
  });

  test.each([[['trace.pcap']], [['./trace', 'other.pcapng']], [[]]])('takes %j for captures to view', (files) => {
    expect(readArguments(files)).toMatchObject({ kind: 'run', command: { name: '' }, files });
  });

  test.each([[['--help']], [['-h']], [['help']]])('gives the overview for %j', (args) => {
    expect(readArguments(args)).toEqual({ kind: 'help', command: undefined });
  });

  test.each([[['calls', '--help']], [['help', 'calls']], [['calls', 'a.pcap', '-h']]])(
    'gives the help of a command for %j',
    (args) => {
      expect(readArguments(args)).toMatchObject({ kind: 'help', command: { name: 'calls' } });
    },
  );

  test('refuses a command there is not and names those there are', () => {
    const { status, message } = refusal(['ladders', 'a.pcap']);

    expect(status).toBe(2);
    expect(message).toContain('There is no command "ladders".');
    for (const { name } of commandTable) expect(message).toContain(name);
  });

  test.each([
    [['messages'], 'needs a file'],
    [['parse', 'a.sip', 'b.sip'], 'reads one file, not 2'],
    [['messages', '-', '-'], 'can be read once'],
    [['messages', 'a.pcap', '--port', '1'], "Unknown option '--port'"],
    [['messages', 'a.pcap', '--limit'], 'limit'],
    [['messages', 'a.pcap', '--quiet=yes'], 'quiet'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('refuses %j in one sentence', (args, sentence) => {
    const { status, message } = refusal(args);

    expect(status).toBe(2);
    expect(message).toContain(sentence);
    expect(message).not.toContain('\n');
  });
});
