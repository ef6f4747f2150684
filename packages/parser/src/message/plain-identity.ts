import { characterClasses, digitChar, tokenChar, wordChar } from '../text/character-class.ts';
import { maxUint32 } from '../text/number-range.ts';
import { methodTable } from './method-table.ts';
import { noticedFieldBit } from './noticed-field.ts';
import {
  isBlank,
  skip,
  skipMediaParams,
  skipSentBy,
  skipDisplayName,
  skipAngleUri,
  skipBareUri,
  readNumber,
  isWord,
  isText,
} from '../grammar/plain-parts.ts';
import { isSipVersion, versionBytes } from './sip-version.ts';

/** The fields that have keys; `none` is every other. */
const none = 0;
const via = 1;
const from = 2;
const to = 3;
const callId = 4;
const cseq = 5;
const contentLength = 6;
const contentType = 7;
const maxForwards = 8;
const route = 9;

/** Of a letter, the field whose compact form it is. RFC 3261 §7.3.3. */
const compactFields: Uint8Array = new Uint8Array(256);
for (const [letter, field] of Object.entries({ v: via, f: from, t: to, i: callId, l: contentLength, c: contentType })) {
  compactFields[letter.charCodeAt(0)] = field;
  compactFields[letter.toUpperCase().charCodeAt(0)] = field;
}

const methods: readonly string[] = methodTable.map((row) => row.method);
const sdp = 'application/sdp';
/** More Via values, more fields or longer values than this are not common: the grammar has limits of its own. */
const maxVias = 200;
const maxFields = 1000;
const maxHeaderBytes = 60 * 1024;

/**
 * Reads the keys of a message in its plain common form, straight from the bytes: no folds, no white space where there need be none, no comments,
 * no escapes, each singleton once. It gives up at the first thing that is otherwise, however lawful, and never guesses.
 */
export class PlainIdentity {
  isRequest = false;
  /** 0 in a request. */
  status = 0;
  /** Place in the method table, -1 for other methods; of a response: its CSeq's. */
  method = -1;
  methodStart = -1;
  methodEnd = -1;
  /** -1 in responses. */
  requestUriStart = -1;
  requestUriEnd = -1;
  /** Of the topmost Via. */
  branchStart = -1;
  branchEnd = -1;
  /** Of the topmost Via: `host[:port]` as written. */
  sentByStart = -1;
  sentByEnd = -1;
  /** The same of the Via below it: of the hop before this one. */
  secondBranchStart = -1;
  secondBranchEnd = -1;
  secondSentByStart = -1;
  secondSentByEnd = -1;
  /** Values, not fields. */
  viaCount = 0;
  callIdStart = -1;
  callIdEnd = -1;
  /** -1 where there is none, or none below 2^32. */
  cseq = -1;
  fromTagStart = -1;
  fromTagEnd = -1;
  toTagStart = -1;
  toTagEnd = -1;
  /** URIs as written, without the angle brackets. */
  fromUriStart = -1;
  fromUriEnd = -1;
  toUriStart = -1;
  toUriEnd = -1;
  /** Bits of `noticedField`: which of these fields there are, whatever they say. */
  fields = 0;
  /** The value of the first Route field, as written. */
  routeStart = -1;
  routeEnd = -1;
  /** -1 where there is none, or none that can be read. */
  maxForwards = -1;
  /** Counted from the beginning of the message. */
  bodyStart = 0;
  /** -1 where there is none, or none that can be read. */
  contentLength = -1;
  /** Whether the message has a body that is a session description. */
  hasSdp = false;
  /** Fields seen so far, a bit each. */
  #seen = 0;
  #uriStart = -1;
  #uriEnd = -1;
  #tagStart = -1;
  #tagEnd = -1;

