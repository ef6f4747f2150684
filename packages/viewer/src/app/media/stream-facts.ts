import type { CallRow, StreamRow } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import type { Tone } from '../parts/outcome.ts';

export type StreamFact = { readonly name: string; readonly value: string; readonly title?: string };

/** Figures of a stream, only what is known. */
export function streamFacts(stream: StreamRow): readonly StreamFact[] {
  const { packets, lost, lostPercent, duplicates, outOfOrder, jitterMsMean, jitterMsMax, maxDeltaMs, mos, rFactor } =
    stream;
  const { mosMin, assumptions, ptimeMs, agreedPtimeMs, clockSkewPpm, pauses, bursts } = stream;
  const facts: StreamFact[] = [];
  if (mos !== undefined) {
    const basis = assumptions === undefined ? {} : { title: basisText(assumptions) };
    facts.push({
      name: 'MOS',
      value: `${mos.toFixed(2)}${rFactor === undefined ? '' : ` (R ${rFactor.toFixed(0)})`}`,
      ...basis,
    });
  }
  if (mosMin !== undefined && mosMin !== mos) facts.push({ name: 'worst 5 s', value: mosMin.toFixed(2) });
  facts.push({ name: 'packets', value: formatCount(packets) });
  if (lost !== undefined)
    facts.push({ name: 'lost', value: `${formatCount(lost)} (${(lostPercent ?? 0).toFixed(2)} %)` });
  if (bursts !== undefined && bursts.count > 0) facts.push({ name: 'bursts', value: formatCount(bursts.count) });
  if (outOfOrder !== undefined && outOfOrder > 0) facts.push({ name: 'out of order', value: formatCount(outOfOrder) });
  if (duplicates !== undefined && duplicates > 0) facts.push({ name: 'duplicates', value: formatCount(duplicates) });
  if (jitterMsMean !== undefined)
    facts.push({
      name: 'jitter',
      value: `${jitterMsMean.toFixed(1)} ms, at most ${(jitterMsMax ?? jitterMsMean).toFixed(1)} ms`,
    });
  if (maxDeltaMs !== undefined) facts.push({ name: 'longest gap', value: formatDuration(maxDeltaMs) });
  if (ptimeMs !== undefined)
    facts.push({
      name: 'ptime',
      value: `${ptimeMs} ms${agreedPtimeMs === undefined ? '' : `, agreed ${agreedPtimeMs} ms`}`,
    });
  if (clockSkewPpm !== undefined && Math.abs(clockSkewPpm) >= 50)
    facts.push({ name: 'clock skew', value: `${clockSkewPpm.toFixed(0)} ppm` });
  if (stream.dscp !== undefined)
    facts.push({ name: 'DSCP', value: [stream.dscp, ...(stream.otherDscps ?? [])].join(', ') });
  if (pauses !== undefined && pauses > 0) facts.push({ name: 'pauses', value: formatCount(pauses) });
  return facts;
}

function basisText({
  scale,
  jitterBuffer,
  jitterBufferMs,
  networkDelayMs,
  networkDelayFrom,
  delayMs,
}: NonNullable<StreamRow['assumptions']>): string {
  const network =
    networkDelayFrom === 'RTCP'
      ? `${networkDelayMs} ms of network as RTCP tells`
      : `${networkDelayMs} ms of network assumed`;
  return `E-model, ${scale}: ${jitterBuffer} jitter buffer of ${jitterBufferMs} ms, ${network}, ${delayMs} ms from mouth to ear`;
}

/** In the colour of its quality (ITU-T G.107 Annex B). */
export function qualityTone({ mos, lostPercent }: Pick<StreamRow, 'mos' | 'lostPercent'>): Tone {
  if (mos !== undefined) return mos >= 4.03 ? 'good' : mos >= 3.6 ? 'warn' : 'bad';
  if (lostPercent === undefined) return 'quiet';
  return lostPercent < 1 ? 'good' : lostPercent < 5 ? 'warn' : 'bad';
}

/** What is told of the media of a call as a whole. */
export function mediaWords({
  media,
  earlyMedia,
  mos,
}: CallRow): readonly { readonly text: string; readonly isBad: boolean }[] {
  const words: { text: string; isBad: boolean }[] = [];
  const add = (text: string, isBad = false): void => void words.push({ text, isBad });
  if (media?.audio === 'both') add('Audio both ways');
  else if (media?.audio === 'one-way')
    add(`One-way audio: nothing comes from the ${media.missing ?? 'other side'}`, true);
  else if (media?.audio === 'none') add('No audio from either side, though both should send', true);
  if (mos !== undefined) add(`MOS ${mos.toFixed(2)} in the worse direction`, mos < 3.6);
  if (media?.lostPercent !== undefined) add(`${media.lostPercent.toFixed(2)} % lost`);
  if (earlyMedia !== undefined)
    add(`Early media for ${formatDuration(Date.parse(earlyMedia.to) - Date.parse(earlyMedia.from))}`);
  if (media?.encrypted !== undefined) add(media.encrypted === 'all' ? 'Encrypted' : 'Encrypted in part');
  if (media?.duringHold !== undefined)
    add(`Media during hold from ${media.duringHold === 'both' ? 'both' : `the ${media.duringHold}`}`);
  if (media?.afterEndMs !== undefined) add(`Goes on for ${formatDuration(media.afterEndMs)} after the end`, true);
  for (const { by, named, seen } of media?.nat ?? []) add(`The ${by} named ${named} and sends from ${seen}: a NAT`);
  return words;
}
