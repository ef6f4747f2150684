import { describe, expect, test } from 'vitest';
import { parseHeader, writeDeltaParams } from '../index.ts';

describe('DeltaParams', () => {
  test('of Session-Expires name the refresher', () => {
    const refresher = (value: string) => parseHeader('Session-Expires', value).values[0]?.refresher;

    expect(['1800;refresher=UAC', '1800;refresher=uas', '1800', '1800;refresher=me'].map(refresher)).toEqual([
      'uac',
      'uas',
      undefined,
      undefined,
    ]);
    expect(parseHeader('Session-Expires', '1800;refresher=me').diagnostics.map(({ code }) => code)).toEqual([
      'parameter-form',
    ]);
  });

  test('of Retry-After may have a comment and a duration', () => {
    const text = '18000 (in a "meeting") ;duration=3600'.replace(' ;', ';');
    const [retry] = parseHeader('Retry-After', text).values;

    expect([retry?.seconds, retry?.comment, retry?.duration]).toEqual([18000, '(in a "meeting")', 3600]);
    expect(retry && writeDeltaParams(retry)).toBe(text);
  });

  test('of Min-SE have no comment', () => {
    expect(parseHeader('Min-SE', '90 (x)').diagnostics.map(({ code }) => code)).toEqual(['number-syntax']);
  });
});
