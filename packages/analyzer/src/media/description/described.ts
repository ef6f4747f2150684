import { parseSdp } from '@sipscope/parser';
import { type DescribedMedia, describedMedia } from './described-media.ts';
import type { AudioLine } from './audio-line.ts';
import type { MediaSession, Party } from './media-session.ts';
import type { DescribedPlace } from './scan-places.ts';

/** A session description that one party sent, and when it holds. */
export class Described {
  readonly session: MediaSession;
  readonly party: Party;
  /** Of its text. */
  readonly hash: number;
  readonly frame: number;
  readonly fromNs: number;
  /** -1 while it holds. */
  toNs = -1;
  readonly places: readonly DescribedPlace[];
  readonly audio: AudioLine;
  #text: Uint8Array | undefined;
  #media: readonly DescribedMedia[] | undefined = undefined;

  constructor(options: {
    readonly session: MediaSession;
    readonly party: Party;
    readonly hash: number;
    readonly frame: number;
    readonly fromNs: number;
    readonly places: readonly DescribedPlace[];
    readonly audio: AudioLine;
    /** Kept as it is until somebody asks what it says. */
    readonly text: Uint8Array;
  }) {
    this.session = options.session;
    this.party = options.party;
    this.hash = options.hash;
    this.frame = options.frame;
    this.fromNs = options.fromNs;
    this.places = options.places;
    this.audio = options.audio;
    this.#text = options.text;
  }

  /** Its m-lines, read when first asked for. */
  get media(): readonly DescribedMedia[] {
    if (this.#media === undefined) {
      this.#media = describedMedia(parseSdp(this.#text ?? new Uint8Array(0)));
      this.#text = undefined;
    }
    return this.#media;
  }

  isValidAt(timeNs: number): boolean {
    return this.toNs < 0 || timeNs <= this.toNs + graceNs;
  }
}

/** So long media of a state may come after the next has begun (timers.md §6). */
export const graceNs = 200e6;
