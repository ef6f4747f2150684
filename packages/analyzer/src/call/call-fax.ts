import { faxOf } from '../media/fax/fax-of.ts';
import type { CallMediaRow, StreamFacts } from '../rows.ts';
import type { CallStream } from './call-streams.ts';

export type FaxTone = { readonly time: string; readonly frames: readonly number[] };

/** The first CNG: nothing but a fax machine sends it (T.30 §4.1). A CED may be a modem's. */
export function faxToneOf({ tones, events }: StreamFacts): FaxTone | undefined {
  const heard = [
    ...(tones ?? []).filter(({ tone }) => tone === 'CNG'),
    ...(events ?? []).filter(({ name }) => name === 'CNG'),
  ];
  const [first] = heard.sort((a, b) => (a.time < b.time ? -1 : 1));
  return first && { time: first.time, frames: first.frames };
}

/** What came of a fax in a call, or that one was tried over audio. */
export function faxOfCall(streams: readonly CallStream[]): Pick<CallMediaRow, 'fax' | 'faxOverAudio'> {
  const fax = faxOf(sidesOf(streams).map((stream) => stream.fax!));
  if (fax !== undefined) return { fax };
  const heard = streams.filter(({ faxTone }) => faxTone !== undefined);
  if (heard.length === 0 || streams.some((stream) => stream.fax !== undefined)) return {};
  const first = heard.reduce((a, b) => (b.faxTone!.time < a.faxTone!.time ? b : a));
  const { time, frames } = first.faxTone!;
  return { faxOverAudio: { since: time, tone: 'CNG', ...(first.from && { from: first.from }), frames } };
}

/** Of a call that was captured on several of its hops, each side once. */
function sidesOf(streams: readonly CallStream[]): readonly CallStream[] {
  const all = streams.filter(({ fax }) => fax !== undefined && fax.signals.length > 0);
  const caller = all.find(({ from }) => from === 'caller');
  const callee = all.find(({ from }) => from === 'callee');
  const known = [caller, callee].filter((side) => side !== undefined);
  return known.length > 0 ? known : all.slice(0, 2);
}
