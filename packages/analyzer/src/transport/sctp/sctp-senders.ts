import type { Datagram } from '../../network/datagram.ts';
import { SctpSender } from './sctp-sender.ts';

/** Paths of one sender: a hostile capture may have any number. */
const PATHS_AT_MOST = 64;

/** The senders of a capture, found by addresses and ports, and where these are new by the verification tag: RFC 9260 §6.4, §8.5. */
export class SctpSenders {
  readonly #byPath = new Map<string, SctpSender>();
  readonly #byTag = new Map<string, SctpSender>();
  /** The ends of a list, least recently used first. */
  #oldest: SctpSender | undefined = undefined;
  #newest: SctpSender | undefined = undefined;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get oldest(): SctpSender | undefined {
    return this.#oldest;
  }

  get isFull(): boolean {
    return this.#byPath.size > this.#limit;
  }

  find(path: string): SctpSender | undefined {
    return this.#byPath.get(path);
  }

  /** The sender of this packet, made where there is none. */
  of(datagram: Datagram): SctpSender {
    const path = pathOf(datagram);
    let sender = this.#byPath.get(path);
    if (sender === undefined) {
      const tag = tagOf(datagram);
      sender = (tag === undefined ? undefined : this.#byTag.get(tag)) ?? new SctpSender();
      if (sender.paths.length >= PATHS_AT_MOST) sender = new SctpSender();
      sender.paths.push(path);
      this.#byPath.set(path, sender);
      if (tag !== undefined && !this.#byTag.has(tag)) {
        sender.tags.push(tag);
        this.#byTag.set(tag, sender);
      }
    }
    this.#use(sender);
    return sender;
  }

  remove(sender: SctpSender): void {
    for (const path of sender.paths) this.#byPath.delete(path);
    for (const tag of sender.tags) this.#byTag.delete(tag);
    this.#unlink(sender);
  }

  #use(sender: SctpSender): void {
    if (sender === this.#newest) return;
    this.#unlink(sender);
    sender.older = this.#newest;
    if (this.#newest === undefined) this.#oldest = sender;
    else this.#newest.newer = sender;
    this.#newest = sender;
  }

  #unlink(sender: SctpSender): void {
    const { older, newer } = sender;
    if (older !== undefined) older.newer = newer;
    else if (sender === this.#oldest) this.#oldest = newer;
    if (newer !== undefined) newer.older = older;
    else if (sender === this.#newest) this.#newest = older;
    sender.older = undefined;
    sender.newer = undefined;
  }
}

/** Addresses and ports, from sender to receiver. */
export function pathOf(datagram: Datagram): string {
  return sourceKey(datagram) + destinationKey(datagram);
}

/** The same of the opposite direction. */
export function pathBack(datagram: Datagram): string {
  return destinationKey(datagram) + sourceKey(datagram);
}

function sourceKey({ bytes, addressLength, sourceAt, sourcePort }: Datagram): string {
  return addressKey(bytes, sourceAt, addressLength, sourcePort);
}

function destinationKey({ bytes, addressLength, destinationAt, destinationPort }: Datagram): string {
  return addressKey(bytes, destinationAt, addressLength, destinationPort);
}

/** A number of 16 bits to a character. */
function addressKey(bytes: Uint8Array, at: number, length: number, port: number): string {
  let key = String.fromCharCode(port);
  for (let i = at; i < at + length; i += 2) key += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
  return key;
}

/** Ports and verification tag; nothing of an INIT, which has none. */
function tagOf({ sourcePort, destinationPort, verificationTag }: Datagram): string | undefined {
  return verificationTag === 0 ? undefined : `${sourcePort} ${destinationPort} ${verificationTag}`;
}
