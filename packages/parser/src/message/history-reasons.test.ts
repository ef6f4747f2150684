import { describe, expect, test } from 'vitest';
import { historyPrivacy, historyReasons } from './history-reasons.ts';
import { parseHeader } from './parse-header.ts';

const entry = (uri: string): Parameters<typeof historyReasons>[0] => {
  const [value] = parseHeader('History-Info', `<${uri}>;index=1`).values;
  if (value === undefined) throw new Error('no entry');
  return value;
};

describe('historyReasons()', () => {
  test('gives every reason in the URI of the entry', () => {
    const [first, second] = historyReasons(
      entry('sip:a@b?Reason=SIP%3Bcause%3D302%3Btext%3D%22Moved%22&reason=Q.850%3Bcause%3D17%2C%20SIP%3Bcause%3D486'),
    );

    expect(first?.values.map(({ protocol, cause, text }) => [protocol, cause, text])).toEqual([['SIP', 302, 'Moved']]);
    expect(second?.values.map(({ cause }) => cause)).toEqual([17, 486]);
  });

  test('tells what is wrong with one', () => {
    expect(historyReasons(entry('sip:a@b?Reason=SIP%3Bcause'))[0]?.diagnostics).not.toEqual([]);
  });

  test('gives none where there is none', () => {
    expect(historyReasons(entry('tel:+1'))).toEqual([]);
    expect(historyReasons(entry('sip:a@b?Subject=x'))).toEqual([]);
  });
});

describe('historyPrivacy()', () => {
  test('gives the values of the URI of the entry', () => {
    expect(historyPrivacy(entry('sip:a@b?Privacy=history%3Bid'))[0]?.values).toEqual(['history', 'id']);
  });
});
