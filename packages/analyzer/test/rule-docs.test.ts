import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { configurationSchema, leftOut, profileNames, profiles, readConfiguration, rules } from '../src/conformance.ts';
import { staleRuleDocs } from '../tools/rule-docs.ts';

const ids = [...rules, ...leftOut].map(({ id }) => id);

test('the pages of rules are as the code has them: pnpm rule-docs', { timeout: 180_000 }, async () => {
  expect(await staleRuleDocs()).toEqual([]);
});

test('no rule is both asked and left out', () => {
  expect(ids).toHaveLength(new Set(ids).size);
});

test.each(profileNames)('the profile %s names rules that are asked', (profile) => {
  const names = profiles[profile].rows.flatMap((row) => row.rules);

  const unknown = names.filter(
    (name) => !rules.some(({ id }) => (name.endsWith('*') ? id.startsWith(name.slice(0, -1)) : id === name)),
  );
  expect(unknown).toEqual([]);
});

describe('the configuration in the documentation', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/conformance.md'), 'utf8');
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];

  test('is as the reader wants it', () => {
    expect(readConfiguration(example, ids).problems).toBeUndefined();
  });

  test('is as the schema wants it, which refuses what the reader refuses', () => {
    const validate = new Ajv().compile(configurationSchema);

    expect(validate(JSON.parse(example))).toBe(true);
    for (const wrong of [{ profil: 'ims' }, { rules: { 'SIP-*': 'error' } }, { suppressions: [{ rule: 'SIP-*' }] }]) {
      expect(validate(wrong)).toBe(false);
      expect(readConfiguration(JSON.stringify(wrong), ids).problems).toBeDefined();
    }
  });
});
