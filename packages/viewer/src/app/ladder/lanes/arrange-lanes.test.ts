import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeLanes } from './arrange-lanes.ts';
import { changeLanes, type LaneArrangement, plainArrangement } from './lane-arrangement.ts';
import { readLanes, writeLanes } from './lanes-address.ts';

const arrow = (frame: number, from: number, to: number): LadderArrow => ({
  frame,
  from,
  to,
  time: '2026-11-22T05:50:59.678796Z',
  sinceStartMs: frame * 10,
  deltaMs: 10,
  kind: 'request',
  method: 'INVITE',
  label: 'INVITE',
  transport: 'UDP',
});

/** Lanes a, b, c, d; b and c are one device. */
const ladder: Ladder = {
  call: 'c1',
  started: '2026-11-22T05:50:59.678796Z',
  lanes: [
    { id: 'l1', address: '10.0.0.1:5060', name: 'Alice', role: 'caller', participant: 'n1', messages: 2 },
    { id: 'l2', address: '10.0.0.2:5060', role: 'B2BUA', participant: 'n2', messages: 3 },
    { id: 'l3', address: '10.0.0.2:5080', participant: 'n2', messages: 3 },
    { id: 'l4', address: '10.0.0.3:5060', participant: 'n3', messages: 2 },
  ],
  arrows: [arrow(1, 0, 1), arrow(2, 1, 2), arrow(3, 2, 3), arrow(4, 3, 2), arrow(5, 1, 0)],
  links: [
    { kind: 'leg', from: 0, to: 2, label: '', frames: [1, 3] },
    { kind: 'retry', from: 2, to: 3, label: '', frames: [3, 4] },
  ],
  dialogs: [{ id: 'd1', local: 0, remote: 1, first: 0, last: 4, method: 'INVITE', confirmed: 2, ended: 4 }],
  digits: [{ lane: 3, time: '', sinceStartMs: 40, digits: '5', source: 'info', frames: [4] }],
};

const apart: LaneArrangement = { by: 'endpoint' };
const endsOf = ({ arrows }: Ladder): readonly string[] => arrows.map(({ from, to }) => `${from}>${to}`);

