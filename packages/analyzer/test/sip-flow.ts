import { analyze } from '../src/analyze.ts';
import type { AnalyzeOptions, Analysis } from '../src/analysis.ts';
import { pcap, type TestRecord } from './build-capture.ts';
import { ipv4, udp } from './build-packet.ts';
import { readRows, type ReadRows } from './read-rows.ts';

/** A message on its way: text, endpoints (`ip:port`, IPv4) and when, in milliseconds from the flow's start. */
type Sent = {
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly ipId: number;
};

type MessageOptions = {
  readonly callId?: string;
  readonly cseq?: number;
  readonly fromTag?: string;
  readonly toTag?: string;
  /** Topmost first. */
  readonly branches?: readonly string[];
  /** Of the topmost Via. */
  readonly sentBy?: string;
  readonly uri?: string;
  /** Further header fields, whole lines. */
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Of a response: the CSeq's method. */
  readonly method?: string;
};

export const alice = '10.0.0.1:5060';
export const proxy = '10.0.0.5:5060';
export const bob = '10.0.0.9:5060';

/** The text of a request or, with a status line as its name, of a response. */
export function sipMessage(name: string, options: MessageOptions = {}): string {
  const {
    callId = 'call-1',
    cseq = 1,
    fromTag = 'a',
    toTag,
    branches = ['z9hG4bK1'],
    sentBy = alice,
    uri = 'sip:bob@example.com',
  } = options;
  const isRequest = !/^[0-9]/.test(name);
  const method = options.method ?? (isRequest ? name : 'INVITE');
  const body = options.body ?? '';
  return [
    isRequest ? `${name} ${uri} SIP/2.0` : `SIP/2.0 ${name}`,
    ...branches.map((branch, i) => `Via: SIP/2.0/UDP ${i === 0 ? sentBy : alice};branch=${branch}`),
    `From: "Alice" <sip:alice@example.com>;tag=${fromTag}`,
    `To: <sip:bob@example.com>${toTag === undefined ? '' : `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...(isRequest ? ['Max-Forwards: 70'] : []),
    ...(options.headers ?? []),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

/** A capture written message by message. */
export class SipFlow {
  readonly #sent: Sent[] = [];
  #lastMs = 0;

  send(atMs: number, from: string, to: string, text: string, ipId = (this.#sent.length + 1) & 0xffff): this {
    this.#sent.push({ atMs, from, to, text, ipId });
    this.#lastMs = Math.max(this.#lastMs, atMs);
    return this;
  }

  /** A packet that is no SIP: the capture goes on until then. */
  until(atMs: number): this {
    return this.send(atMs, alice, bob, 'nothing to see');
  }

  capture(): Uint8Array {
    return pcap(this.#sent.map(recordOf), { linkType: 101, snaplen: 262_144 });
  }

  analyze(options?: AnalyzeOptions): Promise<Analysis> {
    return analyze([this.capture()], options);
  }

  rows(): Promise<ReadRows> {
    return readRows([this.capture()]);
  }
}

const startSeconds = 1_700_000_000;

function recordOf({ atMs, from, to, text, ipId }: Sent): TestRecord {
  const [source, destination] = [endpointOf(from), endpointOf(to)];
  const datagram = udp(text, { sourcePort: source.port, destinationPort: destination.port });
  return {
    seconds: startSeconds + Math.floor(atMs / 1000),
    fraction: Math.round((atMs % 1000) * 1000),
    data: ipv4(datagram, { source: source.address, destination: destination.address, id: ipId }),
  };
}

function endpointOf(endpoint: string): { readonly address: readonly number[]; readonly port: number } {
  const [address = '', port] = endpoint.split(':');
  return { address: address.split('.').map(Number), port: Number(port) };
}
