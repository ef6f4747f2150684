import { describe, expect, test } from 'vitest';
import { type CallPlace, extendedRoute, partOf, placeRoute, stepAmong } from './call-place.ts';

const call: CallPlace = {
  capture: 'cap',
  call: 'c1',
  flow: undefined,
  view: 'list',
  message: { frame: 7 },
  look: { times: 'clock', part: '2' },
};

describe('the place of a call', () => {
  test('has a route, without what is not said', () => {
    expect(placeRoute({ ...call, look: { lanes: 'by:endpoint' } })).toEqual({
      page: 'call',
      capture: 'cap',
      call: 'c1',
      view: 'list',
      message: { frame: 7 },
      look: { lanes: 'by:endpoint' },
    });
  });

  test('is extended to a picture with the tied calls, and back', () => {
    const extended = extendedRoute(call);

    expect(extended).toMatchObject({
      page: 'flow',
      query: { calls: ['c1'], extended: true },
      look: { times: 'clock' },
    });
    expect(extendedRoute({ ...call, call: undefined, flow: { calls: ['c1'], extended: true } })).toMatchObject({
      page: 'call',
      call: 'c1',
    });
    expect(extendedRoute({ ...call, call: undefined, flow: { calls: ['c1', 'c2'] } })).toMatchObject({
      query: { calls: ['c1', 'c2'], extended: true },
    });
  });

  test.each([
    ['1', 0],
    ['12', 11],
    ['0', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    [undefined, undefined],
  ])('part %s is %s', (part, place) => {
    expect(partOf(part === undefined ? undefined : { part })).toBe(place);
  });

  test('steps go round', () => {
    const all = [{ frame: 1 }, { frame: 2 }, { frame: 3 }];
    const marked = [all[0]!, all[2]!];

    expect(stepAmong(marked, all, 0, 1)).toBe(all[2]);
    expect(stepAmong(marked, all, 2, 1)).toBe(all[0]);
    expect(stepAmong(marked, all, 0, -1)).toBe(all[2]);
    expect(stepAmong([], all, 0, 1)).toBeUndefined();
  });
});
