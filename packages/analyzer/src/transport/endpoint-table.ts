import { addressText } from './address-text.ts';
import { TabulationHash } from './tabulation-hash.ts';

/** Address length (1) address (16) port (2). */
const KEY_BYTES = 19;

/**
 * Numbers the endpoints of a capture, an address and a port each, from 0 in order of appearance.
 * Open addressing over typed arrays; the hash is drawn anew for each table, so that no capture can aim at its collisions.
 */
export class EndpointTable {
  readonly #hash = new TabulationHash(KEY_BYTES);
  #keys = new Uint8Array(64 * KEY_BYTES);
  /** Endpoint + 1, 0 where free; twice as many as keys. */
  #slots = new Int32Array(128);
  #count = 0;
  readonly #texts: (string | undefined)[] = [];

  /** The number of the endpoint whose address is `bytes[at, at + addressLength)`. */
  endpoint(bytes: Uint8Array, at: number, addressLength: number, port: number): number {
    if (2 * this.#count >= this.#slots.length) this.#grow();
    const mask = this.#slots.length - 1;
    this.#writeKey(this.#count, bytes, at, addressLength, port);
    let slot = this.#hash.of(this.#keys, this.#count * KEY_BYTES, KEY_BYTES) & mask;
    for (;;) {
      const found = this.#slots[slot]! - 1;
      if (found < 0) break;
      if (this.#isSameKey(found, this.#count)) return found;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = ++this.#count;
    this.#texts.push(undefined);
    return this.#count - 1;
  }

  /** Where the address of an endpoint stands, of 4 or 16 bytes: to be read before anything is added. */
  address(endpoint: number): { readonly bytes: Uint8Array; readonly at: number; readonly length: 4 | 16 } {
    const at = endpoint * KEY_BYTES;
    return { bytes: this.#keys, at: at + 1, length: this.#keys[at] === 4 ? 4 : 16 };
  }

  /** `192.0.2.1`, `2001:db8::1`. */
  ip(endpoint: number): string {
    return (this.#texts[endpoint] ??= this.#ipText(endpoint));
  }

  port(endpoint: number): number {
    const at = endpoint * KEY_BYTES + 17;
    return (this.#keys[at]! << 8) | this.#keys[at + 1]!;
  }

  /** `192.0.2.1:5060`, `[2001:db8::1]:5060`. */
  text(endpoint: number): string {
    const ip = this.ip(endpoint);
    return this.#keys[endpoint * KEY_BYTES] === 4 ? `${ip}:${this.port(endpoint)}` : `[${ip}]:${this.port(endpoint)}`;
  }

  get count(): number {
    return this.#count;
  }

  /** The keys of the endpoints with that number and above, for `adopt`. */
  from(endpoint: number): Uint8Array {
    return this.#keys.slice(endpoint * KEY_BYTES, this.#count * KEY_BYTES);
  }

  /** Takes the next numbers for the endpoints that another table has given them. None is looked up here any more. */
  adopt(keys: Uint8Array): void {
    const needed = this.#count * KEY_BYTES + keys.length;
    while (this.#keys.length < needed) this.#growKeys();
    this.#keys.set(keys, this.#count * KEY_BYTES);
    this.#count += keys.length / KEY_BYTES;
  }

  /** Into the free place behind the last key, where it stays if it is new. */
  #writeKey(index: number, bytes: Uint8Array, at: number, addressLength: number, port: number): void {
    const keys = this.#keys;
    const keyAt = index * KEY_BYTES;
    keys[keyAt] = addressLength;
    for (let i = 0; i < 16; i++) keys[keyAt + 1 + i] = i < addressLength ? bytes[at + i]! : 0;
    keys[keyAt + 17] = port >> 8;
    keys[keyAt + 18] = port & 0xff;
  }

  #isSameKey(a: number, b: number): boolean {
    const keys = this.#keys;
    for (let i = 0, p = a * KEY_BYTES, q = b * KEY_BYTES; i < KEY_BYTES; i++, p++, q++) {
      if (keys[p] !== keys[q]) return false;
    }
    return true;
  }

  #grow(): void {
    const keys = this.#growKeys();
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let endpoint = 0; endpoint < this.#count; endpoint++) {
      let slot = this.#hash.of(keys, endpoint * KEY_BYTES, KEY_BYTES) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = endpoint + 1;
    }
    this.#slots = slots;
  }

  #growKeys(): Uint8Array {
    const keys = new Uint8Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    return keys;
  }

  #ipText(endpoint: number): string {
    const at = endpoint * KEY_BYTES;
    return addressText(this.#keys, at + 1, this.#keys[at] === 4 ? 4 : 16);
  }
}