  protected clear(): void {
    this.isRequest = false;
    this.status = 0;
    this.method = -1;
    this.methodStart = -1;
    this.methodEnd = -1;
    this.requestUriStart = -1;
    this.requestUriEnd = -1;
    this.branchStart = -1;
    this.branchEnd = -1;
    this.sentByStart = -1;
    this.sentByEnd = -1;
    this.secondBranchStart = -1;
    this.secondBranchEnd = -1;
    this.secondSentByStart = -1;
    this.secondSentByEnd = -1;
    this.viaCount = 0;
    this.callIdStart = -1;
    this.callIdEnd = -1;
    this.cseq = -1;
    this.fromTagStart = -1;
    this.fromTagEnd = -1;
    this.toTagStart = -1;
    this.toTagEnd = -1;
    this.fromUriStart = -1;
    this.fromUriEnd = -1;
    this.toUriStart = -1;
    this.toUriEnd = -1;
    this.fields = 0;
    this.routeStart = -1;
    this.routeEnd = -1;
    this.maxForwards = -1;
    this.bodyStart = 0;
    this.contentLength = -1;
    this.hasSdp = false;
    this.#seen = 0;
  }

  /** False where the message is not plain; what the fields hold then means nothing. */
  protected readPlain(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    let at = this.#startLine(bytes, start, end);
    if (at === -1) return false;
    const limit = Math.min(end, start + maxHeaderBytes);
    let fields = 0;
    while (at < limit) {
      const first = bytes[at]!;
      if (first === 0x0d) return bytes[at + 1] === 0x0a && at + 2 <= end && this.#finish(at + 2 - start, end - at - 2);
      let colon = at;
      while (colon < limit && (characterClasses[bytes[colon]!]! & tokenChar) !== 0) colon++;
      if (colon === at || colon >= limit || bytes[colon] !== 0x3a || ++fields > maxFields) return false;
      let value = colon + 1;
      while (value < limit && bytes[value] === 0x20) value++;
      const field = wantedField(bytes, at, colon);
      if (field === none) this.fields |= noticedFieldBit(bytes, at, colon);
      const valueEnd = field === none ? lineEnd(bytes, value, limit) : this.#field(field, bytes, value, limit);
      // A line break of CR LF, and behind it no fold.
      if (valueEnd === -1 || bytes[valueEnd] !== 0x0d || bytes[valueEnd + 1] !== 0x0a) return false;
      at = valueEnd + 2;
      if (at >= end || isBlank(bytes[at]!)) return false;
    }
    return false;
  }

