import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

test.each([
  ['linux', {}, `${homedir()}/.local/share/sipscope`],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/sipscope'],
  ['darwin', {}, `${homedir()}/Library/Application Support/sipscope`],
] as const)('dataFolder() on %s with %j', (platform, env, folder) => {
  expect(dataFolder({ platform, env })).toBe(folder);
});
