import type { ProblemRow, StateRow } from './state-row.ts';

/**
 * `requested`: no answer yet; `timed-out`: none came in 64*T1; `challenged`: and not tried again; `redirected`: likewise; `failed`: refused, or the chain of entity-tags broke;
 * `published`; `removed`; `expired`: it ran out.
 */
export const publicationStates = [
  'requested',
  'timed-out',
  'challenged',
  'redirected',
  'failed',
  'published',
  'removed',
  'expired',
] as const;
export type PublicationState = (typeof publicationStates)[number];

/** Event state published by one source, from its first PUBLISH to its removal: a chain of entity-tags, seen on one or several hops (RFC 3903). */
export type PublicationRow = {
  readonly id: string;
  /** The Event's package and its templates. */
  readonly event?: string;
  /** URIs. */
  readonly publisher?: string;
  /** Whose state: the Request-URI. */
  readonly resource?: string;
  /** `ip:port` of who publishes, and of who takes it, as far as the capture goes. */
  readonly publisherAddress?: string;
  readonly agentAddress?: string;
  readonly callId?: string;
  readonly started: string;
  /** The first 2xx. */
  readonly published?: string;
  readonly ended?: string;
  readonly state: PublicationState;
  /** The response that ended it or refused it. */
  readonly status?: number;
  readonly statusReason?: string;
  readonly retryAfterSeconds?: number;
  readonly allowEvents?: readonly string[];
  readonly requestedSeconds?: number;
  readonly expiresSeconds?: number;
  /** When it runs out, or ran out. */
  readonly expires?: string;
  /** In order: all, or of many the first ten and the last. */
  readonly entityTags?: readonly string[];
  readonly moreEntityTags?: number;
  readonly refreshes: number;
  readonly modifications: number;
  readonly challenges?: number;
  readonly retransmissions: number;
  /** Id of the publication whose place it took when its chain broke. */
  readonly follows?: string;
  /** Each state that was another than the one before; of many the first hundred and the last. */
  readonly states?: readonly StateRow[];
  readonly moreStates?: number;
  /** Of many the first twenty and the last. */
  readonly steps: readonly PublicationStepRow[];
  readonly moreSteps?: number;
  readonly problems?: readonly ProblemRow<PublicationProblem>[];
  /** `ip:port` in order of appearance. */
  readonly participants: readonly string[];
  /** Frames, in order: all, or the first 4096. */
  readonly messages: readonly number[];
  readonly moreMessages?: number;
  /** False where the capture starts or ends inside. */
  readonly complete: boolean;
};

export type PublicationStepRow = {
  readonly at: string;
  readonly frame: number;
  readonly what: PublicationStep;
  readonly status?: number;
  /** For people. */
  readonly detail?: string;
};

export type PublicationStep =
  | 'publish'
  | 'refresh'
  | 'modify'
  | 'remove'
  | 'tried again'
  | 'challenged'
  | 'published'
  | 'refreshed'
  | 'modified'
  | 'removed'
  | 'refused'
  | 'redirected'
  | 'interval too brief'
  | 'chain broken';

export type PublicationProblem = 'entity-tag-missing' | 'body-unreadable' | 'body-not-read';