  /** `INVITE sip:… SIP/2.0` or `SIP/2.0 200 …`; gives where the next line begins, or -1. */
  #startLine(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && (characterClasses[bytes[at]!]! & tokenChar) !== 0) at++;
    if (at === start || at + versionBytes >= end) return -1;
    if (bytes[at] === 0x2f) return this.#statusLine(bytes, start, end);
    if (bytes[at] !== 0x20 || at - start > 32) return -1;
    this.isRequest = true;
    this.#setMethod(bytes, start, at);
    const uri = ++at;
    while (at < end && bytes[at]! > 0x20 && bytes[at]! < 0x7f) at++;
    if (at === uri || bytes[at] !== 0x20 || at - uri > 4096 || !isSipVersion(bytes, at + 1, end)) return -1;
    this.requestUriStart = uri;
    this.requestUriEnd = at;
    at += 1 + versionBytes;
    return bytes[at] === 0x0d && bytes[at + 1] === 0x0a && at + 2 <= end ? at + 2 : -1;
  }

  #statusLine(bytes: Uint8Array, start: number, end: number): number {
    let at = start + versionBytes;
    if (!isSipVersion(bytes, start, end) || at + 6 > end || bytes[at] !== 0x20 || bytes[at + 4] !== 0x20) return -1;
    const digits =
      characterClasses[bytes[at + 1]!]! & characterClasses[bytes[at + 2]!]! & characterClasses[bytes[at + 3]!]!;
    if ((digits & digitChar) === 0) return -1;
    this.status = (bytes[at + 1]! - 0x30) * 100 + (bytes[at + 2]! - 0x30) * 10 + bytes[at + 3]! - 0x30;
    const limit = Math.min(end, start + 4096);
    while (at < limit && bytes[at] !== 0x0a) at++;
    return at < limit && bytes[at - 1] === 0x0d ? at + 1 : -1;
  }

  /** The value of one field, which begins at `start`; gives where it ends, -1 where it is not plain. White space at the value's end is not. */
  #field(field: number, bytes: Uint8Array, start: number, end: number): number {
    if (field === via) return this.#vias(bytes, start, end);
    if (field === route) return this.#route(bytes, start, end);
    const bit = 1 << field;
    if ((this.#seen & bit) !== 0) return -1;
    this.#seen |= bit;
    switch (field) {
      case from: {
        const next = this.#address(bytes, start, end);
        this.fromUriStart = this.#uriStart;
        this.fromUriEnd = this.#uriEnd;
        this.fromTagStart = this.#tagStart;
        this.fromTagEnd = this.#tagEnd;
        return next;
      }
      case to: {
        const next = this.#address(bytes, start, end);
        this.toUriStart = this.#uriStart;
        this.toUriEnd = this.#uriEnd;
        this.toTagStart = this.#tagStart;
        this.toTagEnd = this.#tagEnd;
        return next;
      }
      case callId:
        return this.#callId(bytes, start, end);
      case cseq:
        return this.#cseq(bytes, start, end);
      case contentLength:
        return this.#contentLength(bytes, start, end);
      case maxForwards:
        return this.#maxForwards(bytes, start, end);
      default:
        return this.#contentType(bytes, start, end);
    }
  }

  #finish(bodyStart: number, available: number): boolean {
    this.bodyStart = bodyStart;
    if (this.contentLength === 0 || available === 0) this.hasSdp = false;
    return true;
  }

  /** `SIP/2.0/UDP host[:port][;name[=value]]…`, one value or several parted by a comma and at most one blank. */
  #vias(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    for (;;) {
      if (!isSipVersion(bytes, at, end) || bytes[at + versionBytes] !== 0x2f) return -1;
      const transport = at + versionBytes + 1;
      const afterTransport = skip(bytes, transport, end, tokenChar);
      if (afterTransport === transport || afterTransport >= end || bytes[afterTransport] !== 0x20) return -1;
      const sentBy = afterTransport + 1;
      const sentByEnd = skipSentBy(bytes, sentBy, end);
      if (sentByEnd === -1) return -1;
      at = this.#params(bytes, sentByEnd, end, 'branch');
      if (at === -1) return -1;
      if (++this.viaCount === 1) {
        this.sentByStart = sentBy;
        this.sentByEnd = sentByEnd;
        this.branchStart = this.#tagStart;
        this.branchEnd = this.#tagEnd;
      } else if (this.viaCount === 2) {
        this.secondSentByStart = sentBy;
        this.secondSentByEnd = sentByEnd;
        this.secondBranchStart = this.#tagStart;
        this.secondBranchEnd = this.#tagEnd;
      }
      if (bytes[at] !== 0x2c) return this.viaCount <= maxVias ? at : -1;
      at += bytes[at + 1] === 0x20 ? 2 : 1;
    }
  }

  /** `"name" <uri>;tag=x`, `name <uri>;tag=x` or `uri;tag=x`. */
  #address(bytes: Uint8Array, start: number, end: number): number {
    const open = skipDisplayName(bytes, start, end);
    if (open === -1) return -1;
    const isBracketed = bytes[open] === 0x3c;
    const close = isBracketed ? skipAngleUri(bytes, open, end) : skipBareUri(bytes, open, end);
    if (close === -1) return -1;
    this.#uriStart = isBracketed ? open + 1 : open;
    this.#uriEnd = isBracketed ? close - 1 : close;
    return this.#params(bytes, close, end, 'tag');
  }

  /** Parameters without blanks and quotes, from a `;` on; notes the wanted one. Gives where they end, -1 where one is not plain. */
  #params(bytes: Uint8Array, start: number, end: number, wanted: string): number {
    this.#tagStart = -1;
    this.#tagEnd = -1;
    let at = start;
    while (at < end && bytes[at] === 0x3b) {
      const name = at + 1;
      const nameEnd = skip(bytes, name, end, tokenChar);
      if (nameEnd === name) return -1;
      at = nameEnd;
      if (at >= end || bytes[at] !== 0x3d) continue;
      const value = at + 1;
      at = skip(bytes, value, end, tokenChar);
      if (at === value) return -1;
      if (this.#tagStart !== -1 || !isWord(bytes, name, nameEnd, wanted)) continue;
      this.#tagStart = value;
      this.#tagEnd = at;
    }
    return at;
  }

  #callId(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && ((characterClasses[bytes[at]!]! & wordChar) !== 0 || bytes[at] === 0x40)) at++;
    this.callIdStart = start;
    this.callIdEnd = at;
    return at > start ? at : -1;
  }

  #cseq(bytes: Uint8Array, start: number, end: number): number {
    const afterNumber = skip(bytes, start, end, digitChar);
    if (afterNumber === start || afterNumber - start > 10 || bytes[afterNumber] !== 0x20) return -1;
    const method = afterNumber + 1;
    const methodEnd = skip(bytes, method, end, tokenChar);
    if (methodEnd === method) return -1;
    const number = readNumber(bytes, start, afterNumber);
    this.cseq = number;
    if (!this.isRequest) this.#setMethod(bytes, method, methodEnd);
    return number <= maxUint32 ? methodEnd : -1;
  }

  #contentLength(bytes: Uint8Array, start: number, end: number): number {
    const next = skip(bytes, start, end, digitChar);
    if (next === start || next - start > 9) return -1;
    this.contentLength = readNumber(bytes, start, next);
    return next;
  }

  /** Later ones say nothing of where the request goes next. */
  #route(bytes: Uint8Array, start: number, end: number): number {
    const last = lineEnd(bytes, start, end);
    if (this.routeStart !== -1 || last === -1) return last;
    // White space around the value is not plain.
    if (last === start || isBlank(bytes[start]!) || isBlank(bytes[last - 1]!)) return -1;
    this.routeStart = start;
    this.routeEnd = last;
    return last;
  }

  #maxForwards(bytes: Uint8Array, start: number, end: number): number {
    const next = skip(bytes, start, end, digitChar);
    if (next === start || next - start > 3) return -1;
    this.maxForwards = readNumber(bytes, start, next);
    return next;
  }

  /** `type/subtype`, and parameters that need no quotes. */
  #contentType(bytes: Uint8Array, start: number, end: number): number {
    const slash = skip(bytes, start, end, tokenChar);
    if (slash === start || bytes[slash] !== 0x2f) return -1;
    const next = skip(bytes, slash + 1, end, tokenChar);
    this.hasSdp = isWord(bytes, start, next, sdp);
    return next === slash + 1 ? -1 : skipMediaParams(bytes, next, end);
  }

  #setMethod(bytes: Uint8Array, start: number, end: number): void {
    this.methodStart = start;
    this.methodEnd = end;
    this.method = -1;
    for (let number = 0; number < methods.length; number++) {
      if (isText(bytes, start, end, methods[number]!)) {
        this.method = number;
        return;
      }
    }
  }
}

/** Where the line's CR LF begins, -1 where it ends otherwise. */
function lineEnd(bytes: Uint8Array, start: number, end: number): number {
  let lf = start;
  while (lf < end && bytes[lf] !== 0x0a) lf++;
  return lf > start ? lf - 1 : -1;
}

/** Which of the fields with keys has the name, long or compact, in any case. */
function wantedField(bytes: Uint8Array, start: number, end: number): number {
  switch (end - start) {
    case 1:
      return compactFields[bytes[start]!]!;
    case 2:
      return isWord(bytes, start, end, 'to') ? to : none;
    case 3:
      return isWord(bytes, start, end, 'via') ? via : none;
    case 4:
      return isWord(bytes, start, end, 'from') ? from : isWord(bytes, start, end, 'cseq') ? cseq : none;
    case 5:
      return isWord(bytes, start, end, 'route') ? route : none;
    case 7:
      return isWord(bytes, start, end, 'call-id') ? callId : none;
    case 12:
      if (isWord(bytes, start, end, 'content-type')) return contentType;
      return isWord(bytes, start, end, 'max-forwards') ? maxForwards : none;
    case 14:
      return isWord(bytes, start, end, 'content-length') ? contentLength : none;
    default:
      return none;
  }
}
