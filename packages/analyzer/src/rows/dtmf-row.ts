/** The ways in which a key press is told: by RFC 4733 as an event or as a tone, in the audio itself, by INFO, by KPML (RFC 4730), by another NOTIFY. */
export type DtmfSource = 'rtp-event' | 'rtp-tone' | 'in-band' | 'info' | 'kpml' | 'notify';

/** A key press in a media stream. */
export type StreamDtmfRow = {
  /** `0`–`9`, `*`, `#`, `A`–`D` or `flash`; `x` where digits are masked. */
  readonly digit: string;
  /** When the key was pressed: of events, the arrival of the first packet of it, less the duration that this packet tells. */
  readonly time: string;
  /** By the clock of the stream; absent where no packet told of it. */
  readonly durationMs?: number;
  readonly source: Extract<DtmfSource, 'rtp-event' | 'rtp-tone' | 'in-band'>;
  /** Power of the tone; absent where it is not told. */
  readonly levelDbm0?: number;
  /** Of an event: packets of its end, with those sent again (RFC 4733 §2.5.1.4 wants three). */
  readonly endPackets?: number;
  /** Of an event: what of it was not captured. Without its end the duration is the least it can have had. */
  readonly lost?: readonly ('begin' | 'end')[];
  /** No description told of events: found by the shape of the packets. */
  readonly heuristic?: true;
  /** Of the first packet, and of the one that ends it. */
  readonly frames: readonly number[];
};

/** Another event of RFC 4733: a tone of a modem or fax machine, of a line, a state. */
export type TelephoneEventRow = Omit<StreamDtmfRow, 'digit' | 'source'> & {
  /** Its number in the registry of events, RFC 4733 §7.2; absent of tones that are told by their frequencies (§4). */
  readonly event?: number;
  /** `CNG`, `ANSam`, `ringback tone` …; `event 200` of a number without a name; `425 Hz` of a tone that is none of the known ones. */
  readonly name: string;
};

/** A tone that was heard in the audio. */
export type ToneRow = {
  readonly tone:
    | 'dial tone'
    | 'ringback'
    | 'busy'
    | 'congestion'
    | 'CNG'
    | 'CED'
    | 'ANSam'
    | 'CT'
    | 'special information';
  /** Of its components. Absent where it is told by several in turn. */
  readonly hz?: readonly number[];
  readonly time: string;
  /** From the beginning of its first sound to the end of its last. */
  readonly durationMs: number;
  /** Of a tone that comes in bursts: how many. */
  readonly bursts?: number;
  /** Of CED: its phase turns every 450 ms, so that echo cancellers are switched off (ITU-T G.164, V.25). */
  readonly phaseReversals?: true;
  readonly frames: readonly number[];
};

/** Keys that were pressed in a call. */
export type DtmfRow = {
  /** One key, as a rule; what KPML and some INFOs report is several at once. `flash` is one key. Each is `x` where digits are masked. */
  readonly digits: string;
  /** Of the earliest way in which it is told. */
  readonly time: string;
  readonly durationMs?: number;
  readonly source: DtmfSource;
  /** All the ways in which the same key press is told, where more than one. */
  readonly ways?: readonly DtmfSource[];
  readonly from?: 'caller' | 'callee';
  /** Packets that prove it, of all ways. */
  readonly frames: readonly number[];
};
