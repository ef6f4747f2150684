import { bytesOf, pcap, type TestRecord } from './build-capture.ts';
import { ipv4, udp } from './build-packet.ts';
import { type RtpFields, sealRtp, type SrtpSender } from './seal-srtp.ts';
import { sipMessage } from './sip-flow.ts';

/** Where the media of a call is. */
export const callerMedia = '10.0.0.1:40000';
export const calleeMedia = '10.0.0.9:50000';
const callerSip = '10.0.0.1:5060';
const calleeSip = '10.0.0.9:5060';
const startSeconds = 1_700_000_000;

/** A capture written datagram by datagram: text or bytes. */
export class DatagramScript {
  readonly #records: TestRecord[] = [];

  send(atMs: number, from: string, to: string, payload: string | Uint8Array): this {
    const [source, destination] = [endpointOf(from), endpointOf(to)];
    const datagram = udp(payload, { sourcePort: source.port, destinationPort: destination.port });
    this.#records.push({
      seconds: startSeconds + Math.floor(atMs / 1000),
      fraction: Math.round((atMs % 1000) * 1000),
      data: ipv4(datagram, {
        source: source.address,
        destination: destination.address,
        id: (this.#records.length + 1) & 0xffff,
      }),
    });
    return this;
  }

  /** In the order of their times. */
  capture(): Uint8Array {
    const inOrder = this.#records.toSorted(
      (one, other) => one.seconds! - other.seconds! || one.fraction! - other.fraction!,
    );
    return pcap(inOrder, { linkType: 101, snaplen: 262_144 });
  }
}

function endpointOf(endpoint: string): { readonly address: readonly number[]; readonly port: number } {
  const [address = '', port] = endpoint.split(':');
  return { address: address.split('.').map(Number), port: Number(port) };
}

/** An audio description with what is given behind its payload types: lines without their ends. */
export function audioSdp(endpoint: string, proto: string, lines: readonly string[], version = 1): string {
  const [address, port] = endpoint.split(':');
  return [
    'v=0',
    `o=- 1 ${version} IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} ${proto} 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    ...lines,
    '',
  ].join('\r\n');
}

const sdpType = ['Content-Type: application/sdp'];

/** INVITE, 200 and ACK in the first 100 ms. */
export function setUp(script: DatagramScript, offer: string, answer: string): DatagramScript {
  return script
    .send(0, callerSip, calleeSip, sipMessage('INVITE', { headers: sdpType, body: offer }))
    .send(80, calleeSip, callerSip, sipMessage('200 OK', { toTag: 'b', headers: sdpType, body: answer }))
    .send(90, callerSip, calleeSip, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bKack'] }));
}

/** The caller offers anew. */
export function offerAgain(script: DatagramScript, atMs: number, offer: string, answer: string): DatagramScript {
  const again = { cseq: 2, toTag: 'b', branches: [`z9hG4bKre${atMs}`], headers: sdpType };
  return script
    .send(atMs, callerSip, calleeSip, sipMessage('INVITE', { ...again, body: offer }))
    .send(atMs + 20, calleeSip, callerSip, sipMessage('200 OK', { ...again, body: answer }))
    .send(
      atMs + 30,
      callerSip,
      calleeSip,
      sipMessage('ACK', { cseq: 2, toTag: 'b', branches: [`z9hG4bKreack${atMs}`] }),
    );
}

export function hangUp(script: DatagramScript, atMs: number): DatagramScript {
  const bye = { cseq: 9, toTag: 'b', branches: ['z9hG4bKbye'] };
  return script
    .send(atMs, callerSip, calleeSip, sipMessage('BYE', bye))
    .send(atMs + 5, calleeSip, callerSip, sipMessage('200 OK', { ...bye, method: 'BYE' }));
}

export type MediaRun = {
  readonly from: string;
  readonly to: string;
  readonly sender: SrtpSender;
  readonly ssrc: number;
  readonly fromMs: number;
  readonly packets: number;
  readonly sequence?: number;
  readonly rollover?: number;
};

/** A tone of 1 kHz in G.711 µ-law, a packet every 20 ms. */
export function sendAudio(script: DatagramScript, run: MediaRun): DatagramScript {
  for (let n = 0; n < run.packets; n++) {
    const payload = new Uint8Array(160).map((_, at) => muLaw(8000 * Math.sin((2 * Math.PI * 1000 * at) / 8000)));
    const bytes = sealRtp(run.sender, { ...place(run, n), timestamp: 160 * n, payloadType: 0, payload });
    script.send(run.fromMs + 20 * n, run.from, run.to, bytes);
  }
  return script;
}

/** One digit as events (RFC 4733): five packets that go on, three that end it. */
export function sendDigit(script: DatagramScript, run: MediaRun, digit: number): DatagramScript {
  for (let n = 0; n < 8; n++) {
    const isEnd = n >= 5;
    const duration = 160 * (Math.min(n, 4) + 1);
    const payload = bytesOf(digit, isEnd ? 0x8a : 0x0a, duration >> 8, duration & 0xff);
    const bytes = sealRtp(run.sender, { ...place(run, n), timestamp: 77_000, payloadType: 101, payload });
    script.send(run.fromMs + 20 * n, run.from, run.to, bytes);
  }
  return script;
}

function place(
  { ssrc, sequence = 1, rollover = 0 }: MediaRun,
  n: number,
): Pick<RtpFields, 'ssrc' | 'sequence' | 'rollover'> {
  const index = rollover * 0x1_0000 + sequence + n;
  return { ssrc, sequence: index & 0xffff, rollover: Math.floor(index / 0x1_0000) };
}

/** ITU-T G.711 §3.2, of a sample of 16 bits. */
function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32_635, Math.abs(Math.round(sample))) + 132;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff;
}

export function sdesSender(seed: number): SrtpSender {
  const bytes = (length: number, factor: number): Uint8Array =>
    new Uint8Array(length).map((_, at) => (at * factor + seed * 29) & 0xff);
  return { cipher: 'cm', key: bytes(16, 7), salt: bytes(14, 13), tagBytes: 10 };
}

/** As `inline:` has it. */
export function inlineKey({ key, salt }: SrtpSender): string {
  return Buffer.concat([key, salt]).toString('base64');
}
