import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfigurationFile } from './configuration-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sipscope-config-'));
  await mkdir(join(folder, 'a/b/c'), { recursive: true });
  await writeFile(join(folder, 'sipscope.config.json'), '{ "profile": "ims" }');
  await writeFile(join(folder, 'a/b/sipscope.config.json'), '{ "profile": "trunk" }');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('readConfigurationFile()', () => {
  test('takes the nearest from the working directory upward', async () => {
    expect(await readConfigurationFile(undefined, join(folder, 'a/b/c'))).toEqual({ profile: 'trunk' });
    expect(await readConfigurationFile(undefined, join(folder, 'a'))).toEqual({ profile: 'ims' });
  });

  test('takes the one that is given', async () => {
    const given = join(folder, 'sipscope.config.json');

    expect(await readConfigurationFile(given, join(folder, 'a/b'))).toEqual({ profile: 'ims' });
  });
});
