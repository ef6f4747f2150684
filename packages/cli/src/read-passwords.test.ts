import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandError } from './command-error.ts';
import { readPasswords } from './read-passwords.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-passwords-'));
});

afterAll(async () => rm(folder, { recursive: true }));

describe('readPasswords()', () => {
  test('takes users, users of a realm, and secrets of any signs', () => {
    const passwords = readPasswords({ password: ['alice=secret', 'bob@example.com=a=b@c', 'carol='] });

    expect(passwords).toEqual([
      { user: 'alice', secret: 'secret' },
      { user: 'bob@example.com', secret: 'a=b@c' },
      { user: 'carol', secret: '' },
    ]);
  });

  test('takes the lines of a file, so that no other user of the machine sees them', async () => {
    const file = path.join(folder, 'passwords');
    await writeFile(file, '# of the laboratory\nalice=secret\r\n\nbob=other\n');

    expect(readPasswords({ password: [`@${file}`] })).toEqual([
      { user: 'alice', secret: 'secret' },
      { user: 'bob', secret: 'other' },
    ]);
  });

  test.each([['secret'], ['=secret'], ['@none/such']])('refuses %s', (text) => {
    expect(() => readPasswords({ password: [text] })).toThrow(CommandError);
  });

  test('does not repeat what it refuses: it may be a secret', () => {
    expect(() => readPasswords({ password: ['hunter2'] })).not.toThrow('hunter2');
  });
});
