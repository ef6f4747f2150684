import { parseTime } from '../follow/parse-time.ts';
import type { CallRow, DtmfRow, StreamRow } from '../rows.ts';
import type { Leg } from './story-leg.ts';
import type { StoryLog, Told } from './story-log.ts';

/** Keys pressed within so long of each other are told together. */
const gapNs = 5e9;
/** Keys of one run that are told. */
const mostKeys = 64;
/** Frames that are listed of one run. */
const mostFrames = 32;

const ways: Readonly<Partial<Record<DtmfRow['source'], string>>> = {
  'rtp-event': 'RTP events',
  'rtp-tone': 'RTP tones',
  'in-band': 'in the sound',
};

type Stream = { readonly row: Pick<StreamRow, 'id' | 'from'> };
type Run = {
  readonly told: Told;
  readonly from: DtmfRow['from'];
  readonly way: string;
  keys: string[];
  count: number;
  lastNs: number;
};

/** The keys that were pressed, as media tells them; those of INFO are told with the messages. */
export function tellKeys(
  { dtmf = [] }: CallRow,
  leg: Leg,
  streams: readonly Stream[],
  { log, epochNs }: { readonly log: StoryLog; readonly epochNs: bigint },
): void {
  let run: Run | undefined;
  for (const { digits, time, source, from, frames } of dtmf) {
    const way = ways[source];
    if (way === undefined) continue;
    const timeNs = Number(parseTime(time) - epochNs);
    const goesOn = run !== undefined && run.from === from && run.way === way && timeNs - run.lastNs <= gapNs;
    if (!goesOn || run === undefined) {
      const by = from === undefined ? undefined : from === 'caller' ? 'local' : 'remote';
      const stream = streams.find(({ row }) => row.from === from)?.row.id ?? streams[0]?.row.id;
      const told = log.add({ kind: 'dtmf', timeNs, leg: leg.number, by, text: '', frames: [], stream });
      run = { told, from, way, keys: [], count: 0, lastNs: timeNs };
    }
    run.count++;
    run.lastNs = timeNs;
    if (run.keys.length < mostKeys) run.keys.push(digits);
    for (const frame of frames) if (run.told.frames.length < mostFrames) run.told.frames.push(frame);
    run.told.text = textOf(run, leg);
  }
}

function textOf({ from, way, keys, count }: Run, { names }: Leg): string {
  const who = from === undefined ? 'Somebody' : names[from === 'caller' ? 'local' : 'remote'];
  const more = count > keys.length ? ` … (${count} keys)` : '';
  return `${who} presses ${keys.join(' ')}${more} (${way}).`;
}
