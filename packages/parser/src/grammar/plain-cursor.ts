import type { Parameter, Parameters } from '../header/parameter.ts';
import { tokenChar } from '../text/character-class.ts';
import { isSameName } from '../text/lower-case.ts';
import { unquote } from '../text/quoted-string.ts';
import { SourceText } from '../text/source-text.ts';
import { skip, skipAngleUri, skipBareUri, skipDisplayName } from './plain-parts.ts';

const semi = 0x3b;
const equal = 0x3d;
const comma = 0x2c;
const space = 0x20;
const laquot = 0x3c;
const quotes = 0x22;
/** As many parameters are compared with one another. */
const maxParams = 16;

/** Where a value of the plain form is being read. One for all values: it is refilled. */
export class PlainCursor {
  source: SourceText = new SourceText(new Uint8Array(0));
  bytes: Uint8Array = this.source.bytes;
  at = 0;
  end = 0;
  /** Of the address read last. */
  displayName: string | undefined = undefined;
  uriStart = 0;
  uriEnd = 0;

  set(source: SourceText, start: number, end: number): void {
    this.source = source;
    this.bytes = source.bytes;
    this.at = start;
    this.end = end;
  }

  /** Whether the byte comes next; takes it then. */
  takes(byte: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  /** A comma and at most one blank behind it. */
  takesComma(): boolean {
    if (!this.takes(comma)) return false;
    this.takes(space);
    return true;
  }

  /** As many characters of these classes as come next; undefined where none does. */
  word(classes: number): string | undefined {
    const start = this.at;
    this.at = skip(this.bytes, start, this.end, classes);
    return this.at === start ? undefined : this.source.slice(start, this.at);
  }

  /** `*( ";" token [ "=" token ] )` without blanks, each name once; undefined where they are otherwise. */
  params(): Parameters | undefined {
    const { source, bytes, end } = this;
    let params = none;
    let { at } = this;
    while (at < end && bytes[at] === semi) {
      const from = at + 1;
      at = skip(bytes, from, end, tokenChar);
      if (at === from || params.length === maxParams) return undefined;
      const name = source.slice(from, at);
      let value: string | undefined;
      if (at < end && bytes[at] === equal) {
        const valueStart = at + 1;
        at = skip(bytes, valueStart, end, tokenChar);
        if (at === valueStart) return undefined;
        value = source.slice(valueStart, at);
      }
      for (let before = 0; before < params.length; before++) {
        if (isSameName(params[before]!.name, name)) return undefined;
      }
      params = withOne(params, { name, value, quoted: false });
    }
    this.at = at;
    return params.length === 0 ? [] : params;
  }

  /** `[ display-name ] "<" URI ">"`, or a URI alone; false where it is otherwise. */
  takesAddress(): boolean {
    const { bytes, at, end } = this;
    const open = at < end && bytes[at] !== space ? skipDisplayName(bytes, at, end) : -1;
    if (open === -1) return false;
    this.displayName = undefined;
    if (bytes[open] !== laquot) {
      this.uriStart = open;
      this.at = this.uriEnd = skipBareUri(bytes, open, end);
      return this.at !== -1;
    }
    if (open > at) this.displayName = this.#nameBefore(open);
    this.at = skipAngleUri(bytes, open, end);
    this.uriStart = open + 1;
    this.uriEnd = this.at - 1;
    return this.at !== -1;
  }

  #nameBefore(open: number): string {
    const { bytes, at } = this;
    let end = open;
    while (bytes[end - 1] === space) end--;
    const written = this.source.slice(at, end);
    return bytes[at] === quotes ? unquote(written) : written;
  }
}

const none: Parameter[] = [];

/** One or two parameters are what most values have, and an array that grows takes room for many. */
function withOne(params: Parameter[], one: Parameter): Parameter[] {
  const [first] = params;
  if (first === undefined) return [one];
  if (params.length === 1) return [first, one];
  params.push(one);
  return params;
}
