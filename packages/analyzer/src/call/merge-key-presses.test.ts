import { describe, expect, test } from 'vitest';
import type { KeyPress } from './key-press.ts';
import { mergeKeyPresses } from './merge-key-presses.ts';

type Sent = readonly [way: string, ms: number, digits: string, from?: KeyPress['from'], durationMs?: number];

/** Each as `digits@ms ways`. */
function merged(...sent: readonly Sent[]): string[] {
  const presses = sent.map(([way, ms, digits, from, durationMs], at): KeyPress => {
    const source = way.startsWith('i') ? 'info' : way.startsWith('k') ? 'kpml' : 'rtp-event';
    return { digits, timeNs: ms * 1e6, durationMs, source, way, from, frames: [at + 1] };
  });
  return mergeKeyPresses(presses).map(
    ({ digits, timeNs, sources, frames }) => `${digits}@${timeNs / 1e6} ${sources.join('+')} ${frames.join()}`,
  );
}

describe('reports of key presses', () => {
  test('of one way are one key press each', () => {
    expect(merged(['r', 0, '5'], ['r', 100, '5'])).toEqual(['5@0 rtp-event 1', '5@100 rtp-event 2']);
  });

  test('of several ways are one, in order', () => {
    expect(merged(['r', 0, '5'], ['i', 150, '5'], ['r', 200, '5'], ['i', 350, '5'])).toEqual([
      '5@0 rtp-event+info 1,2',
      '5@200 rtp-event+info 3,4',
    ]);
  });

  test('of two hops or legs of one kind are one', () => {
    expect(merged(['r1', 0, '5'], ['r2', 10, '5'])).toEqual(['5@0 rtp-event 1,2']);
  });

  test('of two sides are two', () => {
    expect(merged(['r1', 0, '5', 'caller'], ['r2', 10, '5', 'callee'])).toHaveLength(2);
    expect(merged(['r1', 0, '5', 'caller'], ['i', 10, '5'])).toHaveLength(1);
  });

  test('that come much later are others, unless the key was held', () => {
    expect(merged(['r', 0, '5', undefined, 100], ['i', 900, '5'])).toHaveLength(2);
    expect(merged(['r', 0, '5', undefined, 800], ['i', 900, '5'])).toHaveLength(1);
  });

  test('of keys that were collected tell the same as those one by one', () => {
    expect(merged(['r', 0, '1'], ['r', 500, '2'], ['r', 900, '#'], ['k', 1000, '12#'])).toEqual([
      '1@0 rtp-event+kpml 1,4',
      '2@500 rtp-event+kpml 2,4',
      '#@900 rtp-event+kpml 3,4',
    ]);
    expect(merged(['r', 0, '1'], ['k', 1000, '99'])).toEqual(['1@0 rtp-event 1', '99@1000 kpml 2']);
  });
});
