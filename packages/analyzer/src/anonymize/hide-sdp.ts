import { latin1 } from './characters.ts';
import { textLines } from './text-lines.ts';
import type { ValueHider } from './hide-value.ts';
import { openAttributes } from './vocabulary.ts';

/** Words of addresses in session descriptions. */
const addressWords: ReadonlySet<string> = new Set(['in', 'ip4', 'ip6']);
const candidateWords: ReadonlySet<string> = new Set(
  'udp tcp ssltcp typ host srflx prflx relay raddr rport tcptype active passive so generation ufrag network cost'.split(
    ' ',
  ),
);
const space = 0x20;
const hyphen = 0x2d;

/** Overwrites who is told of in a session description (RFC 8866): names, addresses, subjects, keys. Media, ports, formats and the numbers of `o=` stay. */
export class SdpHider {
  readonly #values: ValueHider;

  constructor(values: ValueHider) {
    this.#values = values;
  }

  hide(bytes: Uint8Array, start: number, end: number): void {
    for (const { from, to } of textLines(bytes, start, end)) {
      const letter = String.fromCharCode(bytes[from]! | 0x20);
      const at = from + 2;
      if (at >= to) continue;
      if (letter === 'a') this.#attribute(bytes, at, to);
      else if (letter === 'c') this.#numbersStay(bytes, at, to, addressWords);
      else if (letter === 'o') this.#origin(bytes, at, to);
      else if (!'vbtrzm'.includes(letter)) this.#words(bytes, at, to);
    }
  }

  #origin(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to && bytes[at] !== space) at++;
    this.#words(bytes, from, at);
    this.#numbersStay(bytes, at, to, addressWords);
  }

  #attribute(bytes: Uint8Array, from: number, to: number): void {
    const line = latin1(bytes, from, to);
    const colon = line.indexOf(':');
    if (colon < 0) return;
    const name = line.slice(0, colon).toLowerCase();
    const at = from + colon + 1;
    if (openAttributes.has(name)) return;
    if (name === 'rtcp' || name === 'source-filter' || name === 'remote-candidates')
      return this.#numbersStay(bytes, at, to, addressWords);
    if (name === 'candidate') return this.#numbersStay(bytes, at, to, candidateWords);
    if (name === 'ssrc') return this.#source(bytes, at, to);
    if (name === 'crypto') return this.#crypto(bytes, at, to);
    this.#words(bytes, at, to);
  }

  /** `a=ssrc:1234 cname:...`: the number is that of packets. */
  #source(bytes: Uint8Array, from: number, to: number): void {
    const colon = latin1(bytes, from, to).indexOf(':');
    if (colon >= 0) this.#words(bytes, from + colon + 1, to);
  }

  /** The tag and the suite stay, and what is told of the key. */
  #crypto(bytes: Uint8Array, from: number, to: number): void {
    const head = /^\S*[ \t]+\S*[ \t]+/.exec(latin1(bytes, from, to))?.[0] ?? '';
    this.#values.hide(bytes, from + head.length, to, (word) => word === 'inline' || /^(?:\d{1,4}|x+)$/.test(word));
  }

  /** Numbers and the words of the line stay; addresses and other words do not. */
  #numbersStay(bytes: Uint8Array, from: number, to: number, open: ReadonlySet<string>): void {
    this.#values.hide(bytes, from, to, (word) => open.has(word) || /^\d+$/.test(word));
  }

  #words(bytes: Uint8Array, from: number, to: number): void {
    if (to === from + 1 && bytes[from] === hyphen) return;
    this.#values.hide(bytes, from, to);
  }
}
