import { uint32 } from '../rtp-header.ts';
import type { XrVoipMetrics } from './xr-block.ts';

/** Of a value that a report has no room to leave out. */
const UNAVAILABLE = 127;
const jitterBuffers = [undefined, undefined, 'fixed', 'adaptive'] as const;
const concealments = [undefined, 'disabled', 'enhanced', 'standard'] as const;

/**
 *     04  SSRC
 *     08  loss rate, discard rate, burst density, gap density
 *     12  burst duration(2) gap duration(2)
 *     16  round trip delay(2) end system delay(2)
 *     20  signal level, noise level, RERL, Gmin
 *     24  R factor, ext. R factor, MOS-LQ, MOS-CQ
 *     28  RX config, reserved, JB nominal(2)
 *     32  JB maximum(2) JB abs max(2)
 *
 * RFC 3611 §4.7. The block is `bytes[at, at + 36)`.
 */
export function readVoipMetrics(bytes: Uint8Array, at: number): XrVoipMetrics {
  const config = bytes[at + 28]!;
  const jitterBuffer = jitterBuffers[(config >> 4) & 3];
  // Without one the parameters of a jitter buffer need not be there: §4.7.6.
  const buffer = (offset: number): number | undefined =>
    jitterBuffer === undefined ? orUndefined(uint16(bytes, at + offset)) : uint16(bytes, at + offset);
  return {
    kind: 'voip-metrics',
    ssrc: uint32(bytes, at + 4),
    lossRate: bytes[at + 8]!,
    discardRate: bytes[at + 9]!,
    burstDensity: bytes[at + 10]!,
    gapDensity: bytes[at + 11]!,
    burstDuration: uint16(bytes, at + 12),
    gapDuration: uint16(bytes, at + 14),
    // 0 where it is not known: §4.7.3.
    roundTripDelay: orUndefined(uint16(bytes, at + 16)),
    endSystemDelay: orUndefined(uint16(bytes, at + 18)),
    signalLevel: level(bytes[at + 20]!),
    noiseLevel: level(bytes[at + 21]!),
    residualEchoReturnLoss: bytes[at + 22] === UNAVAILABLE ? undefined : bytes[at + 22]!,
    gmin: orUndefined(bytes[at + 23]!),
    rFactor: within(bytes[at + 24]!, 0, 100),
    externalRFactor: within(bytes[at + 25]!, 0, 100),
    mosLq: score(bytes[at + 26]!),
    mosCq: score(bytes[at + 27]!),
    concealment: concealments[config >> 6],
    jitterBuffer,
    jitterBufferRate: orUndefined(config & 15),
    jitterBufferNominal: buffer(30),
    jitterBufferMaximum: buffer(32),
    jitterBufferAbsoluteMaximum: buffer(34),
  };
}

function orUndefined(value: number): number | undefined {
  return value === 0 ? undefined : value;
}

/** Two's complement, in dBm0: §4.7.4. */
function level(byte: number): number | undefined {
  return byte === UNAVAILABLE ? undefined : (byte << 24) >> 24;
}

/** What lies beyond must be ignored: §4.7.5. */
function within(value: number, min: number, max: number): number | undefined {
  return value >= min && value <= max ? value : undefined;
}

function score(byte: number): number | undefined {
  const value = within(byte, 10, 50);
  return value === undefined ? undefined : value / 10;
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
