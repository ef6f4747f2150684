import type { IdentitySection } from './identity-row.ts';
import type { ImsSection } from './ims-row.ts';
import type { ParticipantRow } from './participant-row.ts';
import type { SessionRow, SessionSide } from './session-row.ts';

/** Kinds of events of a call. */
export const storyEventKinds = [
  'call',
  'ringing',
  'progress',
  'early-media',
  'prack',
  'answered',
  'hold',
  'resume',
  'direction',
  'moved',
  'codec',
  'stream-added',
  'stream-removed',
  'fax',
  'security',
  'media',
  'media-problem',
  'rollback',
  'refresh',
  'session-timer',
  'glare',
  'refused',
  'unanswered-offer',
  'description',
  'transfer',
  'takeover',
  'forwarded',
  'authentication',
  'dtmf',
  'info',
  'message',
  'retransmissions',
  'cancelled',
  'failed',
  'no-answer',
  'hangup',
] as const;
export type StoryEventKind = (typeof storyEventKinds)[number];

/** A call as an expert would tell it: who took part, what happened in order of time, and what it came to on each leg. */
export type CallStory = {
  /** Id. */
  readonly call: string;
  readonly started: string;
  /** In order of their beginning. */
  readonly legs: readonly StoryLeg[];
  readonly events: readonly StoryEvent[];
  /** Events that are not listed, where there are too many. */
  readonly moreEvents?: number;
  readonly participants: readonly ParticipantRow[];
  readonly identity?: IdentitySection;
  readonly ims?: ImsSection;
};

/** A dialog, or what would have become one. */
export type StoryLeg = {
  /** Id of its dialog. */
  readonly dialog?: string;
  readonly callId?: string;
  /** Who they are by their URIs. `local` sent the first request. */
  readonly local?: string;
  readonly remote?: string;
  /** The same as short as people say it. */
  readonly names: { readonly local: string; readonly remote: string };
  /** Endpoints, `ip:port`, that its requests passed, the local side's first. */
  readonly path: readonly string[];
  readonly session: SessionRow;
  /** What of its media was captured. */
  readonly streams?: readonly StoryStream[];
};

export type StoryStream = {
  /** Id. */
  readonly stream: string;
  /** Who sends. */
  readonly by?: SessionSide;
  /** `RTP PCMA 12.3 s, lost 0.2 %, MOS 4.3` */
  readonly text: string;
  readonly started: string;
  readonly ended: string;
};

export type StoryEvent = {
  readonly kind: StoryEventKind;
  readonly time: string;
  /** Since the call's first message. */
  readonly sinceStartMs: number;
  /** Index into `legs`. */
  readonly leg: number;
  /** Whose doing it is. */
  readonly by?: SessionSide;
  /** A sentence for people. */
  readonly text: string;
  /** What proves it, what it is told of first. */
  readonly frames: readonly number[];
  /** Id of the stream it is told of: its frames are then packets of media. */
  readonly stream?: string;
};
