import { parseMessage, type SipMessage } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { Sighting } from '../transaction/passage.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Transport } from '../rows.ts';

/** Where the stages put a message; -1 where it belongs to none. */
export type Belongs = { readonly transaction: number; readonly dialog: number; readonly call: number };

type SeenFacts = {
  readonly index: number;
  readonly method: string;
  readonly sighting: Sighting;
  readonly belongs: Belongs;
  readonly flows: FlowTable;
};

/** A message that rules are asked about: its text is its own, and stays as long as something asks for it. */
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
  readonly size: number;
  readonly #flows: FlowTable;
  #bytes: Uint8Array | undefined;
  #parsed: SipMessage | undefined;

  constructor(message: CapturedMessage, { index, method, sighting, belongs, flows }: SeenFacts) {
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
    this.#flows = flows;
    this.#parsed = message.parsedApart();
    this.#bytes = this.#parsed.bytes;
    this.size = this.#bytes.length;
  }

  /** Its text; empty once it was forgotten, because more was kept than may be. */
  get bytes(): Uint8Array {
    return this.#bytes ?? noBytes;
  }

  get message(): SipMessage {
    return (this.#parsed ??= parseMessage(this.bytes));
  }

  get isForgotten(): boolean {
    return this.#bytes === undefined;
  }

  /** As rules quote it: `"INVITE"`, `"200 (INVITE)"`. */
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
  forgetText(): void {
    this.#parsed = undefined;
    this.#bytes = undefined;
  }
}

const noBytes = new Uint8Array(0);
