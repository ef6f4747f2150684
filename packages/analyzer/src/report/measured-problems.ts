import type { StreamRow } from '../rows.ts';

/** Below so many packets nothing is said of how a stream came. */
const fewestPackets = 100;
/** Cisco's and ITU-T G.1028's advice for voice: jitter below 30 ms, losses below 1 %. */
const jitterLimitMs = 30;
const lossLimitPercent = 1;
/** Lost packets in a row that concealment cannot hide: 100 ms of 20 ms each. */
const burstPackets = 5;
/** Crystals are within 100 ppm of each other, mostly; so much empties a jitter buffer of 60 ms in five minutes. */
const skewLimitPpm = 200;
/** Time it takes to tell the skew. */
const skewAfterMs = 60_000;

type Measured = Pick<
  StreamRow,
  | 'kind'
  | 'packets'
  | 'started'
  | 'ended'
  | 'firstFrame'
  | 'lastFrame'
  | 'lostPercent'
  | 'lossRuns'
  | 'jitterMsMean'
  | 'clockSkewPpm'
  | 'ptimeMs'
  | 'agreedPtimeMs'
>;
type Problem = NonNullable<StreamRow['problems']>[number];

/** What the figures of a stream say that a person should know. Of video, which comes in bursts of packets, only losses. */
export function measuredProblems(stream: Measured): readonly Problem[] {
  const { kind, packets, firstFrame, lastFrame } = stream;
  if (packets < fewestPackets) return [];
  const isAudio = kind === 'audio' || kind === undefined;
  const told = [
    lossText(stream),
    burstText(stream),
    ...(isAudio ? [jitterText(stream), skewText(stream), ptimeText(stream)] : []),
  ];
  return told.flatMap((one) => (one === undefined ? [] : [{ ...one, frames: [firstFrame, lastFrame] }]));
}

type Told = Pick<Problem, 'code' | 'text'>;

function lossText({ lostPercent = 0 }: Measured): Told | undefined {
  if (lostPercent < lossLimitPercent) return undefined;
  return { code: 'high-loss', text: `${lostPercent.toFixed(1)} % of its packets were lost.` };
}

function burstText({ lossRuns = [] }: Measured): Told | undefined {
  const long = lossRuns.filter(({ from }) => from >= burstPackets);
  const times = long.reduce((sum, { count }) => sum + count, 0);
  if (times === 0) return undefined;
  const often = times === 1 ? 'Once' : `${times} times`;
  return { code: 'burst-loss', text: `${often} ${burstPackets} packets or more were lost in a row.` };
}

function jitterText({ jitterMsMean = 0 }: Measured): Told | undefined {
  if (jitterMsMean < jitterLimitMs) return undefined;
  return { code: 'high-jitter', text: `Its jitter is ${jitterMsMean.toFixed(0)} ms in the mean.` };
}

function skewText({ clockSkewPpm = 0, started, ended }: Measured): Told | undefined {
  if (Math.abs(clockSkewPpm) < skewLimitPpm || Date.parse(ended) - Date.parse(started) < skewAfterMs) return undefined;
  const way = clockSkewPpm > 0 ? 'faster' : 'slower';
  const text = `Its sender's clock runs ${Math.abs(clockSkewPpm).toFixed(0)} ppm ${way} than that of the capture.`;
  return { code: 'clock-skew', text };
}

function ptimeText({ ptimeMs, agreedPtimeMs }: Measured): Told | undefined {
  if (ptimeMs === undefined || agreedPtimeMs === undefined || ptimeMs === agreedPtimeMs) return undefined;
  return { code: 'ptime-differs', text: `Its packets hold ${ptimeMs} ms, where ${agreedPtimeMs} ms were agreed on.` };
}
