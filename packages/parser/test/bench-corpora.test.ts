import { describe, expect, test } from 'vitest';
import { buildCorpora } from '../bench/corpus.ts';
import { errorsOf } from '../bench/corpus/fixture-messages.ts';
import { decode } from './sip.ts';

const corpora = await buildCorpora();
const lengths = (messages: readonly Uint8Array[]): readonly number[] => messages.map((bytes) => bytes.length);
const distinct = (messages: readonly Uint8Array[]): number => new Set(messages.map(decode)).size;
const wrong = (messages: readonly Uint8Array[]): readonly string[] =>
  messages.flatMap((bytes) => {
    const errors = errorsOf(bytes);
    return errors.length === 0 ? [] : [`${errors.join('; ')} in ${decode(bytes)}`];
  });

describe('the rich corpus', () => {
  test('is a mix of at least 2,000 distinct messages of 600 to 1,800 bytes', () => {
    expect(distinct(corpora.rich)).toBe(corpora.rich.length);
    expect(corpora.rich.length).toBeGreaterThanOrEqual(2000);
    expect(Math.min(...lengths(corpora.rich))).toBeGreaterThanOrEqual(600);
    expect(Math.max(...lengths(corpora.rich))).toBeLessThanOrEqual(1800);
  });

  test('is right by the grammar', () => {
    expect(wrong(corpora.rich)).toEqual([]);
  });

  test('is always the same', async () => {
    const again = await buildCorpora({ calls: 1, rich: 50 });

    expect(again.rich.map(decode)).toEqual(corpora.rich.slice(0, 50).map(decode));
  });
});

describe('the SIPp corpus', () => {
  test('is distinct messages of 330 to 550 bytes and nine header fields', () => {
    const fieldCounts = corpora.sipp.map(
      (bytes) => (decode(bytes).split('\r\n\r\n')[0] ?? '').split('\r\n').length - 1,
    );

    expect(distinct(corpora.sipp)).toBe(corpora.sipp.length);
    expect(new Set(fieldCounts)).toEqual(new Set([9]));
    expect(Math.min(...lengths(corpora.sipp))).toBeGreaterThanOrEqual(330);
    expect(Math.max(...lengths(corpora.sipp))).toBeLessThanOrEqual(550);
  });

  test('is right by the grammar', () => {
    expect(wrong(corpora.sipp.slice(0, 600))).toEqual([]);
  });
});
