import { afterEach, describe, expect, test } from 'vitest';
import { allWords, translate, words } from './words.ts';

describe('words', () => {
  const said = words('test', { back: 'Back', rows: (count: number) => (count === 1 ? 'one row' : `${count} rows`) });

  afterEach(() => translate({}));

  test('are English where no other language is chosen', () => {
    expect([said.back, said.rows(1), said.rows(2)]).toEqual(['Back', 'one row', '2 rows']);
  });

  test('are those of the chosen language, and English where it lacks them', () => {
    translate({ test: { back: 'Zurück' } });

    expect([said.back, said.rows(2)]).toEqual(['Zurück', '2 rows']);
  });

  test('are all there for a translator', () => {
    expect(Object.keys(allWords().get('test') ?? {})).toEqual(['back', 'rows']);
  });
});
