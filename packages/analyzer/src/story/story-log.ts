import type { SipMessage } from '@sipscope/parser';
import type { MessageRow, SessionSide, StoryEventKind } from '../rows.ts';
import type { Leg } from './story-leg.ts';

/** A message of the call, and where it stands in the story. */
export type StoryMessage = {
  readonly row: MessageRow;
  readonly parsed: SipMessage;
  /** Since the call's first message. */
  readonly timeNs: number;
  readonly leg: Leg;
  /** Who made it; a response may come from an element between. */
  readonly side: SessionSide;
  readonly method: string;
  /** 0 of a request. */
  readonly status: number;
  readonly sender: string;
  readonly receiver: string;
  /** Whether the request makes a dialog, or the response answers such a one. */
  readonly isInitial: boolean;
  /** Whether nothing like it was seen before, on any hop. */
  readonly isFirst: boolean;
};

/** An event as it is written down. */
export type Told = {
  readonly kind: StoryEventKind;
  readonly timeNs: number;
  readonly leg: number;
  readonly by: SessionSide | undefined;
  text: string;
  readonly frames: number[];
  /** Id of the stream it is told of. */
  readonly stream?: string | undefined;
};

/** Events of one call beyond these are counted, not listed. */
const mostEvents = 5000;
/** Frames of one event that are listed. */
const mostFrames = 32;

/** What happened, as the chapters tell it; put in order at the end. */
export class StoryLog {
  more = 0;
  readonly #events: Told[] = [];

  /** Told of a message, by who made it; `more`: other frames that prove it. */
  tell(
    kind: StoryEventKind,
    { row, timeNs, leg, side }: StoryMessage,
    text: string,
    more: readonly number[] = [],
  ): Told {
    return this.add({ kind, timeNs, leg: leg.number, by: side, text, frames: [row.frame, ...more] });
  }

  add(event: Told): Told {
    if (this.#events.length >= mostEvents) this.more++;
    else this.#events.push(event);
    return event;
  }

  /** In order of time; what was told first of what is told of one moment. */
  inOrder(): readonly Told[] {
    return this.#events.toSorted((a, b) => a.timeNs - b.timeNs);
  }
}

export function addFrame({ frames }: Told, frame: number): void {
  if (frames.length < mostFrames && !frames.includes(frame)) frames.push(frame);
}

/** A part of the story: it sees each message of the call once, and tells what it knows of it. */
export type Chapter = {
  receive(message: StoryMessage, log: StoryLog): void;
  /** Nothing more comes. */
  end?(log: StoryLog): void;
};

export function otherSide(side: SessionSide): SessionSide {
  return side === 'local' ? 'remote' : 'local';
}
