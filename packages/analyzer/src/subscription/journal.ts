import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { keptText } from '../message/kept-text.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { EndsOfList } from '../follow/ends-of-list.ts';
import { shortText } from './state/short-text.ts';

/** Frames, endpoints and steps that one subscription or publication keeps; of steps half are the first, half the last. */
const framesKept = 4096;
const participantsKept = 32;
const stepsKept = 40;
/** Frames of one problem. */
const problemFramesKept = 10;

export type JournalStep<Step> = {
  readonly timeNs: number;
  readonly frame: number;
  readonly what: Step;
  readonly status: number | undefined;
  readonly detail: string | undefined;
};

export type JournalProblem<Problem> = {
  readonly code: Problem;
  count: number;
  readonly frames: number[];
  readonly detail: string | undefined;
};

const none: readonly never[] = [];

/** What happened to one subscription or publication, with the frames that prove it. */
export class Journal<Step extends string, Problem extends string> {
  readonly steps: EndsOfList<JournalStep<Step>> = new EndsOfList(stepsKept);
  frames: number[] = [];
  moreFrames = 0;
  /** Endpoints (numbers of the `FlowTable`) in order of appearance. */
  participants: number[] = [];
  retransmissions = 0;
  #problems: JournalProblem<Problem>[] | undefined = undefined;

  get problems(): readonly JournalProblem<Problem>[] {
    return this.#problems ?? none;
  }

  receive(message: CapturedMessage, isRetransmission: boolean, flows: FlowTable): void {
    if (this.frames.length < framesKept) this.frames = withOneMore(this.frames, message.frame);
    else this.moreFrames++;
    if (isRetransmission) this.retransmissions++;
    this.#addParticipant(flows.sourceEndpoint(message.flow));
    this.#addParticipant(flows.destinationEndpoint(message.flow));
  }

  step(
    message: CapturedMessage,
    what: Step,
    { status, detail }: { status?: number; detail?: string | undefined } = {},
  ): void {
    const { timeNs, frame } = message;
    this.steps.add({ timeNs, frame, what, status, detail: kept(detail) });
  }

  problem(code: Problem, frame: number, detail?: string): void {
    this.#problems ??= [];
    let known = this.#problems.find((problem) => problem.code === code);
    if (known === undefined) {
      known = { code, count: 0, frames: [], detail: kept(detail) };
      this.#problems.push(known);
    }
    known.count++;
    if (known.frames.length < problemFramesKept) known.frames.push(frame);
  }

  #addParticipant(endpoint: number): void {
    if (this.participants.length < participantsKept && !this.participants.includes(endpoint))
      this.participants = withOneMore(this.participants, endpoint);
  }
}

function kept(detail: string | undefined): string | undefined {
  return detail === undefined || detail === '' ? undefined : keptText(shortText(detail));
}
