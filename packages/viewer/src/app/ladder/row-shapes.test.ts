import type { Ladder, LadderArrow, LadderDigits, LadderGhost, LadderLink, LadderTimer } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeArrows, forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import { timeAt } from '../../../test/fake/fake-rows.ts';
import { colourArrows, colourings } from './colour-arrows.ts';
import { arrangePicture, layoutSheet } from './ladder-picture.ts';
import { plainLook } from './ladder-look.ts';
import { layoutLadder, spacings } from './layout-ladder.ts';
import { endRoom, rowShapes } from './row-shapes.ts';
import { type Box, type Shape, textBox, type TextShape } from './shape.ts';
import { timeModes } from './time-modes.ts';

const laneCount = 6;
const lane = fc.integer({ min: 0, max: laneCount - 1 });
const moment = fc.integer({ min: 0, max: 60_000 });
const written = fc.oneof(
  fc.constantFrom('INVITE', '180 Ringing', '503 Service Unavailable', '200 OK', '481 Call/Transaction Does Not Exist'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
);

const arrow: fc.Arbitrary<Partial<LadderArrow> & { readonly at: number; readonly text: string }> = fc.record(
  {
    at: moment,
    text: written,
    from: lane,
    to: lane,
    transaction: fc.constantFrom('t1', 't2', 't3'),
    dialog: fc.constantFrom('d1', 'd2', 'd3'),
    retransmission: fc.constant(true as const),
    duplicate: fc.constant(true as const),
    sighting: fc.constantFrom('spiral', 'loop', 'stray'),
    problems: fc.constant(['via-branch']),
    findings: fc.constant({ must: 1 }),
    sdp: fc.constant({
      role: 'answer' as const,
      media: [{ kind: 'audio', port: 9, direction: 'sendonly' as const, codecs: ['PCMA', 'opus', 'telephone-event'] }],
    }),
    agreed: fc.constant([
      {
        kind: 'audio',
        status: 'active' as const,
        direction: 'sendonly' as const,
        codec: 'PCMA',
        hold: 'local' as const,
      },
    ]),
  },
  { requiredKeys: ['at', 'text', 'from', 'to'] },
);

const timer: fc.Arbitrary<LadderTimer> = fc.record({
  name: fc.constantFrom('B', 'H', 'session'),
  lane,
  time: fc.constant(timeAt(0)),
  sinceStartMs: moment,
  setBy: fc.constant(0),
  fires: fc.boolean(),
  label: fc.constant('Timer B: no response'),
  frames: fc.constant([1]),
});
const ghost: fc.Arbitrary<LadderGhost> = fc.record({
  from: lane,
  to: lane,
  label: fc.constantFrom('ACK', 'final response'),
  time: fc.constant(timeAt(0)),
  sinceStartMs: moment,
  after: fc.constant(0),
  why: fc.constant('A final response is acknowledged'),
  frames: fc.constant([1]),
});
const digits: fc.Arbitrary<LadderDigits> = fc.record(
  {
    lane,
    time: fc.constant(timeAt(0)),
    sinceStartMs: moment,
    digits: fc.constantFrom('5', 'flash'),
    source: fc.constant('info' as const),
    frames: fc.constant([1]),
  },
  { requiredKeys: ['time', 'sinceStartMs', 'digits', 'source', 'frames'] },
);

const ladder: fc.Arbitrary<Ladder> = fc
  .record({
    steps: fc.array(arrow, { minLength: 1, maxLength: 25 }),
    timers: fc.array(timer, { maxLength: 6 }),
    ghosts: fc.array(ghost, { maxLength: 4 }),
    digits: fc.array(digits, { maxLength: 8 }),
    ends: fc.array(fc.tuple(fc.nat(24), fc.nat(24), fc.constantFrom('fork', 'transfer', 'ack')), { maxLength: 5 }),
  })
  .map(({ steps, ends, ...rest }): Ladder => {
    const arrows = fakeArrows(
      steps
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, text, from = 0, to = 0, ...change }) => [at, from, to, text, change]),
    );
    const links = ends.map(([from, to, kind]): LadderLink => {
      return { kind, from: from % arrows.length, to: to % arrows.length, label: `branch ${to} of 25`, frames: [1] };
    });
    const lanes = Array.from({ length: laneCount }, (_, at) => ({
      id: `l${at}`,
      address: `10.0.0.${at}:5060`,
      messages: 1,
    }));
    return { call: 'c1', started: timeAt(0), lanes, arrows, links, ...rest };
  });

