import { expect, test } from 'vitest';
import { bundleEntry } from '../bench/bundle/bundle-entry.ts';

test('accessors of header fields cost a page those that it uses, and no grammar that the core has not', async () => {
  const core = await bundleEntry('core');
  const withAccessors = await bundleEntry('core-accessors');

  expect(withAccessors.gzipBytes - core.gzipBytes).toBeLessThan(300);
  const names = withAccessors.modules.map(({ name }) => name);
  expect(names.filter((name) => /extension|value-kinds|compiled-sdp/.test(name))).toEqual([]);
});
