import type { Impairment } from './e-model.ts';

/** What is published of a codec for the E-model. */
export type CodecImpairment = Impairment & {
  /** That the encoder waits for beyond the frame itself. */
  readonly lookaheadMs: number;
};

/** How lost packets are made good of codecs that do not do it themselves. */
export type Concealment = 'none' | 'G.711 Appendix I';

/**
 * Provisional planning values of ITU-T G.113 (11/2007): narrowband of Appendix I, wideband of Appendix IV.
 * A codec that is not here has none there; nothing is put in its place.
 */
const impairments: Readonly<Record<string, CodecImpairment>> = Object.assign(Object.create(null), {
  G729: narrowband(11, 19, 5),
  'G723 6.3': narrowband(15, 16.1, 7.5),
  'G723 5.3': narrowband(19, undefined, 7.5),
  'GSM-EFR': narrowband(5, 10, 0),
  // The same codec as GSM-EFR, and as IS-641 (TS 26.071).
  'AMR 12.2': narrowband(5, 10, 5),
  'AMR 7.40': narrowband(10, undefined, 5),
  GSM: narrowband(20, undefined, 0),
  'GSM-HR-08': narrowband(23, undefined, 4.4),
  G728: narrowband(7, undefined, 0),
  'G726-16': narrowband(50, undefined, 0),
  'G726-24': narrowband(25, undefined, 0),
  'G726-32': narrowband(7, undefined, 0),
  'G726-40': narrowband(2, undefined, 0),
  G722: wideband(13, 1.5),
  'AMR-WB 6.60': wideband(41, 5),
  'AMR-WB 8.85': wideband(26, 5),
  'AMR-WB 12.65': wideband(13, 5),
  'AMR-WB 14.25': wideband(10, 5),
  'AMR-WB 15.85': wideband(7, 5),
  'AMR-WB 18.25': wideband(5, 5),
  'AMR-WB 23.05': wideband(1, 5),
  'AMR-WB 23.85': wideband(8, 5),
}) as Readonly<Record<string, CodecImpairment>>;

/** Of G.711: its own tells nothing of losses, the concealment does. */
const g711: Readonly<Record<Concealment, CodecImpairment>> = {
  none: narrowband(0, 4.3, 0),
  'G.711 Appendix I': narrowband(0, 25.1, 0),
};

/** Of a codec by its name in SDP, in capital letters, with the rate behind it where that changes from packet to packet; undefined where nothing is published. */
export function codecImpairment(encoding: string, concealment: Concealment): CodecImpairment | undefined {
  if (encoding === 'PCMU' || encoding === 'PCMA') return g711[concealment];
  return impairments[encoding];
}

function narrowband(equipment: number, lossRobustness: number | undefined, lookaheadMs: number): CodecImpairment {
  return { scale: 'narrowband', equipment, lossRobustness, lookaheadMs };
}

function wideband(equipment: number, lookaheadMs: number): CodecImpairment {
  return { scale: 'wideband', equipment, lossRobustness: undefined, lookaheadMs };
}
