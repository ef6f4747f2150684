import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { templateTexts } from './template-text.ts';
import { untranslated } from './untranslated.ts';

const app = path.join(import.meta.dirname, '..');
const texts = (source: string): readonly string[] => templateTexts(source).map(({ text }) => text);

describe('the text of templates', () => {
  test('is what stands between tags and in attributes that are read', () => {
    expect(texts('html`<b class="main one">Back to ${name}</b><i aria-label="Close" title=Shut>✕</i>`')).toEqual([
      'Back to',
      'Close',
      'Shut',
    ]);
  });

  test('is not what is filled in, nor code around it', () => {
    expect(texts("const a = 'html`No`'; html`<b>${said.back('No')} – ${/`/.test(a) ? 'No' : 1}</b>`; `No`")).toEqual(
      [],
    );
  });

  test('is found in templates within templates', () => {
    expect(texts('html`<ul>${rows.map((row) => html`<li>${row} rows</li>`)}</ul> and ${`no ${1}`} more`')).toEqual([
      'and more',
      'rows',
    ]);
  });
});

test('what is said to people stands in words, where it can be translated', async () => {
  const found = new Map<string, number>();
  for (const name of (await readdir(app, { recursive: true })).toSorted()) {
    if (!name.endsWith('.ts') || name.includes('test')) continue;
    const count = templateTexts(await readFile(path.join(app, name), 'utf8')).length;
    if (count > 0) found.set(name.split(path.sep).join('/'), count);
  }

  const more = [...found].filter(([name, count]) => count > (untranslated[name] ?? 0));

  expect(more, 'new strings for people outside of words').toEqual([]);
});
