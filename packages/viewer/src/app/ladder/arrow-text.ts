import type { LadderAgreement, LadderArrow, LadderSdp } from '@sipscope/analyzer';
import { levelTone, strongestLevel } from '../findings/finding-level.ts';
import { label } from '../format/visible.ts';
import type { ArrowItem } from './ladder-row.ts';
import { ladderWords } from './ladder-words.ts';
import { roleWords } from './role-words.ts';
import { fit } from './fit-text.ts';
import { type Run, runsWidth, runWidth } from './shape.ts';

/** Of a text that is shortened: less than this says nothing. */
const leastLetters = 3;
const leastNote = 10;

/**
 * What is written on an arrow in so many pixels: its method or status, how often it was sent, what was lost, what is wrong with it; then, as far as there is room,
 * what matters in it: its session description and what was agreed on, and where it goes or why.
 */
export function arrowRuns(item: ArrowItem, width: number, letter: string | undefined): readonly Run[] {
  const { arrow } = item;
  const before = letter === undefined ? [] : [{ text: `${letter} `, look: 'letter' } as const];
  const after = markRuns(item, width);
  const nameLook = isFurther(arrow) ? 'name-repeat' : arrow.kind === 'request' ? 'name-request' : 'name';
  const fixed = runsWidth([...before, ...after]);
  const name = fit(arrow.label, width - fixed, nameLook, leastLetters) ?? { text: '…', look: nameLook };
  const runs: Run[] = [...before, name, ...after];
  let left = width - fixed - runWidth(name);
  for (const forms of extraForms(arrow)) {
    const run = fitForm(forms, left) ?? cutNote(forms, arrow, left);
    if (run === undefined) continue;
    runs.push(run);
    left -= runWidth(run);
  }
  return runs;
}

export function isFurther({ retransmission, duplicate }: LadderArrow): boolean {
  return retransmission === true || duplicate === true;
}

/** Behind its name: sent again, folded, lost, found. These are never left out, but said in fewer letters where there is little room. */
function markRuns(item: ArrowItem, width: number): readonly Run[] {
  const whole = allMarks(item, false);
  return runsWidth(whole) > width / 2 ? allMarks(item, true) : whole;
}

function allMarks(item: ArrowItem, isShort: boolean): readonly Run[] {
  const { arrow, losses } = item;
  const runs: Run[] = [];
  if (arrow.duplicate === true) runs.push({ text: ` ${ladderWords.copy}`, look: 'count' });
  else if (arrow.retransmission === true) runs.push({ text: ' ⟲', look: 'count' });
  const count = isShort ? shortCount(item) : countText(item);
  if (count !== undefined) runs.push({ text: ` ${count}`, look: 'count', part: 'fold' });
  if (losses !== undefined) runs.push({ text: isShort ? ' ✕' : ` ✕ ${ladderWords.lost}`, look: 'lost' });
  const level = strongestLevel(arrow.findings);
  if (level !== undefined && levelTone(level) === 'bad') runs.push({ text: ' ◆', look: 'must' });
  else if (level !== undefined || arrow.problems !== undefined) runs.push({ text: ' ▲', look: 'should' });
  return runs;
}

/** `×3 ⟲`, `2 copies`; `×3 ⟲ −` where they stand below, each on its own. */
function countText({ repeats, copies, unfolded }: ArrowItem): string | undefined {
  const parts = [
    ...(repeats.length > 0 ? [`×${repeats.length + 1} ⟲`] : []),
    ...(copies.length > 0 ? [ladderWords.copies(copies.length + 1)] : []),
    ...(unfolded > 0 ? [`×${unfolded + 1} −`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** `×3`: how many there are in all, however they came. */
function shortCount({ repeats, copies, unfolded }: ArrowItem): string | undefined {
  const further = repeats.length + copies.length + unfolded;
  return further === 0 ? undefined : `×${further + 1}`;
}

/** What more there is to say, the most telling first; each in its forms, the longest first. */
function extraForms(arrow: LadderArrow): readonly (readonly string[])[] {
  const { sdp, agreed, timer, sighting, rolledBack, notes = [] } = arrow;
  return [
    ...(sighting === undefined ? [] : [[sighting]]),
    ...(rolledBack === undefined ? [] : [[ladderWords.offerBack]]),
    ...(sdp === undefined ? [] : [sdpForms(sdp, agreed)]),
    ...(sdp === undefined && agreed !== undefined ? [[agreedText(agreed)]] : []),
    ...notes.map((note) => [note]),
    ...(timer === undefined || timer.length > 1 ? [] : [[ladderWords.timer(timer)]]),
  ];
}

/** `SDP offer PCMA PCMU`, `SDP answer → PCMA`, shortened step by step, `SDP PCMA +2`: the last to go is `SDP`. */
function sdpForms(sdp: LadderSdp, agreed: readonly LadderAgreement[] | undefined): readonly string[] {
  const offered = [...new Set(sdp.media.flatMap((media) => media.codecs))];
  const codecs = agreed === undefined ? offered.join(' ') : `→ ${agreedText(agreed)}`;
  const few = offered.length > 1 ? `${offered[0]} +${offered.length - 1}` : codecs;
  const isHeld = agreed === undefined && sdp.media.length > 0 && sdp.media.every((one) => one.direction !== 'sendrecv');
  const hold = isHeld ? ` ${sdp.media[0]?.direction ?? ''}` : '';
  const words = roleWords(sdp);
  const role = words === '' ? '' : ` ${words}`;
  const short = agreed === undefined ? [`SDP${role}${hold} ${few}`, `SDP${hold} ${few}`] : [];
  const forms = [`SDP${role}${hold} ${codecs}`, ...short, `SDP${hold} ${codecs}`, `SDP ${codecs}`, `SDP${hold}`, 'SDP'];
  return forms.map((form) => form.trim());
}

/** `PCMA`, `PCMA H264`, `PCMA hold`. */
function agreedText(agreed: readonly LadderAgreement[]): string {
  const active = agreed.filter(({ status }) => status === 'active');
  const codecs = [...new Set(active.map(({ codec, kind }) => codec ?? kind))].join(' ');
  const isHeld = active.some(({ hold }) => hold !== undefined);
  const status = active.length === 0 ? (agreed[0]?.status ?? '') : codecs;
  return isHeld ? `${status} ${ladderWords.hold}` : status;
}

/** As much of a note as there is room for, where that still says something. */
function cutNote([form = '']: readonly string[], { notes }: LadderArrow, width: number): Run | undefined {
  if (notes?.includes(form) !== true) return undefined;
  const run = fit(form, width - runWidth({ text: ' ', look: 'more' }), 'more', leastNote);
  return run === undefined ? undefined : { ...run, text: ` ${run.text}` };
}

/** The longest form there is room for. */
function fitForm(forms: readonly string[], width: number): Run | undefined {
  const look = 'more';
  for (const form of forms) {
    const run: Run = { text: ` ${label(form, 120)}`, look };
    if (runWidth(run) <= width) return run;
  }
  return undefined;
}
