import { parseMessage } from '../message/parse-message.ts';
import type { SipMessage } from '../message/sip-message.ts';
import { encodeText } from '../text/source-text.ts';
import { type BodyInput, bodyParts } from './body-input.ts';
import { FieldLine, newFieldLine } from './field-line.ts';
import { fieldRank } from './field-order.ts';
import type { HeaderInput } from './header-input.ts';
import { type OtherHeaders, writtenFields } from './header-lines.ts';
import { joinBytes } from './join-bytes.ts';
import { messageParts } from './message-parts.ts';
import { stringifyHeader } from './stringify-header.ts';

/** What a message carries beside the fields that make it what it is. */
export type MessageContent = {
  readonly body?: BodyInput | undefined;
  /** May be left out where the body knows its own (a session description, a multipart). */
  readonly contentType?: HeaderInput<'Content-Type'> | undefined;
};

/** A message of its parts, its fields in the order of RFC 3261 §7.3.1, with Content-Type and Content-Length. */
export function assembleMessage(
  startLine: string,
  fields: readonly FieldLine[],
  { body, contentType }: MessageContent,
): SipMessage {
  const { bytes, contentType: known } = bodyParts(body ?? '');
  const type = contentType ?? known;
  const own = fields.filter((one) => !one.is('Content-Length') && !(type !== undefined && one.is('Content-Type')));
  if (type !== undefined) own.push(newFieldLine('Content-Type', stringifyHeader('Content-Type', type)));
  if (bytes.length > 0 && !own.some((one) => one.is('Content-Type')))
    throw new RangeError('A body must have a Content-Type');
  own.push(newFieldLine('Content-Length', `${bytes.length}`));
  const ordered = own.toSorted((one, other) => fieldRank(one.name) - fieldRank(other.name));
  const lines = ordered.map((one) => one.bytes);
  return parseMessage(joinBytes([encodeText(`${startLine}\r\n`), ...lines, encodeText('\r\n'), bytes]));
}

/** New header fields. */
export function newFields(headers: OtherHeaders): readonly FieldLine[] {
  return writtenFields(headers).map(({ name, value }) => newFieldLine(name, value));
}

/** The fields of those names in a message, as they stand there. */
export function copiedFields(message: SipMessage, ...names: readonly string[]): readonly FieldLine[] {
  return messageParts(message).fields.flatMap((one) =>
    one instanceof FieldLine && names.some((name) => one.is(name)) ? [one.copy()] : [],
  );
}

/** Refuses a message without the fields it must have, naming them. */
export function demandFields(fields: readonly FieldLine[], names: readonly string[], what: string): void {
  const missing = names.filter((name) => !fields.some((one) => one.is(name)));
  if (missing.length > 0) throw new RangeError(`${what} must have ${missing.join(', ')}`);
}
