import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compileCacheFolder, makeFolder } from './compile-cache.ts';

const home = '/home/alice';

test.each([
  ['linux', {}, '/home/alice/.cache/sipscope/compiled'],
  ['linux', { XDG_CACHE_HOME: '/fast' }, '/fast/sipscope/compiled'],
  // The XDG base directory specification wants such a one to be ignored.
  ['linux', { XDG_CACHE_HOME: 'fast' }, '/home/alice/.cache/sipscope/compiled'],
  ['darwin', {}, '/home/alice/Library/Caches/sipscope/compiled'],
] as const)('compileCacheFolder() on %s with %j', (platform, env, folder) => {
  expect(compileCacheFolder({ platform, env, home })).toBe(folder);
});

test('compileCacheFolder() has none for a user without a home', () => {
  expect(compileCacheFolder({ platform: 'linux', env: {}, home: undefined })).toBeUndefined();
});

test('makeFolder() makes what is missing, for nobody else, and nothing where it cannot', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'sipscope-cache-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = path.join(root, 'a/b');
  writeFileSync(path.join(root, 'file'), '');

  expect(makeFolder(folder)).toBe(true);
  expect(makeFolder(folder)).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(makeFolder(path.join(root, 'file/b'))).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'makeFolder() ends where a file system says of every folder that it is missing',
  () => {
    expect(makeFolder('/proc/none/sipscope')).toBe(false);
  },
);
