import { statusTable } from '@sipscope/parser';
import { isHexDigit, isTokenByte, isWordByte, latin1 } from './characters.ts';
import type { ValueHider } from './hide-value.ts';
import { textLines } from './text-lines.ts';
import { deviceHeaders, openHeaders, wordFirstHeaders } from './vocabulary.ts';

/** What a message says of its body. */
export type BodyFacts = { readonly type: string; readonly encoding: string; readonly boundary: string };

const reasonPhrases: ReadonlySet<string> = new Set(statusTable.map(({ reason }) => reason));
/** Words with so many hexadecimal digits may be the address of a network card. */
const hardwareDigits = 6;
const space = 0x20;
const tab = 0x09;
const colon = 0x3a;

/** Overwrites who is told of in the start-line and the header fields of a message, or in those of a part of a body. */
export class HeaderHider {
  readonly #values: ValueHider;

  constructor(values: ValueHider) {
    this.#values = values;
  }

  /** Returns what the header says of the body, and where that begins. */
  hide(bytes: Uint8Array, start: number, end: number): BodyFacts & { readonly bodyAt: number } {
    let name = '';
    let isFirst = true;
    const facts = { type: '', encoding: '', boundary: '' };
    for (const { from, to, next } of textLines(bytes, start, end)) {
      if (from === to && !isFirst) return { ...facts, bodyAt: next };
      if (from === to) continue;
      const isFolded = bytes[from] === space || bytes[from] === tab;
      let at = from;
      if (isFirst && this.#startLine(bytes, from, to)) {
        isFirst = false;
        continue;
      }
      isFirst = false;
      if (!isFolded) {
        while (at < to && isTokenByte(bytes[at]!)) at++;
        name = latin1(bytes, from, at).toLowerCase();
        while (at < to && (bytes[at] === space || bytes[at] === tab)) at++;
        // What is no header field is hidden as a whole.
        if (bytes[at] !== colon || at >= to) [name, at] = ['', from];
      }
      note(facts, name, latin1(bytes, at, to));
      this.#value(name, bytes, at, to, isFolded);
    }
    return { ...facts, bodyAt: end };
  }

  #startLine(bytes: Uint8Array, from: number, to: number): boolean {
    const line = latin1(bytes, from, to);
    const response = /^SIP\/\d\.\d[ \t]+(\d{3})[ \t]*/i.exec(line);
    if (response !== null) {
      const phrase = line.slice(response[0].length);
      if (!reasonPhrases.has(phrase)) this.#values.hide(bytes, from + response[0].length, to);
      return true;
    }
    const request = /^[^ \t:]+[ \t]+/.exec(line);
    if (request === null || !/[ \t]SIP\/\d\.\d[ \t]*$/i.test(line)) return false;
    this.#values.hide(bytes, from + request[0].length, to);
    return true;
  }

  #value(name: string, bytes: Uint8Array, from: number, to: number, isFolded: boolean): void {
    if (openHeaders.has(name)) return;
    if (deviceHeaders.has(name)) return this.#device(bytes, from, to);
    let at = from;
    if (wordFirstHeaders.has(name) && !isFolded) {
      at++;
      while (at < to && (bytes[at] === space || bytes[at] === tab)) at++;
      while (at < to && isTokenByte(bytes[at]!)) at++;
    }
    this.#values.hide(bytes, at, to);
  }

  /** What a device is stays; its address does not. */
  #device(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      if (!isWordByte(bytes[at]!)) continue;
      let end = at;
      // Punctuation of addresses: those of network cards have colons or hyphens.
      while (end < to && (isWordByte(bytes[end]!) || ':@.-'.includes(String.fromCharCode(bytes[end]!)))) end++;
      if (isOwnAddress(bytes, at, end)) this.#values.hide(bytes, at, end);
      at = end;
    }
  }
}

function note(facts: { type: string; encoding: string; boundary: string }, name: string, value: string): void {
  if (name === 'content-type' || name === 'c') {
    facts.type = /[\w.+-]+\/[\w.+-]+/.exec(value)?.[0].toLowerCase() ?? facts.type;
    const boundary = /boundary[ \t]*=[ \t]*(?:"([^"]*)"|([^ \t;,]+))/i.exec(value);
    facts.boundary = boundary?.[1] ?? boundary?.[2] ?? facts.boundary;
  } else if (name === 'content-encoding' || name === 'e' || name === 'content-transfer-encoding')
    facts.encoding = value.replace(':', '').trim().toLowerCase();
}

function isOwnAddress(bytes: Uint8Array, from: number, to: number): boolean {
  const text = latin1(bytes, from, to);
  if (text.includes('@') || /^\d+\.\d+\.\d+\.\d+$/.test(text)) return true;
  const digits = text.replaceAll(/[:.-]/g, '');
  return (
    digits.length >= 2 * hardwareDigits &&
    [...bytes.subarray(from, to)].every((byte) => isHexDigit(byte) || !isWordByte(byte)) &&
    /\d/.test(digits)
  );
}
