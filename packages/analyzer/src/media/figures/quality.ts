import type { QualityAssumptions } from '../../rows/stream-figures-row.ts';
import { type CodecImpairment, codecImpairment } from './codec-impairments.ts';
import { opinionScore, rating } from './e-model.ts';
import type { FigureContext, StreamFigures } from './stream-figures.ts';

/** What was lost or came too late, of what was expected, and in how many runs. */
export type Losses = { readonly expected: number; readonly impaired: number; readonly runs: number };

export type Quality = {
  readonly rFactor: number;
  readonly mos: number;
  readonly lossPercent: number;
  readonly burstRatio: number;
};

/** Mouth to ear, with the parts of it that are told. */
export type Delay = Pick<QualityAssumptions, 'delayMs' | 'networkDelayMs' | 'networkDelayFrom' | 'jitterBufferMs'>;

/** Undefined where nothing is published of the codec, or of what losses do to it. */
export function qualityOf(losses: Losses, impairment: CodecImpairment, delayMs: number): Quality | undefined {
  const { expected, impaired, runs } = losses;
  if (expected <= 0) return undefined;
  const share = Math.min(1, Math.max(0, impaired / expected));
  const burstRatio = burstRatioOf(share, impaired, runs);
  const rFactor = rating({ delayMs, lossPercent: share * 100, burstRatio, impairment });
  if (rFactor === undefined) return undefined;
  return { rFactor, mos: opinionScore(rFactor, impairment.scale), lossPercent: share * 100, burstRatio };
}

/** G.107 §7.5: the mean run of losses beside the mean run if each were lost by chance, 1 / (1 - loss). Losses that keep apart from each other are as if by chance. */
function burstRatioOf(share: number, impaired: number, runs: number): number {
  if (impaired <= 0 || runs <= 0) return 1;
  return Math.max(1, (impaired / runs) * (1 - share));
}

export function impairmentOf(figures: StreamFigures, encoding: string | undefined): CodecImpairment | undefined {
  return encoding === undefined ? undefined : codecImpairment(encoding, figures.settings.concealment);
}

/** What a packet waits: to be filled, in the encoder, on the way, in the jitter buffer. */
export function delayOf(
  figures: StreamFigures,
  ptimeMs: number | undefined,
  lookaheadMs: number,
  context: FigureContext,
): Delay {
  const { roundTripMs } = context;
  const networkDelayMs = roundTripMs === undefined ? figures.settings.networkDelayMs : roundTripMs / 2;
  const jitterBufferMs = figures.buffer.meanMs();
  return {
    networkDelayMs,
    networkDelayFrom: roundTripMs === undefined ? 'assumed' : 'RTCP',
    jitterBufferMs,
    delayMs: networkDelayMs + (ptimeMs ?? 0) + lookaheadMs + jitterBufferMs,
  };
}

/** The encoding that most packets have. */
export function mainCodec(figures: StreamFigures): string | undefined {
  let most: { readonly encoding: string; packets: number } | undefined;
  for (const codec of figures.codecs) if (most === undefined || codec.packets > most.packets) most = codec;
  return most?.encoding;
}

export function ptimeMsOf(
  figures: StreamFigures,
): { readonly ms: number; readonly others: readonly number[] } | undefined {
  const usual = figures.packetTimes.usual();
  if (usual === undefined || figures.clockHz === 0) return undefined;
  const toMs = (ticks: number): number => (ticks * 1000) / figures.clockHz;
  return { ms: toMs(usual.ticks), others: usual.others.map(toMs) };
}
