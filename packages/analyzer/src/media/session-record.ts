/** What a party of a session has said of its audio: all descriptions that hold taken together. */
export type PartyRecord = {
  /** Fingerprint. */
  readonly tag: number;
  /** Whether it may send audio, and wants to receive some. */
  readonly sends: boolean;
  readonly receives: boolean;
  /** Where it wants its audio: `192.0.2.1:4000`; absent where it named several places, or none. */
  readonly endpoint?: string;
};

/** What holds in a session from a time on: told where that is something else than before, once there is media in the capture. */
export type SessionRecord = {
  readonly state: 'described';
  /** Fingerprint. */
  readonly callId: number;
  readonly timeNs: number;
  /** Of the message that changed it. */
  readonly frame: number;
  readonly parties: readonly PartyRecord[];
};
