import * as field from '../message/header-frames.ts';
import type { SipMessage } from '../message/sip-message.ts';
import { FieldLine } from './field-line.ts';

/** A message taken apart into pieces that together are all of its bytes. */
export type MessageParts = {
  /** Line breaks before the message, if any, and the start line with its own. */
  readonly startLine: Uint8Array;
  /** The header fields in order; bytes alone are lines beyond the limits, which nobody has read. */
  readonly fields: readonly (FieldLine | Uint8Array)[];
  /** The empty line; nothing where there is none. */
  readonly emptyLine: Uint8Array;
  readonly body: Uint8Array;
};

/** The pieces of a message that was read. */
export function messageParts({ bytes, framing }: SipMessage): MessageParts {
  const { fieldCount, bodyStart, startLine } = framing;
  const fields: (FieldLine | Uint8Array)[] = [];
  const emptyLine = framing.terminated ? emptyLineStart(bytes, bodyStart) : bodyStart;
  let at = Math.min(startLine.next, emptyLine);
  const start = at;
  for (let index = 0; index < fieldCount; index++) {
    const column = (of: number): number => framing.fields[index * field.fieldColumns + of]!;
    const from = column(field.nameStart);
    const to = column(field.lineEnd);
    if (from > at) fields.push(bytes.subarray(at, from));
    const valueSpan = [column(field.valueStart) - from, column(field.valueEnd) - from] as const;
    fields.push(new FieldLine(bytes.subarray(from, to), column(field.nameEnd) - from, valueSpan));
    at = to;
  }
  if (emptyLine > at) fields.push(bytes.subarray(at, emptyLine));
  return {
    startLine: bytes.subarray(0, start),
    fields,
    emptyLine: bytes.subarray(emptyLine, bodyStart),
    body: bytes.subarray(bodyStart),
  };
}

function emptyLineStart(bytes: Uint8Array, bodyStart: number): number {
  return bytes[bodyStart - 2] === 0x0d ? bodyStart - 2 : bodyStart - 1;
}
