import type { SipMessage } from '@sipscope/parser';
import type { Passwords } from '../../identity/passwords.ts';
import type { ExplainedFact, MessageRow } from '../../rows.ts';
import { ExplainContext } from './explain-context.ts';
import { explainerOf } from './explain-fields.ts';
import { explainStartLine } from './explain-start-line.ts';
import type { MessageSource } from './message-source.ts';

/** Header fields of one message that are explained. */
const fieldsAtMost = 400;

/** What the values of a message mean, and how many fields were left out. */
export type Explained = { readonly facts: readonly ExplainedFact[]; readonly moreFields?: number };

/**
 * Explains the start line and the header fields of a message, in their order. `row` and `source`: what its capture knows of it and of the messages around it; without them only
 * what the message itself says is told.
 */
export async function explainMessage(
  message: SipMessage,
  row?: MessageRow,
  source?: MessageSource,
  passwords?: Passwords,
): Promise<Explained> {
  const context = await ExplainContext.of(message, row, source, passwords);
  const facts: ExplainedFact[] = [];
  const { startLine } = message;
  if (startLine !== undefined)
    for (const fact of await explainStartLine(context)) facts.push({ ...fact, span: startLine.span });
  const seen = new Map<string, number>();
  const fields = Math.min(message.headers.length, fieldsAtMost);
  for (let index = 0; index < fields; index++) {
    const field = message.headers[index]!;
    const values = message.reading(index)?.values ?? [];
    const at = seen.get(field.header) ?? 0;
    seen.set(field.header, at + values.length);
    const explain = explainerOf(field.header);
    // A list may be empty and mean something: no INFO package at all.
    if (explain === undefined || (values.length === 0 && field.value !== '')) continue;
    // The values are those of the field's own name.
    for (const fact of await explain(values as never, context, at)) facts.push({ ...fact, span: field.lineSpan });
  }
  const more = message.headers.length - fields;
  return { facts, ...(more > 0 && { moreFields: more }) };
}
