/** How loud a stream was, in dBov: relative to the loudest that its codec can carry (RFC 6464 §3, RFC 3551 §4.5.14 has G.711's overload). */
export type LevelRow = {
  /** `samples`: of G.711 and L16, from every fifth sample; `header`: of other codecs, as the sender says in a header extension (RFC 6464). */
  readonly by: 'samples' | 'header';
  /** Of the power, over all packets. */
  readonly meanDbov: number;
  /** Of the loudest packet. */
  readonly peakDbov: number;
  /** Share of the packets that were silent: below -60 dBov. */
  readonly silentShare: number;
  /** The longest silence: no packet between was louder than -60 dBov, and none was missing for long. Only where it lasted for a second. */
  readonly longestSilence?: SilenceRow;
  /** Silences of 5 s and more, in order: the first 32. */
  readonly silences?: readonly SilenceRow[];
  /** Share of the samples at the limits of the codec; absent where there are none. */
  readonly clippedShare?: number;
  /** By whose measure there was speech (the V bit of RFC 6464); only of `header`. */
  readonly speechShare?: number;
};

/** From its first packet to the first that is none of it; their frames. */
export type SilenceRow = { readonly time: string; readonly durationMs: number; readonly frames: readonly number[] };

/** Comfort noise packets (RFC 3389). */
export type ComfortNoiseRow = {
  readonly packets: number;
  /** Of the noise, as the packets tell it. */
  readonly minDbov: number;
  readonly maxDbov: number;
  readonly meanDbov: number;
  /** Coefficients of the noise's spectrum that the last packet had; absent where there are none. */
  readonly spectralOrder?: number;
};

/** Real-time text (ITU-T T.140, RFC 4103). */
export type TextRow = {
  /** As it stands on the reader's screen at the end: erased characters are gone, lines end with a line feed; U+FFFD is in the place of what was lost. */
  readonly text: string;
  /** Characters that were typed, with those erased later. */
  readonly characters: number;
  readonly erased?: number;
  /** Packets whose text was lost, also with its redundancy. */
  readonly lostPackets?: number;
  /** Packets whose text came only as redundancy of a later one (RFC 4103 §5.4). */
  readonly recoveredPackets?: number;
  /** Characters at the beginning that are not kept. */
  readonly moreCharacters?: number;
  /** Of the first and last character. */
  readonly started: string;
  readonly ended: string;
  readonly frames: readonly number[];
};
