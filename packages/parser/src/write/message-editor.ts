import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import type { AnyHeaderName } from '../message/header-accessor.ts';
import { parseMessage } from '../message/parse-message.ts';
import type { SipMessage } from '../message/sip-message.ts';
import { reasonOf } from '../message/status-table.ts';
import { encodeText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { type UriInput, uriInputText } from './address-input.ts';
import { type BodyInput, bodyParts } from './body-input.ts';
import { tokenText, trimText } from './checked-text.ts';
import { FieldLine, newFieldLine, type WriteOptions } from './field-line.ts';
import { fieldRank } from './field-order.ts';
import type { HeaderInput, OneOrMore } from './header-input.ts';
import { joinBytes } from './join-bytes.ts';
import { type MessageParts, messageParts } from './message-parts.ts';
import { StartLineEditor } from './start-line-editor.ts';
import { fieldValues, isCommaList } from './stringify-header.ts';

/** A message that is to be changed; the message itself stays as it is. */
export function editMessage(message: SipMessage): MessageEditor {
  return new MessageEditor(message);
}

/**
 * Changes of a message: what is not named by one of them is copied byte for byte, white space, folds, names and order too. Values are what reading gives or
 * plain objects like it, and a text stands for a value as it is to be written; what cannot be written is a RangeError.
 */
export class MessageEditor {
  readonly #message: SipMessage;
  readonly #parts: MessageParts;
  readonly #startLine: StartLineEditor;
  readonly #fields: (FieldLine | Uint8Array)[];
  #body: Uint8Array;

  constructor(message: SipMessage) {
    this.#message = message;
    this.#parts = messageParts(message);
    this.#startLine = new StartLineEditor(message);
    this.#fields = [...this.#parts.fields];
    this.#body = this.#parts.body;
  }

  /** Puts values in the place of all fields of that name, or, where there is none, a field where it belongs. RFC 3261 §7.3.1. */
  set<Name extends AnyHeaderName>(name: Name, value: OneOrMore<HeaderInput<Name>>): this {
    return this.#set(name, fieldValues(name, value));
  }

  /** Adds a field behind those of its name. */
  add<Name extends AnyHeaderName>(name: Name, value: OneOrMore<HeaderInput<Name>>): this {
    const last = this.#fields.findLastIndex((one) => isField(one, name));
    return this.#insert(last === -1 ? this.#place(name) : last + 1, name, fieldValues(name, value));
  }

  /** Adds a field before those of its name: a proxy's Via, its Record-Route. RFC 3261 §16.6. */
  prepend<Name extends AnyHeaderName>(name: Name, value: OneOrMore<HeaderInput<Name>>): this {
    const first = this.#fields.findIndex((one) => isField(one, name));
    return this.#insert(first === -1 ? this.#place(name) : first, name, fieldValues(name, value));
  }

  /** Takes out all fields of that name. */
  remove(name: string): this {
    const kept = this.#fields.filter((one) => !isField(one, name));
    this.#fields.splice(0, this.#fields.length, ...kept);
    return this;
  }

  /** Puts a value in the place of one: the first is 0, counted over all fields of the name, those that cannot be read included. */
  setAt<Name extends AnyHeaderName>(name: Name, index: number, value: HeaderInput<Name>): this {
    const { at, line, elements, element } = this.#find(name, index);
    // One value is one field's.
    this.#fields[at] = line.with(fieldValues(name, value)[0]!, elements[element]);
    return this;
  }

  /** Takes out one value, and the field with it where it was the only one. */
  removeAt(name: string, index: number): this {
    const { at, line, elements, element } = this.#find(name, index);
    if (elements.length === 1) this.#fields.splice(at, 1);
    else this.#fields[at] = line.with('', withComma(elements, element));
    return this;
  }

  /** Of a request. RFC 3261 §7.1. */
  setRequestUri(uri: UriInput): this {
    this.#startLine.setRequestUri(uriInputText(uri));
    return this;
  }

  /** Of a request; the method of CSeq changes with it. RFC 3261 §8.1.1.5. */
  setMethod(method: string): this {
    this.#startLine.setMethod(tokenText(method, 'A method'));
    const at = this.#fields.findIndex((one) => isField(one, 'CSeq'));
    const line = this.#fields[at];
    if (line instanceof FieldLine && line.words.length === 2) this.#fields[at] = line.with(method, line.words[1]);
    return this;
  }

  /** Of a response; without a reason phrase that of the code. RFC 3261 §7.2. */
  setStatus(status: number, reason: string = reasonOf(status) ?? ''): this {
    this.#startLine.setStatus(status, trimText(reason, 'A reason phrase'));
    return this;
  }

  /**
   * Puts another body in, with its Content-Type and Content-Length; `undefined` takes the body and what tells of it out. A coding of the old body is forgotten.
   * The type may be left out where the body knows its own (a session description, a multipart) or the message has one.
   */
  setBody(body: BodyInput | undefined, contentType?: HeaderInput<'Content-Type'>): this {
    this.remove('Content-Encoding');
    if (body === undefined) for (const name of describingBody) this.remove(name);
    const { bytes, contentType: known } = bodyParts(body ?? '');
    const type = contentType ?? known;
    if (type !== undefined) this.set('Content-Type', type);
    else if (bytes.length > 0 && !this.#has('Content-Type')) throw new RangeError('A body must have a Content-Type');
    this.#body = bytes;
    return this.set('Content-Length', bytes.length);
  }

  /** The message with its changes. */
  bytes(options: WriteOptions = {}): Uint8Array {
    const lines = [
      this.#startLine.bytes(this.#parts.startLine),
      ...this.#fields.map((one) => (one instanceof FieldLine ? one.written(options) : one)),
    ];
    const rest = [this.#emptyLine(), this.#body];
    const pieces = [...lines, ...rest.filter((piece) => piece.length > 0)];
    return joinBytes(
      pieces.flatMap((piece, at) => (at < lines.length ? ended(piece, at < pieces.length - 1) : [piece])),
    );
  }

  /** The same, parsed. */
  message(options: WriteOptions = {}): SipMessage {
    return parseMessage(this.bytes(options), { limits: this.#message.framing.limits });
  }

  /** Where the header section was cut off, a body now needs the empty line. */
  #emptyLine(): Uint8Array {
    const { emptyLine } = this.#parts;
    return emptyLine.length === 0 && this.#body.length > 0 ? encodeText('\r\n') : emptyLine;
  }

  #set(name: string, values: readonly string[]): this {
    const first = this.#fields.findIndex((one) => isField(one, name));
    const line = this.#fields[first];
    if (!(line instanceof FieldLine)) return this.#insert(this.#place(name), name, values);
    this.#fields[first] = line.with(values[0]!);
    const others = this.#fields.slice(first + 1).filter((one) => !isField(one, name));
    this.#fields.splice(first + 1, Infinity, ...others);
    return this.#insert(first + 1, name, values.slice(1));
  }

  #insert(at: number, name: string, values: readonly string[]): this {
    const written = headerTable[headerNumberOf(name)]?.name ?? tokenText(name, 'The name of a header field');
    this.#fields.splice(at, 0, ...values.map((value) => newFieldLine(written, value)));
    return this;
  }

  /** Behind the last field that should stand before one of that name. */
  #place(name: string): number {
    const rank = fieldRank(name);
    return this.#fields.findLastIndex((one) => one instanceof FieldLine && fieldRank(one.name) <= rank) + 1;
  }

  #has(name: string): boolean {
    return this.#fields.some((one) => isField(one, name));
  }

  #find(name: string, index: number): Found {
    let element = index;
    for (const [at, line] of this.#fields.entries()) {
      if (!isField(line, name)) continue;
      const elements = isCommaList(name) ? line.elements : [line.valueSpan];
      if (element >= 0 && element < elements.length) return { at, line, elements, element };
      element -= elements.length;
    }
    throw new RangeError(`There is no value ${index} of ${name}`);
  }
}

type Found = {
  readonly at: number;
  readonly line: FieldLine;
  readonly elements: readonly Span[];
  readonly element: number;
};

const describingBody = ['Content-Type', 'Content-Disposition', 'Content-Language', 'Content-ID', 'MIME-Version'];

function isField(one: FieldLine | Uint8Array, name: string): one is FieldLine {
  return one instanceof FieldLine && one.is(name);
}

/** An element with the comma that parts it from the others. */
function withComma(elements: readonly Span[], element: number): Span {
  const [start, end] = elements[element]!;
  return element === 0 ? [start, elements[1]![0]] : [elements[element - 1]![1], end];
}

/** A line, with a line break if another follows: the last line of a message that was cut off may have none. */
function ended(line: Uint8Array, isFollowed: boolean): readonly Uint8Array[] {
  return isFollowed && line.at(-1) !== 0x0a ? [line, encodeText('\r\n')] : [line];
}
