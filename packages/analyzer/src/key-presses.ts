import { type Call, senderSide } from './call/call.ts';
import type { CallTable } from './call/call-table.ts';
import type { KeyPress } from './call/key-press.ts';
import { mayTellKeys, type ToldKeys, toldKeys } from './call/key-press-bodies.ts';
import { maskedKeys } from './call/masked-keys.ts';
import { mergeKeyPresses, type MergedPress } from './call/merge-key-presses.ts';
import type { TimeFormat } from './follow/format-time.ts';
import { parseTime } from './follow/parse-time.ts';
import type { StreamRecord } from './media/stream-record.ts';
import type { CapturedMessage } from './message/captured-message.ts';
import { joined } from './message/fingerprint.ts';
import { has } from './message/key-reader.ts';
import { method } from './message/method.ts';
import type { DtmfRow, StreamRow } from './rows.ts';

/** Key presses of one call that are told. */
const maxPresses = 1000;
/** Reports of key presses of one call that are put together. */
const maxReports = 4000;
/** Requests to be told of keys (RFC 4730) that are remembered: the latest. */
const maxSubscriptions = 10_000;
/** Calls of which it is known that they are closed, where rows are not kept: what comes later of them comes soon. */
const maxClosed = 100_000;
/** The end of a key press that a message has told comes within so long. */
const maxHeldNs = 30e9;

type Requests = { readonly key: number; readonly press: KeyPress };
type OfCall = {
  readonly ofMessages: Requests[];
  /** By the numbers of the streams. */
  readonly ofStreams: Map<number, readonly KeyPress[]>;
  more: number;
  /** Keys that INFO and the like told in clear text, and the first of these messages. */
  clear: ClearKeys | undefined;
};

/** Keys that messages told over a transport that is not encrypted. */
export type ClearKeys = { readonly count: number; readonly timeNs: number; readonly frame: number };

type Options = {
  readonly calls: CallTable;
  readonly times: TimeFormat;
  /** Nanoseconds since 1970 of the capture's first packet. */
  readonly epochNs: () => bigint;
  readonly keep: boolean;
  readonly maskDigits: boolean;
  /** Whether messages on that flow are not encrypted. */
  readonly isClear: (flow: number) => boolean;
};

/** What keys were pressed in calls: as INFO, KPML and NOTIFY tell, and their streams. Whatever is told in several ways is one key press. */
export class KeyPresses {
  readonly #options: Options;
  /** By the number of the call. */
  readonly #calls = new Map<number, OfCall>();
  /** Of subscriptions to KPML: the number of the call, by Call-ID and tag of the subscriber. */
  readonly #subscriptions = new Map<number, { readonly call: number; readonly isReverse: boolean }>();
  /** Calls that were closed: no more is told of them. */
  readonly #closed = new Set<number>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether a message may tell of keys, or ask for them. Cheap: most do not. */
  static takes({ isRequest, method: number, fields }: CapturedMessage): boolean {
    if (!isRequest || (fields & has.otherBody) === 0) return false;
    return number === method.info || number === method.notify || number === method.subscribe;
  }

