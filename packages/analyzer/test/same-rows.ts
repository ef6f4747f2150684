/** What must be the same however messages were carried. */

import fc from 'fast-check';
import type { AnalyzeOptions } from '../src/analysis.ts';
import { analyze } from '../src/analyze.ts';
import type { MessageRow, Summary, TransactionRow } from '../src/rows.ts';
import { carriedFlow, crossing, plainFlow, seenTwice } from './carry-flows.ts';
import { flows } from './generate-calls.ts';
import { withoutProofs } from './without-proofs.ts';

/** What is read of a capture, apart from what tells how it was carried. */
export type Rows = {
  readonly messages: readonly object[];
  readonly transactions: readonly object[];
  readonly dialogs: readonly object[];
  readonly calls: readonly object[];
  readonly summary: object;
  readonly diagnostics: readonly object[];
  /** Texts of messages that were captured once more, and how many the summary tells. */
  readonly copies: readonly string[];
  readonly duplicates: number;
};

type Compare = (carried: Rows, plain: Rows) => void;

/**
 * A property of any flow and any way to capture it: its rows are those of the same messages as UDP over Ethernet, in the order in which the capture completes
 * them. Not compared is what says how they came:
 *
 * - `frame`, `index` and `frames` of messages, the frames that transactions list (`messages`) and those of diagnostics: which packets, and how many,
 *   carried a message;
 * - of transactions `state`, `ends`, `schedule`, `t1Ms` and the losses that tell copies of a schedule missing: where the transport loses nothing timers are 0, and
 *   nothing is to be sent again (RFC 3261 §17);
 * - frames by which dialogs and calls prove what they tell (`withoutProofs`);
 * - the frames from which participants were read;
 * - `transport` of messages, and the summary's `transports`;
 * - the summary's `capture`: the file, its packets and interfaces, and what of them was no SIP.
 *
 * Times are compared: all packets of a message are captured at one time, for a message has the time of the packet that completes it.
 */
export function sameRows(compare: Compare): fc.IAsyncProperty<[unknown, unknown]> {
  return fc.asyncProperty(flows, crossing, async (messages, given) => {
    const carried = carriedFlow(messages, given);

    const rows = await rowsOf(carried.chunks, carried.keyLog);

    compare(rows, await rowsOf([plainFlow(carried.messages, given)]));
  });
}

/** The same of packets that two taps have seen: each message has one row more, which is a duplicate, and nothing else is there twice. */
export function sameRowsSeenTwice(compare: Compare): fc.IAsyncProperty<[unknown, unknown]> {
  return fc.asyncProperty(flows, seenTwice, async (messages, given) => {
    const carried = carriedFlow(messages, given);

    const rows = await rowsOf(carried.chunks, carried.keyLog);

    const plain = await rowsOf([plainFlow(carried.messages, given)]);
    const copies = carried.messages.map(({ text }) => text).toSorted();
    compare(rows, { ...plain, copies, duplicates: copies.length });
  });
}

async function rowsOf(chunks: readonly Uint8Array[], keyLog?: AnalyzeOptions['keyLog']): Promise<Rows> {
  const messages: object[] = [];
  const copies: string[] = [];
  const analysis = await analyze(chunks, {
    keyLog,
    // In the order in which the capture has them: that of messages is worked out from it.
    live: true,
    readTexts: true,
    onMessage: (message, bytes, report) => {
      const row = report.messageRow(message, bytes);
      const text = Buffer.from(bytes).toString('latin1');
      if (row.duplicate === true) copies.push(text);
      else messages.push({ ...withoutCarriage(row), text });
    },
  });
  const summary = analysis.summary();
  return {
    messages,
    transactions: [...analysis.transactions()].map((row) => withoutTransport(row)),
    dialogs: [...analysis.dialogs()].map((row) => withoutProofs(row)),
    calls: [...analysis.calls()].map((row) => withoutProofs(row)),
    summary: {
      ...summary,
      capture: undefined,
      transports: undefined,
      diagnostics: undefined,
      participants: withoutProofs(summary.participants),
      counts: countsOf(summary),
    },
    diagnostics: summary.diagnostics.map(({ samples, ...one }) => {
      return { ...one, samples: samples.map((sample) => ({ ...sample, frame: undefined })) };
    }),
    copies: copies.toSorted(),
    duplicates: summary.counts.duplicates,
  };
}

function withoutTransport(row: TransactionRow): object {
  const loss =
    row.loss?.filter(({ where }) => where !== 'before-capture' && where !== 'capture-gap').map(({ where }) => where) ??
    [];
  return {
    ...row,
    messages: row.messages.length,
    loss,
    lateResponse: row.lateResponse !== undefined,
    state: undefined,
    ends: undefined,
    schedule: undefined,
    t1Ms: undefined,
  };
}

function withoutCarriage(row: MessageRow): object {
  return { ...row, frame: undefined, index: undefined, frames: undefined, transport: undefined };
}

function countsOf({ counts }: Summary): object {
  return { ...counts, duplicates: undefined };
}
