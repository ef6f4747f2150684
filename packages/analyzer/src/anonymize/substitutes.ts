import { readAddress } from '../capture/log/endpoint.ts';
import { addressText } from '../transport/address-text.ts';
import { isDigit, isHexDigit, isLetter, isWordByte } from './characters.ts';
import { type HashKey, KeyedHash, newHashKey } from './keyed-hash.ts';

/** What hashes are of. */
const domain = { word: 0, hexWord: 1, octet: 2, group: 3, escape: 4 } as const;
/** Words of hexadecimal digits that are as long stay such: tags, UUIDs. */
const shortestHexWord = 8;
const zero = 0x30;
const v4Prefixes: readonly string[] = ['0,0,0,0,0,0,0,0,0,0,255,255', '0,100,255,155,0,0,0,0,0,0,0,0'];

/**
 * What stands for names, numbers and addresses in a capture that is to hide who they belong to: as long as they are, of the same kind of characters, the same for the same wherever it stands.
 * Each character is moved by what stands behind it in its word, so that different words stay different, and numbers with a common end (`+49 30 1234`, `030 1234`) have one still.
 */
export class Substitutes {
  readonly #hash: KeyedHash;
  /** By the octets before: what each octet becomes. */
  readonly #octets = new Map<string, readonly number[]>();

  constructor(key: HashKey = newHashKey()) {
    this.#hash = new KeyedHash(key);
  }

  /** Overwrites a word of letters, digits and bytes beyond ASCII: `bytes[from, to)`. Case stays as it is. */
  word(bytes: Uint8Array, from: number, to: number): void {
    if (isOnlyZeros(bytes, from, to)) return;
    const isHex = isHexWord(bytes, from, to);
    const letters = isHex ? 6 : 26;
    const hash = this.#hash;
    hash.start(isHex ? domain.hexWord : domain.word);
    for (let at = to - 1; at >= from; at--) {
      const byte = bytes[at]!;
      const lower = isLetter(byte) ? byte | 0x20 : byte;
      const value = hash.value();
      if (isDigit(byte)) bytes[at] = zero + ((byte - zero + 1 + (value % 9)) % 10);
      else if (isLetter(byte)) {
        const moved = 0x61 + ((lower - 0x61 + 1 + (value % (letters - 1))) % letters);
        bytes[at] = moved ^ (byte ^ lower);
      } else bytes[at] = 0x61 + (value % 26);
      hash.add(lower);
    }
  }

  /** Overwrites all words of a text. */
  text(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const begin = at;
      while (at < to && isWordByte(bytes[at]!)) at++;
      if (at > begin) this.word(bytes, begin, at);
    }
  }

  /** Overwrites the two digits of `%HH`: what was escaped is a letter afterwards. */
  escape(bytes: Uint8Array, at: number): void {
    this.#hash.start(domain.escape);
    this.#hash.add((bytes[at]! | 0x20) * 256 + (bytes[at + 1]! | 0x20));
    bytes[at] = 0x36;
    bytes[at + 1] = 0x31 + (this.#hash.value() % 9);
  }

  /** Of 4 or 16 bytes. What addresses are good for stays: private ones stay private, in the same network; so do those of this host, of multicast and none. */
  address(address: Uint8Array): Uint8Array {
    return address.length === 4 ? this.#ipv4(address) : this.#ipv6(address);
  }

  addressText(text: string): string {
    const address = readAddress(text);
    if (address === undefined) return text;
    return addressText(this.address(address), 0, address.length === 4 ? 4 : 16);
  }

  #ipv4(address: Uint8Array): Uint8Array {
    if (address[0] === 0 || address[0]! >= 224) return address;
    const mapped = new Uint8Array(4);
    let before = '';
    for (let at = 0; at < 4; at++) {
      let octets = this.#octets.get(before);
      if (octets === undefined) this.#octets.set(before, (octets = this.#octetsAfter(before)));
      mapped[at] = octets[address[at]!]!;
      before += `${address[at]}.`;
    }
    return mapped;
  }

  /** Each of 256 octets becomes another one with as many digits that means the same there. */
  #octetsAfter(before: string): readonly number[] {
    const alike = new Map<string, number[]>();
    for (let octet = 0; octet < 256; octet++) {
      const kind = `${String(octet).length} ${network(`${before}${octet}.`)}`;
      const others = alike.get(kind);
      if (others === undefined) alike.set(kind, [octet]);
      else others.push(octet);
    }
    const octets: number[] = [];
    for (const others of alike.values()) {
      this.#hash.start(domain.octet);
      for (const character of `${before}${others[0]}`) this.#hash.add(character.codePointAt(0)!);
      const step = others.length < 2 ? 0 : 1 + (this.#hash.value() % (others.length - 1));
      for (const [at, octet] of others.entries()) octets[octet] = others[(at + step) % others.length]!;
    }
    return octets;
  }

  #ipv6(address: Uint8Array): Uint8Array {
    const start = address.subarray(0, 12);
    if (v4Prefixes.includes(start.join(','))) return Uint8Array.from([...start, ...this.#ipv4(address.subarray(12))]);
    if (address[0] === 0xff || start.every((byte) => byte === 0)) return address;
    const mapped = new Uint8Array(16);
    this.#hash.start(domain.group);
    for (let at = 0; at < 16; at += 2) {
      const group = (address[at]! << 8) | address[at + 1]!;
      const [low, high] = at === 0 ? networkOfGroup(group) : groupsAsLong(group);
      const size = high - low;
      const step = size < 2 ? 0 : 1 + (this.#hash.value() % (size - 1));
      const other = low + ((group - low + step) % size);
      mapped[at] = other >> 8;
      mapped[at + 1] = other & 0xff;
      this.#hash.add(group);
    }
    return mapped;
  }
}

/** Which of the networks that mean something begins like that: RFC 1918, RFC 6598, RFC 3927, this host; the octets are followed by dots. */
function network(octets: string): string {
  const [first = -1, second = -1] = octets.split('.', 2).map((octet) => (octet === '' ? -1 : Number(octet)));
  if ([0, 10, 100, 127, 169, 172, 192].includes(first) && second < 0) return String(first);
  if (first >= 224) return String(first);
  if (first === 172 && second >= 16 && second < 32) return 'private';
  if (first === 192 && second === 168) return 'private';
  if (first === 169 && second === 254) return 'link';
  if (first === 100 && second >= 64 && second < 128) return 'shared';
  return '';
}

/** From where to where the first group may be instead: link-local, unique local and global addresses stay such (RFC 4291 §2.4, RFC 4193). */
function networkOfGroup(group: number): readonly [low: number, high: number] {
  if (group >= 0xfe80 && group < 0xfec0) return [group, group + 1];
  if (group >= 0xfc00 && group < 0xfe00) return [group & 0xff00, (group & 0xff00) + 0x100];
  if (group >= 0x2000 && group < 0x4000) return [0x2000, 0x4000];
  return groupsAsLong(group);
}

function groupsAsLong(group: number): readonly [low: number, high: number] {
  if (group === 0) return [0, 1];
  const low = 16 ** (group.toString(16).length - 1);
  return [low, low * 16];
}

function isOnlyZeros(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < shortestHexWord) return false;
  for (let at = from; at < to; at++) if (bytes[at] !== zero) return false;
  return true;
}

/** Those of digits alone are numbers. */
function isHexWord(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < shortestHexWord) return false;
  let hasLetter = false;
  for (let at = from; at < to; at++) {
    if (!isHexDigit(bytes[at]!)) return false;
    hasLetter ||= !isDigit(bytes[at]!);
  }
  return hasLetter;
}
