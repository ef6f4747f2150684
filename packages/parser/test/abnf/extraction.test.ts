import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { abnfFile } from '../../tools/abnf/abnf-file.ts';
import { findRules } from '../../tools/abnf/find-rules.ts';
import { readTitles, rfcFolder } from '../../tools/abnf/rfc-text.ts';
import { sources } from '../../tools/abnf/sources.ts';

const rules = join(import.meta.dirname, '../../tools/abnf/rules');

/** Lines of one section, as `readRfc` gives them. */
function lines(text: string) {
  return text.split('\n').map((line) => ({ text: line, section: '1' }));
}

describe('the ABNF of the RFCs', () => {
  test('is what their texts give, where these lie beside the project', () => {
    const found = existsSync(rfcFolder) ? sources : [];
    const titles = found.length === 0 ? new Map<number, string>() : readTitles();

    for (const source of found) {
      const committed = readFileSync(join(rules, `rfc${source.rfc}.abnf`), 'utf8');
      expect(abnfFile(source, titles.get(source.rfc) ?? '')).toBe(committed);
    }
  });
});

describe('findRules()', () => {
  test('takes a rule with all its lines, also across a blank one', () => {
    const { rules: found } = findRules(
      lines('   a  =  "x" /\n         "y"\n\n         / "z"\n   b = a\n   Prose follows.'),
    );

    expect(found.map(({ text }) => text)).toEqual(['a  =  "x" /\n      "y"\n      / "z"', 'b = a']);
  });

  test('leaves prose behind a rule, and examples', () => {
    const { rules: found } = findRules(lines('   a = "x"\n\n      (See there.)\n   nonce="abc"'));

    expect(found.map(({ text }) => text)).toEqual(['a = "x"']);
  });

  test('tells what looks like a rule and is none', () => {
    const { rules: found, broken } = findRules(lines('   a = "x" | "y"'));

    expect([found.length, broken.map(({ text }) => text)]).toEqual([0, ['a = "x" | "y"']]);
  });
});
