import { expect, test } from 'vitest';
import { compileCacheFolder } from './compile-cache.ts';

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