function texts(shapes: readonly Shape[], y: number): readonly (Box & { readonly words: string })[] {
  return shapes
    .filter((shape): shape is TextShape => shape.kind === 'text')
    .map((shape) => {
      const box = textBox(shape);
      return { ...box, top: box.top + y, bottom: box.bottom + y, words: shape.runs.map((run) => run.text).join('') };
    });
}

/** Pairs of texts that lie on each other. */
function overlaps(boxes: readonly (Box & { readonly words: string })[]): readonly string[] {
  const sorted = boxes.toSorted((one, other) => one.top - other.top);
  return sorted.flatMap((one, at) =>
    sorted
      .slice(at + 1)
      .filter((other) => other.top < one.bottom && other.left < one.right && one.left < other.right)
      .map((other) => `${one.words} / ${other.words}`),
  );
}

describe('rowShapes()', () => {
  test('never lay one text on another, whatever is drawn, however wide, timed and spaced', () => {
    fc.assert(
      fc.property(
        ladder,
        fc.constantFrom(700, 1000, 1400),
        fc.constantFrom(...timeModes),
        fc.constantFrom(...spacings),
        fc.constantFrom(...colourings),
        fc.boolean(),
        (drawn, width, times, spacing, colours, isFolded) => {
          const picture = {
            ladder: drawn,
            headline: ['A call', 'of yesterday'],
            look: { times, spacing, colours },
            zone: 'utc',
            folding: { isFolded },
          } as const;
          const arranged = arrangePicture(picture, width);
          const sheet = layoutSheet(arranged, {
            first: 0,
            last: arranged.layout.rows.length,
            lines: picture.headline,
            corner: '1 / 2',
          });

          expect(overlaps(sheet.groups.flatMap(({ shapes, y }) => texts(shapes, y)))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('keep the text of an arrow between its ends, clear of its tips', () => {
    fc.assert(
      fc.property(ladder, fc.constantFrom(128, 170, 300), (drawn, leastGap) => {
        const layout = layoutLadder(drawn, { width: 0, margin: 132, leastGap, isFolded: true });
        const colours = colourArrows(drawn, 'outcome');
        for (const row of layout.rows) {
          if (row.item.kind !== 'arrow' || row.item.arrow.from === row.item.arrow.to) continue;
          const ends = [row.item.arrow.from, row.item.arrow.to].map((at) => layout.lanes[at]?.x ?? 0);
          const written = texts(rowShapes(row, layout, colours), 0).at(-1);

          expect(written?.left).toBeGreaterThanOrEqual(Math.min(...ends) + endRoom - 1);
          expect(written?.right).toBeLessThanOrEqual(Math.max(...ends) - endRoom + 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('write all there is to say of a call at six lanes and two hundred arrows', () => {
    const long = longLadder(200);
    const layout = layoutLadder(long, { width: 1300, margin: 132, leastGap: 140, isFolded: true });
    const colours = colourArrows(long, 'outcome');

    const words = layout.rows.flatMap((row) => texts(rowShapes(row, layout, colours), 0)).map((one) => one.words);

    expect(words).toHaveLength(200);
    expect(new Set(words)).toEqual(
      new Set(['INVITE SDP PCMA +2', '180 Ringing', '200 OK SDP answer PCMA', 'ACK', '503 Service Unavail… ◆']),
    );
  });
});

test('what stands on the arrows of a call tells offers, answers, what was agreed, repeats and losses', () => {
  const forked = forkedLadder();
  const layout = layoutLadder(forked, { width: 2400, margin: 132, leastGap: 140, isFolded: true });
  const colours = colourArrows(forked, plainLook.colours);

  const words = layout.rows.flatMap((row) => texts(rowShapes(row, layout, colours), 0)).map((one) => one.words);

  expect(words).toContain('INVITE ×3 ⟲ ✕ lost SDP offer PCMA PCMU telephone-event');
  expect(words).toContain('200 OK ◆ SDP answer → PCMA');
  expect(words).toContain('200 OK SDP answer → PCMA hold');
  expect(words).toContain('183 Session Progress SDP preview PCMA');
  expect(words).toContain('DTMF 1 4 7 #');
  expect(words).toContain('Timer H ✕');
  expect(words).toContain('ACK expected');
  expect(words).toContain('◆ RTP PCMA 4.8 s, lost 12 %, MOS 1.9');
});
