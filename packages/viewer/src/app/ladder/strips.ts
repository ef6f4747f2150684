import type { LadderAgreement, LadderArrow, LadderDialog, LadderState } from '@sipscope/analyzer';
import { label } from '../format/visible.ts';
import { words } from '../words/words.ts';
import type { ArrowColours, ArrowTone } from './colour-arrows.ts';
import type { LookName } from './drawing-look.ts';
import type { LadderLayout } from './ladder-row.ts';
import { heightAt, lineOf } from './layout-ladder.ts';
import { path, type PathShape } from './shape.ts';

/** A thin vertical strip beside a lane, from one height to another: a dialog, or what its offers and answers came to. */
export type Strip = {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly look: LookName;
  readonly tone: ArrowTone;
  /** What the pointer is told. */
  readonly title: string;
};

const stripWords = words('ladder-strips', {
  dialog: (method: string, id: string) => `${method} dialog ${id}`,
  early: (method: string, id: string) => `${method} dialog ${id}, early`,
  preview: 'announced, not yet answered',
  heldBy: (side: string) => `held by ${side}`,
  heldByBoth: 'held by both',
  local: 'the side that called',
  remote: 'the side that was called',
});

/** From a lane to its first strip, and from one dialog's strips to those of the next at the same side of the lane. */
const firstOffset = 4;
const stateOffset = 4;
const dialogStep = 8;
/** So many dialogs of one time stand beside each other; more share the last place. */
const mostPlaces = 3;

/** All strips of a ladder. A dialog's stand at the sides of its two lanes that face each other. */
export function layoutStrips(layout: LadderLayout, colours: ArrowColours): readonly Strip[] {
  const { dialogs = [], states = [] } = layout.ladder;
  const places = new Places();
  const samples = samplesOf(layout.ladder.arrows);
  const byDialog = new Map<string, readonly number[]>();
  const bands = dialogs.flatMap((dialog): readonly Strip[] => {
    const extent = dialogExtent(dialog, layout);
    const xs = sidesOf(dialog, layout, (lane, side) => places.take(`${lane} ${side}`, extent));
    byDialog.set(dialog.id, xs);
    const tone = toneOf(samples.get(dialog.id), colours);
    return xs.flatMap((x) => bandStrips(dialog, x, layout, tone));
  });
  return [...bands, ...stateStrips(states, byDialog, layout)];
}

/** The strips between two heights, cut to them; as many pieces as are seen. */
export function stripsBetween(strips: readonly Strip[], top: number, bottom: number): readonly Strip[] {
  return strips
    .filter((strip) => strip.top < bottom && strip.bottom > top)
    .map((strip) => ({ ...strip, top: Math.max(strip.top, top), bottom: Math.min(strip.bottom, bottom) }));
}

export function stripShape({ x, top, bottom, look }: Strip, origin = 0): PathShape {
  return path(look, `M${x} ${top - origin}V${bottom - origin}`);
}

type Sides = { readonly local: number; readonly remote: number };

/** Where the strips of a dialog stand; at one lane where it is of an endpoint with itself. */
function sidesOf(
  { local, remote }: Sides,
  { lanes }: LadderLayout,
  place: (lane: number, side: number) => number,
): readonly number[] {
  const side = local <= remote ? 1 : -1;
  const at = (lane: number, toward: number): number =>
    (lanes[lane]?.x ?? 0) + toward * (firstOffset + dialogStep * place(lane, toward));
  return local === remote ? [at(local, 1)] : [at(local, side), at(remote, -side)];
}

function dialogExtent({ first, last }: LadderDialog, layout: LadderLayout): readonly [top: number, bottom: number] {
  return [heightOfArrow(first, layout), heightOfArrow(last, layout)];
}

function heightOfArrow(arrow: number, { rows, rowOfArrow }: LadderLayout): number {
  const row = rows[rowOfArrow[arrow] ?? 0];
  return row === undefined ? 0 : lineOf(row);
}