describe('arrangeLanes()', () => {
  test('changes nothing where nothing is to be changed', () => {
    expect(arrangeLanes(ladder, apart)).toBe(ladder);
  });

  test('draws a device in one lane', () => {
    const arranged = arrangeLanes(ladder, plainArrangement);

    expect(arranged.lanes.map(({ address }) => address)).toEqual(['10.0.0.1:5060', '10.0.0.2:5060', '10.0.0.3:5060']);
    expect(arranged.lanes[1]).toMatchObject({
      addresses: ['10.0.0.2:5060', '10.0.0.2:5080'],
      merged: ['participant'],
      role: 'B2BUA',
      messages: 5,
    });
    expect(endsOf(arranged)).toEqual(['0>1', '1>1', '1>2', '2>1', '1>0']);
    expect(arranged.digits?.[0]?.lane).toBe(2);
  });

  test('draws both sides of a NAT in one lane, says why, and takes that back', () => {
    const natPairs = [{ inside: 0, outside: 3, sentence: 'It is the same.', frames: [1, 2] }];

    const arranged = arrangeLanes({ ...ladder, natPairs }, apart);
    expect(arranged.lanes[0]).toMatchObject({ merged: ['nat'], why: ['It is the same.'] });
    expect(arranged.lanes).toHaveLength(3);
    expect(arranged.natPairs).toEqual([]);

    const [lane] = arranged.lanes;
    if (lane === undefined) throw new Error('there is a lane');
    const split = arrangeLanes({ ...ladder, natPairs }, changeLanes(apart, { kind: 'split', lane }));
    expect(split.lanes).toHaveLength(4);
  });

  test('merges what the user merges, in the place of the first', () => {
    const arranged = arrangeLanes(ladder, { ...apart, into: [['10.0.0.3:5060', '10.0.0.1:5060']] });

    expect(arranged.lanes.map(({ merged }) => merged)).toEqual([['user'], undefined, undefined]);
    expect(endsOf(arranged)).toEqual(['0>1', '1>2', '2>0', '0>2', '1>0']);
  });

  test('names and colours lanes, also by their host', () => {
    const arranged = arrangeLanes(ladder, { ...apart, names: [['10.0.0.2', 'SBC']], colours: [['10.0.0.3:5060', 4]] });

    expect(arranged.lanes.map(({ name }) => name)).toEqual(['Alice', 'SBC', 'SBC', undefined]);
    expect(arranged.lanes[3]?.colour).toBe(4);
    expect(arranged.arrows).toEqual(ladder.arrows);
  });

  test('hides lanes, counts their messages, and keeps what is told of the others', () => {
    const arranged = arrangeLanes(ladder, { ...apart, hidden: ['10.0.0.3:5060'] });

    expect(arranged.hidden).toMatchObject({ lanes: [{ address: '10.0.0.3:5060' }], arrows: 2 });
    expect(arranged.arrows.map(({ frame }) => frame)).toEqual([1, 2, 5]);
    expect(arranged.arrows.map(({ deltaMs }) => deltaMs)).toEqual([10, 10, 30]);
    expect(arranged.links).toEqual([]);
    expect(arranged.dialogs).toEqual([
      { id: 'd1', local: 0, remote: 1, first: 0, last: 2, method: 'INVITE', ended: 2 },
    ]);
    expect(arranged.digits).toEqual([]);
  });

  test('never hides all of them', () => {
    const hidden = ladder.lanes.map(({ address }) => address);

    expect(arrangeLanes(ladder, { ...apart, hidden })).toBe(ladder);
  });

  test('puts lanes in order; others stay where they are', () => {
    const arranged = arrangeLanes(ladder, { ...apart, order: ['10.0.0.3:5060', '10.9.9.9:5060', '10.0.0.1:5060'] });

    expect(arranged.lanes.map(({ id }) => id)).toEqual(['l4', 'l2', 'l3', 'l1']);
    expect(endsOf(arranged)).toEqual(['3>1', '1>2', '2>0', '0>2', '1>3']);
  });

  test('loses and doubles no arrow but those it says are hidden, whatever is asked for', () => {
    const count = 6;
    const address = fc.constantFrom(
      ...Array.from({ length: count }, (_, at) => `10.0.0.${at >> 1}:506${at}`),
      '10.0.0.1',
    );
    const lane = fc.nat({ max: count - 1 });
    const keys = fc.array(address, { maxLength: 6 });
    const arrangements = fc.record(
      {
        by: fc.constant('endpoint' as const),
        apart: keys,
        into: fc.array(fc.tuple(address, address), { maxLength: 6 }),
        hidden: keys,
        order: keys,
        names: fc.array(fc.tuple(address, fc.string()), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    const ladders = fc.record({
      ends: fc.array(fc.tuple(lane, lane), { maxLength: 40 }),
      devices: fc.array(fc.option(fc.nat({ max: 3 })), { minLength: count, maxLength: count }),
      pair: fc.option(fc.tuple(lane, lane)),
    });
    fc.assert(
      fc.property(ladders, arrangements, ({ ends, devices, pair }, arrangement) => {
        const drawn: Ladder = {
          started: '',
          lanes: devices.map((device, at) => ({
            id: `l${at}`,
            address: `10.0.0.${at >> 1}:506${at}`,
            ...(device === null ? {} : { participant: `n${device}` }),
            messages: 1,
          })),
          arrows: ends.map(([from, to], at) => arrow(at + 1, from, to)),
          ...(pair === null ? {} : { natPairs: [{ inside: pair[0], outside: pair[1], sentence: '', frames: [] }] }),
        };

        const arranged = arrangeLanes(drawn, arrangement);

        const { lanes, arrows, hidden } = arranged;
        expect(arrows.length + (hidden?.arrows ?? 0)).toBe(drawn.arrows.length);
        expect(new Set(arrows.map(({ frame }) => frame)).size).toBe(arrows.length);
        const named = [...lanes, ...(hidden?.lanes ?? [])].flatMap((one) => one.addresses ?? [one.address]);
        expect(named.toSorted()).toEqual(drawn.lanes.map((one) => one.address).toSorted());
        for (const { from, to, frame } of arrows) {
          const before = drawn.arrows[frame - 1];
          const of = (place: number): readonly string[] => lanes[place]?.addresses ?? [lanes[place]?.address ?? ''];
          expect(of(from)).toContain(drawn.lanes[before?.from ?? -1]?.address);
          expect(of(to)).toContain(drawn.lanes[before?.to ?? -1]?.address);
        }
      }),
    );
  });
});

describe('lanes in an address', () => {
  const key = fc.string({ minLength: 1, maxLength: 12 });

  test('are read as they were written', () => {
    const arrangements = fc.record(
      {
        by: fc.constant('endpoint' as const),
        apart: fc.array(key, { minLength: 1, maxLength: 3 }),
        into: fc.array(fc.tuple(key, key), { minLength: 1, maxLength: 3 }),
        hidden: fc.array(key, { minLength: 1, maxLength: 3 }),
        order: fc.array(key, { minLength: 1, maxLength: 3 }),
        names: fc.array(fc.tuple(key, key), { minLength: 1, maxLength: 3 }),
        colours: fc.array(fc.tuple(key, fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(arrangements, (arrangement) => {
        expect(readLanes(writeLanes(arrangement) ?? '')).toEqual(arrangement);
      }),
    );
  });

  test('that somebody forged say nothing, or what can be read of them', () => {
    fc.assert(fc.property(fc.string(), (text) => void readLanes(text)));
    expect(readLanes('colour:a=9,b=2|hide:,,|what:x|by:all|name:=x')).toEqual({ colours: [['b', 2]] });
  });
});

describe('changeLanes()', () => {
  const lane = (at: number) => ladder.lanes[at] ?? ladder.lanes[0]!;

  test('names anew what was named, and takes a name away', () => {
    const named = changeLanes(plainArrangement, { kind: 'rename', lane: lane(0), name: ' Phone ' });
    const again = changeLanes(named, { kind: 'rename', lane: lane(0), name: 'Desk' });

    expect(named).toEqual({ names: [['10.0.0.1:5060', 'Phone']] });
    expect(again).toEqual({ names: [['10.0.0.1:5060', 'Desk']] });
    expect(changeLanes(again, { kind: 'rename', lane: lane(0), name: '' })).toEqual(plainArrangement);
  });

  test('names a device of several ports by its host', () => {
    const device = { ...lane(1), addresses: ['10.0.0.2:5060', '10.0.0.2:5080'] };

    expect(changeLanes(plainArrangement, { kind: 'rename', lane: device, name: 'SBC' })).toEqual({
      names: [['10.0.0.2', 'SBC']],
    });
  });

  test('hides and shows again; resets all', () => {
    const hidden = changeLanes(plainArrangement, { kind: 'hide', lane: lane(3) });

    expect(hidden).toEqual({ hidden: ['10.0.0.3:5060'] });
    expect(changeLanes(hidden, { kind: 'show', lane: lane(3) })).toEqual(plainArrangement);
    expect(changeLanes({ ...hidden, by: 'endpoint' }, { kind: 'reset' })).toEqual(plainArrangement);
  });
});
