import type { Anonymizer } from './anonymize/anonymizer.ts';
import type { CallMessage } from './message/call-message.ts';
import type { CallRow, FindingRow, StreamRow } from './rows.ts';

/** What is told of a call: its ladder, its story, a scenario are made of it. */
export type ToldCall = {
  readonly call: CallRow;
  readonly messages: readonly CallMessage[];
  readonly streams: readonly StreamRow[];
  readonly findings?: readonly FindingRow[] | undefined;
};

/** The same call without who it is of: all that is made of it afterwards has nobody in it. Names that the user or the capture gives to addresses are to be left out with it. */
export function anonymizeCall(anonymizer: Anonymizer, { call, messages, streams, findings }: ToldCall): ToldCall {
  return {
    call: anonymizer.row(call),
    messages: messages.map(({ row, index, bytes }) => ({
      row: anonymizer.row(row),
      index,
      bytes: anonymizer.message(bytes),
    })),
    streams: streams.map((row) => anonymizer.row(row)),
    ...(findings === undefined ? {} : { findings: findings.map((row) => anonymizer.row(row)) }),
  };
}
