import { latin1 } from './characters.ts';
import type { BodyFacts, HeaderHider } from './hide-headers.ts';
import type { SdpHider } from './hide-sdp.ts';
import type { ValueHider } from './hide-value.ts';
import { textLines } from './text-lines.ts';
import { openBodyWords, openXmlAttributes } from './vocabulary.ts';

/** Parts of multipart bodies within each other; what is deeper is hidden as a whole. */
const deepest = 4;
const unknown = 0x58;
/** Types of bodies that are lines of names and values. */
const lineTypes: ReadonlySet<string> = new Set([
  'application/simple-message-summary',
  'application/vq-rtcpxr',
  'application/dtmf-relay',
  'application/dtmf',
  'application/media_control',
  'text/rtp-xr',
]);
/** Of those whose values are figures. */
const figures = /^(?:\d+(?:\.\d+)?|yes|no)$/;

type Piece = BodyFacts & { readonly from: number; readonly to: number; readonly depth: number };

/** Overwrites who is told of in the body of a message, by its type; of a type that is not known, all of it. */
export class BodyHider {
  readonly #values: ValueHider;
  readonly #headers: HeaderHider;
  readonly #sdp: SdpHider;

  constructor(values: ValueHider, headers: HeaderHider, sdp: SdpHider) {
    this.#values = values;
    this.#headers = headers;
    this.#sdp = sdp;
  }

  hide(bytes: Uint8Array, from: number, to: number, facts: BodyFacts): void {
    const pieces: Piece[] = [{ ...facts, from, to, depth: 0 }];
    for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) this.#piece(bytes, piece, pieces);
  }

  #piece(bytes: Uint8Array, piece: Piece, pieces: Piece[]): void {
    const { from, to, type, encoding, boundary, depth } = piece;
    if (from >= to) return;
    const isText =
      encoding === '' || encoding === 'identity' || encoding === '7bit' || encoding === '8bit' || encoding === 'binary';
    if (!isText || depth > deepest) return fill(bytes, from, to);
    if (type.startsWith('multipart/') && boundary !== '') return this.#multipart(bytes, piece, pieces);
    if (type === 'application/sdp') return this.#sdp.hide(bytes, from, to);
    if (type.startsWith('message/')) {
      const { bodyAt, ...inner } = this.#headers.hide(bytes, from, to);
      pieces.push({ ...inner, from: bodyAt, to, depth: depth + 1 });
    } else if (type.endsWith('xml')) this.#xml(bytes, from, to);
    else if (lineTypes.has(type)) this.#lines(bytes, from, to);
    else if (type.startsWith('text/') || type === '') this.#values.hide(bytes, from, to);
    else fill(bytes, from, to);
  }

  #multipart(bytes: Uint8Array, { from, to, boundary, depth }: Piece, pieces: Piece[]): void {
    let begin = -1;
    for (const line of textLines(bytes, from, to)) {
      const text = latin1(bytes, line.from, line.to);
      if (!text.startsWith(`--${boundary}`)) {
        if (begin < 0) this.#values.hide(bytes, line.from, line.to);
        continue;
      }
      if (begin >= 0) this.#part(bytes, begin, line.from, depth, pieces);
      begin = text.startsWith(`--${boundary}--`) ? -1 : line.next;
    }
    if (begin >= 0) this.#part(bytes, begin, to, depth, pieces);
  }

  #part(bytes: Uint8Array, from: number, to: number, depth: number, pieces: Piece[]): void {
    const first = bytes[from];
    // A part without header fields begins with its empty line.
    const isBare = first === 0x0d || first === 0x0a;
    if (isBare) return void pieces.push({ type: '', encoding: '', boundary: '', from, to, depth: depth + 1 });
    const { bodyAt, ...inner } = this.#headers.hide(bytes, from, to);
    pieces.push({ ...inner, from: bodyAt, to, depth: depth + 1 });
  }

  /** Names stay, and figures. */
  #lines(bytes: Uint8Array, from: number, to: number): void {
    for (const line of textLines(bytes, from, to)) {
      const colon = latin1(bytes, line.from, line.to).search(/[:=]/);
      const at = colon < 0 ? line.from : line.from + colon + 1;
      const name = latin1(bytes, line.from, at).toLowerCase();
      const isSecret = /signal|account|addr|id/.test(name);
      this.#values.hide(bytes, at, line.to, (word) => !isSecret && figures.test(word));
    }
  }

  /** Names of elements and attributes stay, and words of states. */
  #xml(bytes: Uint8Array, from: number, to: number): void {
    const text = latin1(bytes, from, to);
    let at = 0;
    while (at < text.length) {
      const tag = text.indexOf('<', at);
      const textEnd = tag < 0 ? text.length : tag;
      this.#values.hide(bytes, from + at, from + textEnd, isOpen);
      if (tag < 0) return;
      const end = text.indexOf('>', tag);
      const tagEnd = end < 0 ? text.length : end + 1;
      if (!text.startsWith('<?', tag) && !text.startsWith('</', tag))
        this.#tag(bytes, from + tag, text.slice(tag, tagEnd));
      at = tagEnd;
    }
  }

  #tag(bytes: Uint8Array, from: number, tag: string): void {
    if (tag.startsWith('<!')) return this.#values.hide(bytes, from + 2, from + tag.length);
    for (const { 0: whole, 1: name = '', index } of tag.matchAll(/[\s:]([\w.-]{1,64})\s*=\s*(?:"[^"]*"|'[^']*')/g)) {
      const isNamespace = tag.slice(Math.max(0, index - 8), index + whole.length).includes('xmlns');
      if (isNamespace || openXmlAttributes.has(name.toLowerCase())) continue;
      const value = whole.search(/["']/);
      this.#values.hide(bytes, from + index + value + 1, from + index + whole.length - 1, isOpen);
    }
  }
}

function isOpen(word: string): boolean {
  return openBodyWords.has(word) || /^\d{1,2}$/.test(word);
}

/** Nothing is known of what stands there. */
function fill(bytes: Uint8Array, from: number, to: number): void {
  bytes.fill(unknown, from, to);
}
