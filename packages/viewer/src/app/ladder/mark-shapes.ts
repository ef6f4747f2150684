import type { LadderDigits, LadderGhost, LadderTimer } from '@sipscope/analyzer';
import { fit } from './fit-text.ts';
import type { LadderColumns } from './ladder-row.ts';
import { laneSide, startBeside } from './lane-side.ts';
import { ladderWords } from './ladder-words.ts';
import { path, type Run, runsWidth, type Shape, text } from './shape.ts';

/** Between a lane and a text beside it. */
const beside = 16;

/** Timers at the lanes whose they are: bold where they fired, quiet where the capture ends before. */
export function timerShapes(timers: readonly LadderTimer[], y: number, columns: LadderColumns): readonly Shape[] {
  return timers.flatMap((timer): readonly Shape[] => {
    const own = laneSide(timer.lane, columns);
    // Beside the text of a neighbour's that goes the other way.
    const room = timers.length > 1 ? columns.laneGap / 2 - beside - 4 : own.room - 2 * beside;
    const look = timer.fires ? 'timer-name-fired' : 'timer-name';
    const run = timerNames(timer)
      .map((name) => whole(name, room, look))
      .find((one) => one !== undefined);
    return [
      path(timer.fires ? 'timer-fired' : 'timer', `M${own.x - 8} ${y}h16`),
      ...(run === undefined ? [] : platedText(startBeside(own, beside, runsWidth([run])), y, run)),
    ];
  });
}

/** The longest first. */
function timerNames({ name, fires }: LadderTimer): readonly string[] {
  const mark = fires ? ' ✕' : '';
  if (name === 'session') return [`${ladderWords.sessionTimer}${mark}`, `${ladderWords.session}${mark}`];
  return [`${ladderWords.timer(name)}${mark}`, name];
}

function whole(written: string, room: number, look: Run['look']): Run | undefined {
  const run: Run = { text: written, look };
  return written !== '' && runsWidth([run]) <= room ? run : undefined;
}

/** A message that must have been there: a line where it would stand, with what it would have been. */
export function ghostShapes({ from, to, label }: LadderGhost, y: number, columns: LadderColumns): readonly Shape[] {
  const [start, end] = [columns.lanes[from]?.x ?? 0, columns.lanes[to]?.x ?? 0];
  const own = start === end ? laneSide(from, columns) : undefined;
  const room = (own === undefined ? Math.abs(end - start) - beside : own.room) - 2 * beside;
  const run = fit(ladderWords.expected(label), room, 'ghost-name', 3) ?? fit(label, room, 'ghost-name', 3);
  const width = run === undefined ? 0 : runsWidth([run]);
  const x = own === undefined ? (start + end - width) / 2 : startBeside(own, beside, width);
  const back = start <= end ? -6 : 6;
  return [
    ...(own === undefined
      ? [
          path('ghost', `M${start} ${y}H${end}`),
          path('ghost-tip', `M${end + back} ${y - 4}L${end} ${y}L${end + back} ${y + 4}`),
        ]
      : []),
    ...(run === undefined ? [] : platedText(x, y, run)),
  ];
}

/** Keys at the lane of who pressed them; at the first where that is not known. */
export function digitShapes(digits: readonly LadderDigits[], y: number, columns: LadderColumns): readonly Shape[] {
  const lane = digits[0]?.lane;
  const own = laneSide(lane ?? 0, columns);
  const keys = digits.map((one) => one.digits).join(' ');
  const run = fit(`${ladderWords.keys} ${keys}`, own.room - 2 * beside, 'digits', 3);
  if (run === undefined) return [];
  const shapes = platedText(startBeside(own, beside, runsWidth([run])), y, run);
  return lane === undefined
    ? shapes
    : [path('digits-mark', `M${own.x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0`), ...shapes];
}

function platedText(x: number, y: number, run: Run): readonly Shape[] {
  const width = runsWidth([run]);
  return [path('plate', `M${x - 3} ${y - 8}h${width + 6}v16h${-width - 6}z`), text({ x, y }, 'start', [run])];
}
