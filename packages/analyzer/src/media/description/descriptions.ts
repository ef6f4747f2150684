import { parseMessage } from '@sipscope/parser';
import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { has, type MessageKeys } from '../../message/key-reader.ts';
import { method } from '../../message/method.ts';
import type { Delivery } from '../../transport/delivery.ts';
import type { MediaLimits } from '../media-limits.ts';
import type { SessionRecord } from '../session-record.ts';
import { scanAudio } from './audio-line.ts';
import { Described } from './described.ts';
import { MediaPlaces } from './media-places.ts';
import { type Carrier, MediaSession, refuseOffer, takeDescription } from './media-session.ts';
import { type PendingMessage, pendingMessage, PendingMessages } from './pending-messages.ts';
import { scanPlaces } from './scan-places.ts';
import { sessionRecord } from './told-session.ts';

/** Bytes of messages that wait until media comes. */
const mostPendingBytes = 8 * 1024 * 1024;
const mostPending = 32_768;
/** Capture time after the end of a call until what was described for it is forgotten: 64*T1 (RFC 3261 §13.3.1.4). */
const forgottenAfterNs = 32e9;
/** Descriptions that hold no more and are kept for what is under way. */
const mostEnded = 8192;
/** What was replaced is forgotten sooner. */
const replacedAfterNs = 1e9;

/** Follows what session descriptions say of where media goes, and what it is. Nothing is read until the first media comes. */
export class Descriptions {
  readonly places: MediaPlaces = new MediaPlaces();
  readonly #report: (record: SessionRecord) => void;
  readonly #limits: MediaLimits;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #pending = new PendingMessages(mostPending, mostPendingBytes);
  /** By Call-ID, in the order in which they were heard of last. */
  readonly #sessions = new Map<number, MediaSession>();
  /** Replaced or refused, the oldest first. */
  #ended: Described[] = [];
  /** Sessions whose end was seen, the oldest first. */
  #over: MediaSession[] = [];
  /** Ports that were described for something else than RTP. */
  readonly #datagramPorts = new Uint8Array(0x1_0000);
  #count = 0;
  #isRead = false;
  #isTold = false;

  constructor(limits: MediaLimits, diagnostics: CaptureDiagnostics, report: (record: SessionRecord) => void) {
    this.#report = report;
    this.#limits = limits;
    this.#diagnostics = diagnostics;
  }

