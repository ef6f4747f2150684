import { headerTable, type HeaderName, type SipMessage, type Span } from '@sipscope/parser';

/** Columns of `Framing.fields`, a row for each header field. */
const columns = 6;

/** A header field by its place in the message: nothing of it is read. */
export type HeaderLine = {
  readonly index: number;
  /** By the header table; undefined of one it has not. */
  readonly known: HeaderName | undefined;
  readonly name: Span;
  readonly value: Span;
  /** Where its line ends, without the line break. */
  readonly lineEnd: number;
};

/** The header field at that index, from 0. */
export function headerLine({ framing: { fields } }: SipMessage, index: number): HeaderLine {
  const at = index * columns;
  const row = fields[at + 5] ?? -1;
  return {
    index,
    known: row < 0 ? undefined : headerTable[row]?.name,
    name: [fields[at]!, fields[at + 1]!],
    value: [fields[at + 2]!, fields[at + 3]!],
    lineEnd: fields[at + 4]!,
  };
}

/** All fields of a name, in order. */
export function linesNamed(message: SipMessage, name: HeaderName): readonly HeaderLine[] {
  const lines: HeaderLine[] = [];
  const { fieldCount } = message.framing;
  for (let index = 0; index < fieldCount; index++) {
    const line = headerLine(message, index);
    if (line.known === name) lines.push(line);
  }
  return lines;
}

/** Its name as written. */
export function nameText({ bytes }: SipMessage, { name: [start, end] }: HeaderLine): string {
  return latin1(bytes, start, end);
}

/** Bytes as text, a character a byte. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
