import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneOrder, type LaneRequest } from './lane-order.ts';

/** `1>2 3>4`: requests between lanes; with `!` initial INVITEs. */
function requests(text: string): readonly LaneRequest[] {
  return text.split(' ').map((word) => {
    const [from = 0, to = 0] = word.replace('!', '').split('>').map(Number);
    return { from, to, isInitial: word.endsWith('!') };
  });
}
const hosts = (count: number): string[] => Array.from({ length: count }, (_, lane) => `10.0.0.${lane}`);

describe('laneOrder()', () => {
  test('leaves a path that appears in order as it is', () => {
    expect(laneOrder(hosts(3), requests('0>1! 1>2! 2>1'))).toEqual([0, 1, 2]);
  });

  test('puts the path in order where the hop next to the callee appears first', () => {
    expect(laneOrder(hosts(4), requests('0>1! 2>3! 3>0!'))).toEqual([2, 3, 0, 1]);
  });

  test('keeps the caller left where the capture begins with a request of the callee', () => {
    expect(laneOrder(hosts(3), requests('0>1 1>2 2>1! 1>0!'))).toEqual([2, 1, 0]);
  });

  test('puts the branches of a fork behind the proxy', () => {
    expect(laneOrder(hosts(5), requests('0>1! 1>2! 1>3! 3>4!'))).toEqual([0, 1, 2, 3, 4]);
  });

  test('puts the two sides of a B2BUA beside each other', () => {
    const lanes = ['10.0.0.1', '10.0.0.9', '10.0.0.5', '10.0.0.5'];

    expect(laneOrder(lanes, requests('0>2! 3>1!'))).toEqual([0, 2, 3, 1]);
  });

  test('is not turned round by a spiral', () => {
    expect(laneOrder(hosts(3), requests('0>1! 1>2! 2>1! 1>0!'))).toEqual([0, 1, 2]);
  });

  test('places every lane once, whatever is sent', () => {
    const lane = fc.integer({ min: 0, max: 7 });
    const request = fc.record({ from: lane, to: lane, isInitial: fc.boolean() });

    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (list) => {
        expect([...laneOrder(hosts(8), list)].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      }),
    );
  });
});
