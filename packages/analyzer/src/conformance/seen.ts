import { parseMessage, type SipMessage } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { Sighting } from '../transaction/passage.ts';
import type { BytePattern } from '../transport/byte-pattern.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Transport } from '../rows.ts';
import type { KeptMessage, TextStore } from './text-store.ts';

/** Where the stages put a message; -1 where it belongs to none. */
export type Belongs = { readonly transaction: number; readonly dialog: number; readonly call: number };

type SeenFacts = {
  readonly index: number;
  readonly method: string;
  readonly sighting: Sighting;
  readonly belongs: Belongs;
  readonly flows: FlowTable;
  readonly texts: TextStore;
  readonly packets: number;
};

/** A message that rules are asked about: its text is kept as long as something asks for it. */
export class Seen {
  /** Its number in the capture, from 0. */
  readonly number: number;
  /** The packet that completes it, from 1. */
  readonly frame: number;
  /** Which message of that packet, from 0. */
  readonly index: number;
  readonly timeNs: number;
  readonly isRequest: boolean;
  /** Of a response: its CSeq's. */
  readonly method: string;
  /** 0 of a request. */
  readonly status: number;
  /** -1 where unreadable. */
  readonly cseq: number;
  /** How many Via values it has. */
  readonly viaCount: number;
  readonly flow: number;
  readonly sighting: Sighting;
  readonly belongs: Belongs;
  /** Bytes of its text. */
  readonly size: number;
  /** Its end was not captured. */
  readonly isCut: boolean;
  /** Fingerprints of its Call-ID and tags, comparable within a run; 0 where there is none. */
  readonly callId: number;
  readonly fromTag: number;
  readonly toTag: number;
  /** Bits of `has`: which header fields of interest it has, without reading it. */
  readonly fields: number;
  /** Bytes before it on its stream that are no message though one should begin there. */
  readonly skipped: number;
  /** How many packets carried it: over UDP, the fragments of one datagram. */
  readonly packets: number;
  /** Where it begins in the capture, counted after decompression; -1 where it does not stand there in one piece, as it is. */
  readonly offset: number;
  readonly #flows: FlowTable;
  #text: KeptMessage | undefined;
  #parsed: SipMessage | undefined;

  /** The message is read where the capture has it; `restText` lets go of that. */
  constructor(message: CapturedMessage, { index, method, sighting, belongs, flows, texts, packets }: SeenFacts) {
    this.number = message.number;
    this.frame = message.frame;
    this.index = index;
    this.timeNs = message.timeNs;
    this.isRequest = message.isRequest;
    this.method = method;
    this.status = message.status;
    this.cseq = message.cseq;
    this.viaCount = message.viaCount;
    this.flow = message.flow;
    this.sighting = sighting;
    this.belongs = belongs;
    this.isCut = message.isCut;
    this.callId = message.callId;
    this.fromTag = message.fromTag;
    this.toTag = message.toTag;
    this.packets = packets;
    this.skipped = message.skipped;
    this.fields = message.fields;
    this.offset = message.offset;
    this.#flows = flows;
    this.#parsed = message.parsed();
    const raw = message.raw();
    this.size = raw.length;
    this.#text = texts.keep(raw);
  }

  /** Its text, a view that is valid during the rule's call; empty once it was forgotten, because more was kept than may be. */
  get bytes(): Uint8Array {
    if (this.#text === undefined) return noBytes;
    const { block, start, end } = this.#text;
    return block.bytes.subarray(start, end);
  }

  get message(): SipMessage {
    return (this.#parsed ??= this.#read());
  }

  /** Whether those bytes stand anywhere in it; costs no reading. */
  hasBytes(pattern: BytePattern): boolean {
    if (this.#text === undefined) return false;
    const { block, start, end } = this.#text;
    return pattern.find(block.bytes, start, end) >= 0;
  }

  get isForgotten(): boolean {
    return this.#text === undefined;
  }

  /** As rules name it: `INVITE`, `200 (INVITE)`. */
  get name(): string {
    return this.isRequest ? this.method : `${this.status} (${this.method})`;
  }

  get transport(): Transport {
    return this.#flows.transport(this.flow);
  }

  /** `ip:port`, an IPv6 address in brackets. */
  get source(): string {
    return this.#flows.source(this.flow);
  }

  get srcIp(): string {
    return this.#flows.sourceIp(this.flow);
  }

  get srcPort(): number {
    return this.#flows.sourcePort(this.flow);
  }

  /** `ip:port` it was sent to. */
  get destination(): string {
    return this.#flows.source(this.reverseFlow);
  }

  get dstIp(): string {
    return this.#flows.destinationIp(this.flow);
  }

  get dstPort(): number {
    return this.#flows.destinationPort(this.flow);
  }

  /** Of the opposite direction. */
  get reverseFlow(): number {
    return this.#flows.reverse(this.flow);
  }

  /** What was read of the text is read again when it is asked for. */
  restText(): void {
    this.#parsed = undefined;
  }

  /** The text is gone for good. */
  forgetText(texts: TextStore): void {
    if (this.#text !== undefined) texts.letGo(this.#text);
    this.#parsed = undefined;
    this.#text = undefined;
  }

  #read(): SipMessage {
    if (this.#text === undefined) return parseMessage(noBytes);
    const { block, start, end } = this.#text;
    return parseMessage(block.bytes, { start, end });
  }
}

const noBytes = new Uint8Array(0);
