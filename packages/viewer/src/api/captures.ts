import type { CaptureFacts, ListName } from '@sipscope/analyzer';

export const captureStates = ['uploading', 'queued', 'analysing', 'ready', 'failed'] as const;
export type CaptureState = (typeof captureStates)[number];

/** A capture the viewer keeps. */
export type CaptureRow = {
  readonly id: string;
  /** As the user's machine calls it; display text only. */
  readonly name: string;
  readonly size: number;
  readonly sha256?: string;
  readonly uploaded: string;
  /** What people called it, to find it again; display text only. */
  readonly tags?: readonly string[];
  readonly state: CaptureState;
  /** It is still being written, and its rows can be asked for as they come. */
  readonly live?: true;
  /** Its rows are there; what in it departs from rules is still being looked for, and is in them once that is done. */
  readonly judging?: true;
  readonly progress?: CaptureProgress;
  /** Whether a key log lies beside it, so that what its TLS connections carry is read. */
  readonly keyLog?: true;
  /** From the first packet on; complete when `ready`. */
  readonly facts?: CaptureFacts;
  readonly counts?: CaptureCounts;
  /** Why it failed, or what of it could not be read. */
  readonly problems?: readonly CaptureProblem[];
};

/** What a person may change of a capture. */
export type CaptureChange = { readonly name?: string; readonly tags?: readonly string[] };

/** A code and a whole sentence. */
export type CaptureProblem = { readonly code: string; readonly message: string };

/** Of larger captures rows are shown before the rules are asked. */
export const judgedAtOnceBytes: number = 8 * 1024 ** 2;

export const notJudged: CaptureProblem = {
  code: 'not-judged',
  message: 'The capture was not judged to its end, so that nothing is said of what in it departs from the RFCs.',
};

/** What is known of a capture that was read. */
export type CaptureContents = Required<Pick<CaptureRow, 'facts' | 'counts' | 'problems'>>;

/** Whether its lists can be asked for. */
export function isReadable({ state, live }: Pick<CaptureRow, 'state' | 'live'>): boolean {
  return state === 'ready' || live === true;
}

/** Whether it stays as it is: nothing more comes of it, and nothing more is looked for in it. */
export function isSettled({ state, judging }: Pick<CaptureRow, 'state' | 'judging'>): boolean {
  return state === 'failed' || (state === 'ready' && judging !== true);
}

/** Changes with the rows of a capture: those that are shown are asked for again then. Of one that is settled it stays as it is. */
export function liveMessages({ live, judging, counts }: Pick<CaptureRow, 'live' | 'judging' | 'counts'>): number {
  if (judging === true) return -1;
  return live === true ? (counts?.messages ?? 0) : 0;
}

export type CaptureProgress = {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly packets: number;
  readonly messages: number;
  readonly calls: number;
};

/** How many there are of what was found. */
export type CaptureCounts = Readonly<Record<Exclude<ListName, 'kpis' | 'findings'>, number>> & {
  /** All that were found: the list has the first of each rule. */
  readonly findings?: number;
};

/** Of a list; the figures of a capture are not counted. */
export function countOf(list: ListName, counts: CaptureCounts | undefined): number | undefined {
  return list === 'kpis' ? undefined : counts?.[list];
}
