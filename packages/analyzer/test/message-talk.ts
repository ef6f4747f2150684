/** Messages between two, in SIP and MSRP, as a capture; for tests of what flows cannot say: bodies of octets, and streams cut anywhere. */

import { analyze } from '../src/analyze.ts';
import type { AnalyzeOptions } from '../src/analysis.ts';
import { analyzeCapture, openCapture } from '../src/node.ts';
import type { ConversationRow } from '../src/rows.ts';
import { bytesOf, pcap, type TestRecord, text } from './build-capture.ts';
import { ipv4, tcp, udp } from './build-packet.ts';

type Party = 'alice' | 'bob';

const addresses: Readonly<Record<Party, readonly number[]>> = { alice: [192, 0, 2, 1], bob: [192, 0, 2, 2] };
/** Of MSRP. */
const ports: Readonly<Record<Party, number>> = { alice: 7654, bob: 8888 };

const msrpUri: Readonly<Record<Party, string>> = {
  alice: 'msrp://192.0.2.1:7654/jshA7weztas;tcp',
  bob: 'msrp://192.0.2.2:8888/9di4eae923wzd;tcp',
};

export type SipOptions = {
  readonly callId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cseq?: number;
  /** Further header fields, whole lines. */
  readonly headers?: readonly string[];
  readonly type?: string;
  readonly body?: Uint8Array | string;
};

export class MessageTalk {
  readonly #records: TestRecord[] = [];
  readonly #sequence: Record<Party, number> = { alice: 1, bob: 1 };
  #count = 0;
  #isOpen = false;

  /** `start` is a request line's method, or a status and its reason with the method it answers: `200 OK MESSAGE`. */
  sip(atMs: number, sender: Party, start: string, options: SipOptions = {}): this {
    const { callId = 'call-1', from = 'sip:alice@example.com', to = 'sip:bob@example.com', cseq = 1 } = options;
    const response = /^([0-9]{3} \S+) (\S+)$/.exec(start);
    const body = typeof options.body === 'string' ? text(options.body) : (options.body ?? new Uint8Array(0));
    const head = [
      response === null ? `${start} ${to} SIP/2.0` : `SIP/2.0 ${response[1]}`,
      `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${callId}${cseq}`,
      `From: <${from}>;tag=a`,
      `To: <${to}>${response === null ? '' : ';tag=b'}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${response?.[2] ?? start}`,
      ...(options.headers ?? []),
      ...(options.type === undefined ? [] : [`Content-Type: ${options.type}`]),
      `Content-Length: ${body.length}`,
      '',
      '',
    ].join('\r\n');
    const datagram = udp(bytesOf(text(head), body), { sourcePort: 5060, destinationPort: 5060 });
    return this.#packet(atMs, sender, datagram, 17);
  }

  /** A message of SIP as it is. */
  datagram(atMs: number, sender: Party, message: string): this {
    return this.#packet(atMs, sender, udp(message, { sourcePort: 5060, destinationPort: 5060 }), 17);
  }

  /** A session for messages is offered and accepted. `media`: further lines of the offer's medium. */
  session(atMs: number, media: readonly string[] = []): this {
    const sdp = (party: Party, more: readonly string[] = []): string =>
      ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0']
        .concat([`m=message ${ports[party]} TCP/MSRP *`, 'a=accept-types:*', `a=path:${msrpUri[party]}`], more, '')
        .join('\r\n');
    const type = 'application/sdp';
    return this.sip(atMs, 'alice', 'INVITE', { type, body: sdp('alice', media) })
      .sip(atMs + 1, 'bob', '200 OK INVITE', { type, body: sdp('bob') })
      .sip(atMs + 2, 'alice', 'ACK');
  }

  /** Bytes of the connection between the two, cut into segments of these lengths, taken in turn. */
  stream(atMs: number, sender: Party, bytes: Uint8Array | string, lengths: readonly number[] = [1400]): this {
    if (!this.#isOpen) this.#open(atMs);
    const all = typeof bytes === 'string' ? text(bytes) : bytes;
    let turn = 0;
    for (let at = 0; at < all.length;) {
      const length = Math.max(1, lengths[turn++ % lengths.length] ?? 1400);
      this.#segment(atMs, sender, all.subarray(at, at + length), 0x18);
      at += length;
    }
    return this;
  }

  /** So many bytes were sent, and not captured. */
  lost(sender: Party, bytes: number): this {
    this.#sequence[sender] += bytes;
    return this;
  }

  #open(atMs: number): void {
    this.#isOpen = true;
    this.#segment(atMs, 'alice', new Uint8Array(0), 2);
    this.#sequence.alice++;
    this.#segment(atMs, 'bob', new Uint8Array(0), 0x12);
    this.#sequence.bob++;
  }

  #segment(atMs: number, sender: Party, payload: Uint8Array, flags: number): void {
    const receiver = sender === 'alice' ? 'bob' : 'alice';
    const acknowledgement = flags === 2 ? 0 : this.#sequence[receiver];
    const given = { sourcePort: ports[sender], destinationPort: ports[receiver], flags, acknowledgement };
    this.#packet(atMs, sender, tcp(payload, { ...given, sequence: this.#sequence[sender] }), 6);
    this.#sequence[sender] += payload.length;
  }

  #packet(atMs: number, sender: Party, payload: Uint8Array, protocol: number): this {
    const [source, destination] = [addresses[sender], addresses[sender === 'alice' ? 'bob' : 'alice']];
    const seconds = 1_700_000_000 + Math.floor(atMs / 1000);
    const data = ipv4(payload, { source, destination, protocol, id: ++this.#count & 0xffff });
    this.#records.push({ seconds, fraction: (atMs % 1000) * 1000, data });
    return this;
  }

  /** As raw IP. */
  capture(): Uint8Array {
    return pcap(this.#records, { linkType: 101 });
  }

  async conversations(options: AnalyzeOptions = {}): Promise<readonly ConversationRow[]> {
    return [...(await analyze([this.capture()], options)).conversations()];
  }
}

export type Chunk = {
  readonly id: string;
  readonly from: Party;
  readonly messageId: string;
  readonly range?: string;
  readonly flag?: '$' | '+' | '#';
  readonly type?: string;
  readonly body: Uint8Array | string;
};

/** A SEND request of MSRP. */
export function send({ id, from, messageId, range, flag = '$', type = 'text/plain', body }: Chunk): Uint8Array {
  const head = [
    `MSRP ${id} SEND`,
    `To-Path: ${msrpUri[from === 'alice' ? 'bob' : 'alice']}`,
    `From-Path: ${msrpUri[from]}`,
    `Message-ID: ${messageId}`,
    ...(range === undefined ? [] : [`Byte-Range: ${range}`]),
    `Content-Type: ${type}`,
    '',
    '',
  ].join('\r\n');
  return bytesOf(text(head), typeof body === 'string' ? text(body) : body, text(`\r\n-------${id}${flag}\r\n`));
}

export function answer(id: string, from: Party, status = '200 OK'): string {
  const to = from === 'alice' ? 'bob' : 'alice';
  return `MSRP ${id} ${status}\r\nTo-Path: ${msrpUri[to]}\r\nFrom-Path: ${msrpUri[from]}\r\n-------${id}$\r\n`;
}

/** Of a capture in a file. */
export async function conversationsOf(file: string, threads: 1 | 2): Promise<readonly ConversationRow[]> {
  const capture = await openCapture(file);
  try {
    return [...(await analyzeCapture(capture, { threads })).conversations()];
  } finally {
    await capture.close();
  }
}