  /** A request that was not sent before. `call`: whose dialog it is in. */
  receive(message: CapturedMessage, call: Call | undefined): void {
    if (!mayTellKeys(message)) return;
    if (message.method === method.subscribe) return this.#subscribe(message, call);
    const told = toldKeys(message);
    if (told === undefined) return;
    const subscription = this.#subscriptions.get(joined(message.callId, message.toTag));
    const number = call?.number ?? subscription?.call;
    if (number === undefined || this.#closed.has(number)) return;
    const side = call === undefined ? undefined : senderSide(call, message);
    const from = told.source === 'kpml' && subscription?.isReverse === true ? otherSide(side) : side;
    this.#add(this.#of(number), message, told, from);
  }

  /** What was told of a stream last. `call`: its number. */
  receiveStream({ number, facts }: StreamRecord, call: number, from: StreamRow['from']): void {
    if (facts.dtmf === undefined || this.#closed.has(call)) return;
    const epochNs = this.#options.epochNs();
    const presses = facts.dtmf.map((row): KeyPress => ({
      digits: row.digit,
      timeNs: Number(parseTime(row.time) - epochNs),
      durationMs: row.durationMs,
      source: row.source,
      way: number,
      from,
      frames: row.frames,
    }));
    this.#of(call).ofStreams.set(number, presses);
  }

  /** Of a call, in order; none where no key was pressed. */
  of(call: number): { readonly rows: readonly DtmfRow[]; readonly more: number } {
    const ofCall = this.#calls.get(call);
    if (ofCall === undefined) return { rows: [], more: 0 };
    const presses = ofCall.ofMessages.map(({ press }) => press);
    for (const some of ofCall.ofStreams.values()) for (const press of some) presses.push(press);
    const merged = mergeKeyPresses(presses.slice(0, maxReports));
    const rows = merged.slice(0, maxPresses).map((press) => dtmfRow(press, this.#options));
    const left = Math.max(0, presses.length - maxReports) + merged.length - rows.length;
    return { rows, more: ofCall.more + left };
  }

  clearOf(call: number): ClearKeys | undefined {
    return this.#calls.get(call)?.clear;
  }

  /** Nothing more is told of it. */
  close(call: number): void {
    this.#closed.add(call);
    if (this.#options.keep) return;
    this.#calls.delete(call);
    if (this.#closed.size <= maxClosed) return;
    for (const oldest of this.#closed) {
      this.#closed.delete(oldest);
      return;
    }
  }

  #of(call: number): OfCall {
    let ofCall = this.#calls.get(call);
    if (ofCall === undefined)
      this.#calls.set(call, (ofCall = { ofMessages: [], ofStreams: new Map(), more: 0, clear: undefined }));
    return ofCall;
  }

  /** RFC 4730 §4.2: within the call, or in a dialog of its own that names the call's. */
  #subscribe(message: CapturedMessage, call: Call | undefined): void {
    const [, quoted, plain] = /call-id[ \t]*=[ \t]*(?:"([^"]{1,256})"|([^;, \t]{1,256}))/i.exec(eventOf(message)) ?? [];
    const named = quoted ?? plain;
    const number = call?.number ?? (named === undefined ? undefined : this.#options.calls.ofCallId(named)?.number);
    if (number === undefined) return;
    if (this.#subscriptions.size >= maxSubscriptions)
      for (const oldest of this.#subscriptions.keys()) {
        this.#subscriptions.delete(oldest);
        break;
      }
    const isReverse = /<(?:\w+:)?reverse[ \t\r\n]*\/?>/.test(message.parsed().body?.text.slice(0, 4096) ?? '');
    this.#subscriptions.set(joined(message.callId, message.fromTag), { call: number, isReverse });
  }

  #add(ofCall: OfCall, message: CapturedMessage, told: ToldKeys, from: KeyPress['from']): void {
    const { ofMessages } = ofCall;
    const { callId, fromTag, cseq, timeNs, frame } = message;
    const way = joined(callId, fromTag);
    const key = joined(way, cseq + 1);
    // The same request on its next hop.
    const known = ofMessages.findLast((one) => one.key === key);
    if (known !== undefined) {
      known.press.frames = [...known.press.frames, frame];
      return;
    }
    if (told.isEnd !== true && this.#options.isClear(message.flow)) {
      const { count = 0, ...first } = ofCall.clear ?? { timeNs, frame };
      ofCall.clear = { ...first, count: count + told.digits.length };
    }
    const last = ofMessages.findLast(({ press }) => press.source === told.source)?.press;
    if (told.isEnd === true && last?.digits === told.digits && timeNs - last.timeNs <= maxHeldNs) {
      last.durationMs = told.durationMs;
      last.frames = [...last.frames, frame];
    } else if (ofMessages.length >= maxPresses) ofCall.more++;
    else {
      const { digits, durationMs, source } = told;
      const press = { digits, timeNs, durationMs, source, way: `${source} ${way}`, from, frames: [frame] };
      ofMessages.push({ key, press });
    }
  }
}

function eventOf(message: CapturedMessage): string {
  return message.rawValue('Event')?.slice(0, 1024) ?? '';
}

function otherSide(side: KeyPress['from']): KeyPress['from'] {
  if (side === undefined) return undefined;
  return side === 'caller' ? 'callee' : 'caller';
}

function dtmfRow(
  { digits, timeNs, durationMs, source, sources, from, frames }: MergedPress,
  { times, maskDigits }: Options,
): DtmfRow {
  return {
    digits: maskDigits ? maskedKeys(digits) : digits,
    time: times.iso(timeNs),
    ...(durationMs === undefined ? {} : { durationMs }),
    source,
    ...(sources.length > 1 ? { ways: sources } : {}),
    ...(from === undefined ? {} : { from }),
    frames,
  };
}