/** Early until it is confirmed. */
function bandStrips(dialog: LadderDialog, x: number, layout: LadderLayout, tone: ArrowTone): readonly Strip[] {
  const [top, bottom] = dialogExtent(dialog, layout);
  const confirmed = dialog.confirmed === undefined ? bottom : heightOfArrow(dialog.confirmed, layout);
  const id = label(dialog.id, 40);
  const method = label(dialog.method, 24);
  return [
    { x, top, bottom: confirmed, look: 'band-early' as const, tone, title: stripWords.early(method, id) },
    { x, top: confirmed, bottom, look: 'band' as const, tone, title: stripWords.dialog(method, id) },
  ].filter((strip) => strip.bottom > strip.top);
}

/** An arrow of each dialog. */
function samplesOf(arrows: readonly LadderArrow[]): ReadonlyMap<string, LadderArrow> {
  const samples = new Map<string, LadderArrow>();
  for (const arrow of arrows) {
    if (arrow.dialog !== undefined && !samples.has(arrow.dialog)) samples.set(arrow.dialog, arrow);
  }
  return samples;
}

/** A band has the colour of its arrows where that tells its group. */
function toneOf(sample: LadderArrow | undefined, colours: ArrowColours): ArrowTone {
  return sample === undefined || colours.letterOf(sample) === undefined ? 'quiet' : colours.toneOf(sample);
}

function stateStrips(
  states: readonly LadderState[],
  byDialog: ReadonlyMap<string, readonly number[]>,
  layout: LadderLayout,
): readonly Strip[] {
  return states.flatMap((state): readonly Strip[] => {
    const beside = byDialog.get(state.dialog ?? '') ?? sidesOf(state, layout, () => 0);
    const top = heightOfArrow(state.arrow, layout);
    const bottom =
      state.durationMs === undefined ? layout.height : heightAt(layout, state.sinceStartMs + state.durationMs);
    const title = stateTitle(state);
    return beside.map((x, at): Strip => {
      const lane = layout.lanes[at === 0 ? state.local : state.remote]?.x ?? 0;
      const outward = x >= lane ? stateOffset : -stateOffset;
      return { x: x + outward, top, bottom: Math.max(top, bottom), look: stateLook(state), tone: 'quiet', title };
    });
  });
}

function stateLook({ media, preview }: LadderState): LookName {
  const active = media.filter(({ status }) => status === 'active');
  if (active.some(({ hold }) => hold !== undefined)) return 'held';
  if (preview === true) return 'preview';
  return active.some(({ direction }) => direction !== 'sendrecv') ? 'one-way' : 'agreed';
}

/** A line a medium: `audio PCMA sendrecv`. */
export function stateTitle({ media, preview }: Pick<LadderState, 'media' | 'preview'>): string {
  return [...(preview === true ? [stripWords.preview] : []), ...media.map(agreementText)].join('\n');
}

function agreementText({ kind, codec, direction, status, hold }: LadderAgreement): string {
  const held =
    hold === undefined ? undefined : hold === 'both' ? stripWords.heldByBoth : stripWords.heldBy(stripWords[hold]);
  const parts = [kind, codec, status === 'active' ? direction : status, held];
  return label(parts.filter((part) => part !== undefined).join(' '), 160);
}

/** Places beside a lane: of strips of one time, each has its own. */
class Places {
  readonly #ends = new Map<string, number[]>();

  take(side: string, [top, bottom]: readonly [top: number, bottom: number]): number {
    const ends = this.#ends.get(side) ?? [];
    this.#ends.set(side, ends);
    const free = ends.findIndex((end) => end <= top);
    const place = Math.min(free === -1 ? ends.length : free, mostPlaces - 1);
    ends[place] = Math.max(bottom, free === -1 ? (ends[place] ?? 0) : 0);
    return place;
  }
}
