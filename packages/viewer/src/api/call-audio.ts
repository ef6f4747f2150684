import type { Recording, RecordingEnvelope } from '@sipscope/analyzer';

/** Which recording of a call, and how it is made. */
export type AudioChoice = {
  /** From 1; the longest is the first. */
  readonly leg: number;
  /** Whether lost packets are covered by what was heard before; else they are silence. */
  readonly conceal: boolean;
};

/** What is known of a recording: what it holds, and how loud it is over time. */
export type CallAudio = {
  readonly leg: number;
  /** How many recordings there are of the call: dialogs, and hops where media was captured more than once. */
  readonly legs: number;
  readonly dialog?: string;
  readonly recording: Recording;
  readonly envelope: RecordingEnvelope;
};

/** Where a recording is to be had; `release` when nobody listens any more. */
export type AudioSource = { readonly url: string; readonly release: () => void };
