import type { FollowerContext } from '../follow/follower.ts';
import type { ProblemRow, StateRow } from '../rows/state-row.ts';
import type { Journal, JournalProblem } from './journal.ts';
import type { StateHistory } from './state-history.ts';

type JournalRow<Step, Problem extends string> = {
  readonly states?: readonly StateRow[];
  readonly moreStates?: number;
  readonly steps: readonly { at: string; frame: number; what: Step; status?: number; detail?: string }[];
  readonly moreSteps?: number;
  readonly problems?: readonly ProblemRow<Problem>[];
  readonly participants: readonly string[];
  readonly messages: readonly number[];
  readonly moreMessages?: number;
};

/** What rows of subscriptions and publications have in common. */
export function journalRow<Step extends string, Problem extends string>(
  journal: Journal<Step, Problem>,
  states: StateHistory | undefined,
  { flows, times }: FollowerContext,
): JournalRow<Step, Problem> {
  const { steps, problems, participants, frames, moreFrames } = journal;
  const told = states?.list ?? [];
  return {
    ...(told.length === 0
      ? {}
      : { states: told.map(({ timeNs, ...state }) => ({ at: times.iso(timeNs), ...stateRow(state) })) }),
    ...(states === undefined || states.more === 0 ? {} : { moreStates: states.more }),
    steps: steps.list().map(({ timeNs, frame, what, status, detail }) => ({
      at: times.iso(timeNs),
      frame,
      what,
      ...(status === undefined ? {} : { status }),
      ...(detail === undefined ? {} : { detail }),
    })),
    ...(steps.more === 0 ? {} : { moreSteps: steps.more }),
    ...(problems.length === 0 ? {} : { problems: problems.map(problemRow) }),
    participants: participants.map((endpoint) => flows.endpoint(endpoint)),
    // A copy: more may come, where rows are asked for before it is over.
    messages: frames.slice(),
    ...(moreFrames === 0 ? {} : { moreMessages: moreFrames }),
  };
}

function stateRow({
  frame,
  of,
  what,
  isPartial,
  timestamp,
}: Omit<StateHistory['list'][number], 'timeNs'>): Omit<StateRow, 'at'> {
  return {
    frame,
    ...(of === undefined ? {} : { of }),
    what,
    ...(isPartial ? { partial: true as const } : {}),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function problemRow<Problem extends string>({
  code,
  count,
  frames,
  detail,
}: JournalProblem<Problem>): ProblemRow<Problem> {
  return { code, count, frames: [...frames], ...(detail === undefined ? {} : { detail }) };
}
