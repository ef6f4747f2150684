import { unquote } from '../text/quoted-string.ts';
import { SourceText } from '../text/source-text.ts';
import { tokenCode, type TokenCode } from './token-code.ts';

/** As many end tokens follow the last token as the rules look ahead. */
const endTokens = 4;

/** The tokens of one value: three columns, written by a scanner and read by the rules. Kept and refilled from value to value. */
export class TokenBuffer {
  types: Uint8Array = new Uint8Array(256);
  starts: Int32Array = new Int32Array(256);
  ends: Int32Array = new Int32Array(256);
  count = 0;
  source: SourceText = new SourceText(new Uint8Array(0));
  /** Where the value ends: the place of whatever is missing. */
  valueEnd = 0;
  /** Where a comment is nested deeper than the limit; -1 where none is. */
  tooDeepAt = -1;
  commentDepthLimit = 0;
  /** Tells one value from the next. */
  reading = 0;
  /** Whether no quoted-string holds an escape or a fold, so that each says what stands between its quotes. */
  isPlainQuoted = true;

  clear(source: SourceText, valueEnd: number, commentDepthLimit = 64): void {
    this.reading = (this.reading + 1) | 0;
    this.commentDepthLimit = commentDepthLimit;
    this.tooDeepAt = -1;
    this.isPlainQuoted = true;
    this.source = source;
    this.valueEnd = valueEnd;
    this.count = 0;
  }

  push(type: TokenCode, start: number, end: number): void {
    const at = this.count++;
    if (this.count + endTokens > this.types.length) this.#grow();
    this.types[at] = type;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  /** Closes the value: whoever looks past its last token sees its end. */
  finish(): void {
    for (let at = this.count; at < this.count + endTokens; at++) {
      this.types[at] = tokenCode.end;
      this.starts[at] = this.valueEnd;
      this.ends[at] = this.valueEnd;
    }
  }

  /** The token's text, empty for the place before the first. */
  text(index: number): string {
    return index < 0 ? '' : this.source.slice(this.starts[index]!, this.ends[index]!);
  }

  /** The number that digits say; of more than 15 of them the nearest there is. */
  integer(index: number): number {
    if (index < 0) return 0;
    const end = this.ends[index]!;
    let at = this.starts[index]!;
    if (end - at > 15) return Number(this.text(index));
    let value = 0;
    for (; at < end; at++) value = value * 10 + this.source.bytes[at]! - 0x30;
    return value;
  }

  /** What a quoted-string says. */
  unquoted(index: number): string {
    if (index < 0) return '';
    if (!this.isPlainQuoted) return unquote(this.text(index));
    return this.source.slice(this.starts[index]! + 1, this.ends[index]! - 1);
  }

  #grow(): void {
    const size = this.types.length * 2;
    this.types = widen(new Uint8Array(size), this.types);
    this.starts = widen(new Int32Array(size), this.starts);
    this.ends = widen(new Int32Array(size), this.ends);
  }
}

function widen<Column extends Uint8Array | Int32Array>(wide: Column, narrow: Column): Column {
  wide.set(narrow);
  return wide;
}
