import { readAddress } from '../capture/log/endpoint.ts';
import { isDigit, isHexDigit, isTokenByte, isWordByte, latin1, putLatin1 } from './characters.ts';
import type { Substitutes } from './substitutes.ts';
import { openFlags, openParameters, openWords, schemes, urnWords } from './vocabulary.ts';

const longestAddress = 45;
const space = 0x20;
const quote = 0x22;
const percent = 0x25;
const colon = 0x3a;
const equals = 0x3d;

/** Whether what stands there stays as it is, in lower-case letters. */
type IsOpen = (word: string) => boolean;
const nothing: IsOpen = () => false;

/**
 * Overwrites who is told of in a value of SIP: user parts, names, hosts, addresses, values of parameters. Names of parameters, schemes, ports, punctuation and words of the protocol stay.
 * It goes by what words stand between, so that what a vendor wrote in a way of its own is hidden too.
 */
export class ValueHider {
  readonly #substitutes: Substitutes;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** The character before, or what an escape stood for. */
  #before = space;
  /** Of the parameter whose value is read. */
  #isOpenValue = false;
  #isQuoted = false;
  #isUrn = false;
  #isOpen: IsOpen = nothing;

  constructor(substitutes: Substitutes) {
    this.#substitutes = substitutes;
  }

  /** `isOpen` names further words that stay. */
  hide(bytes: Uint8Array, from: number, to: number, isOpen: IsOpen = nothing): void {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = to;
    this.#before = space;
    this.#isOpenValue = this.#isQuoted = this.#isUrn = false;
    this.#isOpen = isOpen;
    while (this.#at < to) this.#step();
  }

  #step(): void {
    const byte = this.#bytes[this.#at]!;
    if (byte === percent && this.#isEscape()) return this.#escape();
    if (this.#startsName() && this.#name()) return;
    if (isWordByte(byte)) return this.#address() || this.#protocol() ? undefined : this.#word();
    if (byte === colon && !isWordByte(this.#before) && this.#address()) return;
    if (byte === quote) this.#isQuoted = !this.#isQuoted;
    this.#pass(byte);
  }

  /** Punctuation. */
  #pass(byte: number): void {
    const character = String.fromCharCode(byte);
    if (';>&'.includes(character) || (!this.#isQuoted && ' ,\t'.includes(character))) this.#isOpenValue = false;
    if ('<>;, \t"'.includes(character)) this.#isUrn = false;
    this.#before = byte;
    this.#at++;
  }

  #isEscape(): boolean {
    return this.#at + 2 < this.#end && isHexDigit(this.#bytes[this.#at + 1]!) && isHexDigit(this.#bytes[this.#at + 2]!);
  }

  /** Escaped punctuation stays: in headers of URIs it means what it means elsewhere. */
  #escape(): void {
    const meant = Number.parseInt(latin1(this.#bytes, this.#at + 1, this.#at + 3), 16);
    if (isWordByte(meant)) {
      this.#substitutes.escape(this.#bytes, this.#at + 1);
      this.#before = 0x61;
      this.#at += 3;
    } else {
      this.#pass(meant);
      this.#at += 2;
    }
  }

  #startsName(): boolean {
    return ';?&, \t(<'.includes(String.fromCharCode(this.#before)) && isTokenByte(this.#bytes[this.#at]!);
  }

  /** The name of a parameter before its value, or of a flag. */
  #name(): boolean {
    let to = this.#at;
    while (to < this.#end && isTokenByte(this.#bytes[to]!) && !this.#isEscapeAt(to)) to++;
    const name = latin1(this.#bytes, this.#at, to).toLowerCase();
    const hasValue =
      this.#bytes[to] === equals || latin1(this.#bytes, to, Math.min(to + 3, this.#end)).toUpperCase() === '%3D';
    const isFlag = this.#before === 0x3b && (openFlags.has(name) || name.startsWith('+g.') || name.startsWith('+sip.'));
    if (to === this.#at || !((hasValue && to < this.#end) || isFlag)) return false;
    this.#isOpenValue = hasValue && openParameters.has(name);
    this.#at = to;
    this.#before = 0x61;
    return true;
  }

  #isEscapeAt(at: number): boolean {
    return (
      this.#bytes[at] === percent &&
      at + 2 < this.#end &&
      isHexDigit(this.#bytes[at + 1]!) &&
      isHexDigit(this.#bytes[at + 2]!)
    );
  }

  /** An IP address. */
  #address(): boolean {
    if (isWordByte(this.#before) || this.#before === 0x2e) return false;
    let to = this.#at;
    const limit = Math.min(this.#end, this.#at + longestAddress);
    while (to < limit && (isHexDigit(this.#bytes[to]!) || this.#bytes[to] === 0x2e || this.#bytes[to] === colon)) to++;
    const text = latin1(this.#bytes, this.#at, to);
    const length = this.#ipv4(text) ?? this.#ipv6(text, to);
    if (length === undefined) return false;
    this.#at += length;
    this.#before = 0x61;
    return true;
  }

  #ipv4(text: string): number | undefined {
    const found = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(text)?.[0];
    if (found === undefined) return undefined;
    const next = this.#bytes[this.#at + found.length];
    if (this.#at + found.length < this.#end && next !== undefined && isWordByte(next)) return undefined;
    const other = this.#substitutes.addressText(found);
    if (other.length !== found.length) return undefined;
    putLatin1(this.#bytes, this.#at, other);
    return found.length;
  }

  #ipv6(text: string, to: number): number | undefined {
    if (text.split(':').length < 3 || (to < this.#end && isWordByte(this.#bytes[to]!))) return undefined;
    const address = readAddress(text);
    if (address?.length !== 16) return undefined;
    putLatin1(this.#bytes, this.#at, ipv6LikeBefore(text, this.#substitutes.address(address)));
    return text.length;
  }

  /** `SIP/2.0/UDP`, and the scheme of a URI. */
  #protocol(): boolean {
    const head = latin1(this.#bytes, this.#at, Math.min(this.#end, this.#at + 12)).toLowerCase();
    if (!isWordByte(this.#before) && head.startsWith('sip/')) {
      while (this.#at < this.#end && this.#bytes[this.#at]! > space) this.#at++;
      this.#before = 0x61;
      return true;
    }
    const scheme = /^[a-z]{2,6}(?=:)/.exec(head)?.[0];
    if (scheme === undefined || isWordByte(this.#before) || !schemes.has(scheme)) return false;
    this.#isUrn = scheme === 'urn';
    this.#at += scheme.length + 1;
    this.#before = colon;
    // A number behind it is no port.
    if (this.#at < this.#end && isWordByte(this.#bytes[this.#at]!) && !this.#isUrn && !this.#address())
      this.#word(false);
    return true;
  }

  #word(mayBePort = true): void {
    const from = this.#at;
    let to = from;
    while (to < this.#end && isWordByte(this.#bytes[to]!)) to++;
    this.#at = to;
    const isPort = mayBePort && this.#isPort(from, to);
    this.#before = 0x61;
    if (isPort || this.#isOpenValue) return;
    const word = latin1(this.#bytes, from, to).toLowerCase();
    if (openWords.has(word) || this.#isOpen(word) || (this.#isUrn && urnWords.has(word))) return;
    // The magic cookie of branches: RFC 3261 §8.1.1.7.
    this.#substitutes.word(this.#bytes, word.startsWith('z9hg4bk') ? from + 7 : from, to);
  }

  #isPort(from: number, to: number): boolean {
    if (this.#before !== colon || to - from > 5 || from < 2) return false;
    for (let at = from; at < to; at++) if (!isDigit(this.#bytes[at]!)) return false;
    return this.#bytes[to] !== 0x40 || to >= this.#end;
  }
}

/** In as many characters as the address had before, group by group. */
function ipv6LikeBefore(text: string, address: Uint8Array): string {
  const groups = text.split(':');
  const shortened = text.includes('::') ? groups.indexOf('', text.startsWith('::') ? 1 : 0) : groups.length;
  const ipv4 = text.includes('.') ? 1 : 0;
  return groups
    .map((group, at) => {
      if (group === '') return '';
      if (group.includes('.')) return address.subarray(12).join('.');
      const index = at < shortened ? at : 8 - (groups.length + ipv4 - at);
      const value = (address[2 * index]! << 8) | address[2 * index + 1]!;
      const written = value.toString(16).padStart(group.length, '0');
      return group === group.toUpperCase() ? written.toUpperCase() : written;
    })
    .join(':');
}