  receiveMessage(delivery: Delivery, keys: MessageKeys): void {
    const { fields, status } = keys;
    const carries = (fields & anyBody) !== 0 && methods.has(keys.method);
    const isEnd =
      (keys.method === method.bye && status === 0) ||
      (status >= 300 && (keys.method === method.invite || keys.method === method.update));
    if (!carries && !isEnd) return;
    const isRead = carries && status < 300;
    if (this.#isRead) this.#read(pendingMessage(delivery, keys, isRead));
    else this.#pending.add(delivery, keys, isRead);
  }

  /** Media comes: from now on descriptions are read as they come. */
  begin(timeNs: number): void {
    if (this.#isRead) return;
    this.#isRead = true;
    const { forgotten } = this.#pending;
    if (forgotten > 0) {
      const detail = `The ${forgotten} session descriptions that came before the last ${this.#pending.count} ones before the first media were not kept.`;
      this.#diagnostics.report('limit-streams', { detail });
    }
    for (const message of this.#pending.take()) this.#read(message);
    this.look(timeNs);
  }

  /** Whether a datagram that is none of RTP may be of media: by its ports. */
  mayTell(timeNs: number, sourcePort: number, destinationPort: number): boolean {
    if (!this.#isRead) {
      if (this.#pending.count === 0) return false;
      this.begin(timeNs);
    }
    return this.#datagramPorts[destinationPort] === 1 || this.#datagramPorts[sourcePort] === 1;
  }

  /** Forgets what does not hold any more. */
  look(nowNs: number): void {
    const kept = this.#ended.findIndex(({ toNs }) => toNs + replacedAfterNs > nowNs);
    for (const described of this.#ended.splice(0, kept < 0 ? this.#ended.length : kept)) this.places.remove(described);
    // One that goes on after all is left out.
    const open = this.#over.findIndex(({ endedNs }) => endedNs >= 0 && endedNs + forgottenAfterNs > nowNs);
    for (const session of this.#over.splice(0, open < 0 ? this.#over.length : open))
      if (session.endedNs >= 0 && session.endedNs + forgottenAfterNs <= nowNs) this.#forget(session);
  }

  #read(message: PendingMessage): void {
    const { callId, status, timeNs, bytes } = message;
    if (bytes.length === 0) {
      this.#readEnd(message);
      return;
    }
    const text = message.isBody ? bytes.slice() : descriptionIn(bytes);
    if (text === undefined) return;
    const session = this.#session(callId, message.frame);
    session.lastNs = timeNs;
    if (status < 300) session.endedNs = -1;
    const tag = status === 0 ? message.fromTag : message.toTag;
    const party = session.party(tag);
    if (party === undefined) return;
    const { method: methodNumber, cseq } = message;
    const carrier: Carrier = { isRequest: status === 0, method: methodNumber, cseq, status };
    const hash = hashOf(text);
    let made: Described | undefined;
    const make = (): Described => {
      const { places, isAllRtp } = scanPlaces(text);
      if (!isAllRtp) for (const { endpoint } of places) this.#datagramPorts[portOf(endpoint)] = 1;
      const audio = scanAudio(text);
      made = new Described({ session, party, hash, frame: message.frame, fromNs: timeNs, places, audio, text });
      return made;
    };
    const { ended } = takeDescription(session, party, { carrier, hash, make });
    for (const described of ended) this.#end(described, timeNs);
    if (made !== undefined) this.places.add(made);
    this.#tell(session, timeNs, message.frame);
  }

  #readEnd({ callId, status, fromTag, method: methodNumber, cseq, timeNs, frame }: PendingMessage): void {
    const session = this.#sessions.get(callId);
    if (session === undefined) return;
    if (status >= 300) {
      for (const described of refuseOffer(session, fromTag, methodNumber, cseq)) this.#end(described, timeNs);
      this.#tell(session, timeNs, frame);
      // A call that goes on has been answered by somebody.
      if (session.parties.filter(({ current }) => current.length > 0).length > 1) return;
    }
    if (session.endedNs < 0) {
      session.endedNs = timeNs;
      this.#over.push(session);
    }
  }

  /** What holds in it, where that has changed. */
  #tell(session: MediaSession, timeNs: number, frame: number): void {
    const record = sessionRecord(session, timeNs, frame);
    const told = JSON.stringify(record.parties);
    if (told === session.told) return;
    session.told = told;
    this.#report(record);
  }

  #end(described: Described, timeNs: number): void {
    described.toNs = timeNs;
    this.#ended.push(described);
    // Nobody changes so much in a second.
    if (this.#ended.length > mostEnded) for (const old of this.#ended.splice(0, mostEnded / 2)) this.places.remove(old);
    this.places.touch(described);
  }

  #session(callId: number, frame: number): MediaSession {
    const known = this.#sessions.get(callId);
    if (known !== undefined) return known;
    if (this.#sessions.size >= this.#limits.describedAtOnce) {
      if (!this.#isTold) this.#tellLimit(frame);
      for (const oldest of this.#sessions.values()) {
        this.#forget(oldest);
        break;
      }
    }
    const session = new MediaSession(callId, this.#count++);
    this.#sessions.set(callId, session);
    return session;
  }

  #tellLimit(frame: number): void {
    this.#isTold = true;
    const detail = `More than ${this.#limits.describedAtOnce} sessions are described at once: the oldest are forgotten.`;
    this.#diagnostics.report('limit-streams', { frame, detail });
  }

  #forget(session: MediaSession): void {
    if (this.#sessions.get(session.callId) !== session) return;
    this.#sessions.delete(session.callId);
    for (const { current, offered } of session.parties)
      for (const described of [...current, ...offered]) this.places.remove(described);
  }
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
}

const anyBody = has.sdp | has.otherBody;
const methods: ReadonlySet<number> = new Set([method.invite, method.ack, method.prack, method.update]);

/** Of a message whose body holds more than that. */
function descriptionIn(message: Uint8Array): Uint8Array | undefined {
  const { body } = parseMessage(message.slice());
  const part = body?.find('application/sdp');
  if (part === undefined || part.disposition !== 'session') return undefined;
  return part.content;
}

/** FNV-1a over two halves: only texts of one call are compared. */
function hashOf(bytes: Uint8Array): number {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < bytes.length; at++) {
    one = Math.imul(one ^ bytes[at]!, 0x01000193);
    other = Math.imul(other ^ bytes[at]!, 0x85ebca6b);
    other ^= other >>> 13;
  }
  return (one >>> 0) * 0x20_0000 + ((other >>> 0) & 0x1f_ffff);
}
