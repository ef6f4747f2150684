import { describe, expect, test } from 'vitest';
import { budget } from '../bench/bundle/budget.ts';
import { bundleEntry } from '../bench/bundle/bundle-entry.ts';

describe('what a page loads', () => {
  test.each(Object.keys(budget))('for %s is within its budget', async (entry) => {
    const { gzipBytes } = await bundleEntry(entry);

    expect(gzipBytes).toBeLessThanOrEqual(budget[entry] ?? 0);
  });

  test('of the main entry has neither Chevrotain nor an XML library', async () => {
    const { modules } = await bundleEntry('everything');

    expect(modules.length).toBeGreaterThan(0);
    expect(modules.map(({ name }) => name).filter((name) => /chevrotain|saxes|body\/xml\//.test(name))).toEqual([]);
  });

  test('runs under a content security policy: nothing of it makes code of text', async () => {
    const { code } = await bundleEntry('everything');

    expect(code).not.toMatch(/\beval\s*\(|\bnew Function\b|\bFunction\s*\(/);
  });
});
