import { describe, expect, test } from 'vitest';
import { StateHistory } from './state-history.ts';
import { stateDocument } from './state/state-document.ts';

const open = stateDocument({ kind: 'presence', what: 'open' });
const closed = stateDocument({ kind: 'presence', what: 'closed' });

describe('StateHistory', () => {
  test('tells a state once as long as it stays, of each resource', () => {
    const history = new StateHistory();

    history.add(open, undefined, 1, 1);
    history.add(open, 'sip:b@x', 2, 2);
    history.add(open, undefined, 3, 3);
    history.add(closed, undefined, 4, 4);
    history.add(open, 'sip:b@x', 5, 5);
    history.add(open, undefined, 6, 6);

    expect(history.list.map(({ frame, of, what }) => [frame, of, what])).toEqual([
      [1, undefined, 'open'],
      [2, 'sip:b@x', 'open'],
      [4, undefined, 'closed'],
      [6, undefined, 'open'],
    ]);
  });

  test('keeps the first and the last hundred of many states, and says how many are between', () => {
    const history = new StateHistory();

    for (let i = 0; i < 1000; i++) history.add(i % 2 === 0 ? open : closed, undefined, i, i);

    expect(history.list).toHaveLength(200);
    expect(history.more).toBe(800);
    expect(history.list[99]?.frame).toBe(99);
    expect(history.list[100]?.frame).toBe(900);
    expect(history.list.at(-1)?.frame).toBe(999);
  });

  test('tells a version that is not the next one', () => {
    const history = new StateHistory();

    const breaks = [5, 6, 9, 8, 10].map((version) => history.receiveVersion('dialog-info', undefined, version)?.kind);

    expect(breaks).toEqual([undefined, undefined, 'skipped', 'back', undefined]);
  });

  test('counts the versions of each document on its own', () => {
    const history = new StateHistory();

    history.receiveVersion('dialog-info', 'sip:a@x', 5);

    expect(history.receiveVersion('dialog-info', 'sip:b@x', 0)).toBeUndefined();
    expect(history.receiveVersion('reginfo', 'sip:a@x', 0)).toBeUndefined();
    expect(history.receiveVersion('dialog-info', 'sip:a@x', 6)).toBeUndefined();
  });
});
