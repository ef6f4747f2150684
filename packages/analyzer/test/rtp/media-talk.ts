import { analyze } from '../../src/analyze.ts';
import type { Analysis, AnalyzeOptions } from '../../src/analysis.ts';
import type { StreamRow } from '../../src/rows.ts';
import { text } from '../build-capture.ts';
import { sipMessage } from '../sip-flow.ts';
import { rtpCapture, type TimedDatagram } from './rtp-capture.ts';
import { type RtpEndpoint, type RtpScript, rtpStream } from './rtp-stream.ts';

const aliceSip: RtpEndpoint = { ip: '10.0.0.1', port: 5060 };
const bobSip: RtpEndpoint = { ip: '10.0.0.9', port: 5060 };
export const aliceRtp: RtpEndpoint = { ip: '10.0.0.1', port: 4000 };
export const bobRtp: RtpEndpoint = { ip: '10.0.0.9', port: 6000 };

type Message = Parameters<typeof sipMessage>[1] & {
  /** Body and its type; a session description where no type is given. */
  readonly sdp?: string;
  readonly type?: string;
};

/** Messages and media of calls between alice and bob, on one wire: what a capture of them tells of streams. */
export class MediaTalk {
  readonly datagrams: TimedDatagram[] = [];

  /** A message of alice's to bob; with `isBack` one of bob's to alice. */
  sip(atMs: number, name: string, { sdp, type = 'application/sdp', ...options }: Message = {}, isBack = false): this {
    const headers = [...(options.headers ?? []), ...(sdp === undefined ? [] : [`Content-Type: ${type}`])];
    const bytes = text(sipMessage(name, { ...options, headers, ...(sdp === undefined ? {} : { body: sdp }) }));
    const [source, destination] = isBack ? [bobSip, aliceSip] : [aliceSip, bobSip];
    return this.send({ timeUs: atMs * 1000, source, destination, bytes });
  }

  /** INVITE at 0 and 200 at 100 ms with these bodies, and the ACK. */
  call(offer: string, answer: string): this {
    return this.sip(0, 'INVITE', { sdp: offer })
      .sip(100, '200 OK', { toTag: 'b', sdp: answer }, true)
      .sip(110, 'ACK', { toTag: 'b', branches: ['z9hG4bK2'] });
  }

  rtp(script: RtpScript): this {
    this.datagrams.push(...rtpStream({ source: aliceRtp, destination: bobRtp, startMs: 200, ...script }));
    return this;
  }

  /** The other direction. */
  rtpBack(script: RtpScript): this {
    return this.rtp({ source: bobRtp, destination: aliceRtp, ssrc: 0x8765_4321, ...script });
  }

  send(...datagrams: readonly TimedDatagram[]): this {
    this.datagrams.push(...datagrams);
    return this;
  }

  capture(): Uint8Array {
    return rtpCapture(this.datagrams);
  }

  analyze(options?: AnalyzeOptions): Promise<Analysis> {
    return analyze([this.capture()], options);
  }

  async streams(options?: AnalyzeOptions): Promise<readonly StreamRow[]> {
    return [...(await this.analyze(options)).streams()];
  }
}

export type MediaLine = {
  readonly port: number;
  readonly kind?: string;
  readonly proto?: string;
  readonly formats?: string;
  /** Without `a=`. */
  readonly attributes?: readonly string[];
};

/** A session description with these m-lines; `session`: attributes before them. */
export function sdpOf(ip: string, lines: readonly MediaLine[], session: readonly string[] = []): string {
  const media = lines.flatMap(({ port, kind = 'audio', proto = 'RTP/AVP', formats = '0', attributes = [] }) => [
    `m=${kind} ${port} ${proto} ${formats}`,
    ...attributes.map((attribute) => `a=${attribute}`),
  ]);
  const head = ['v=0', `o=- 1 1 IN IP4 ${ip}`, 's=-', `c=IN IP4 ${ip}`, 't=0 0'];
  return [...head, ...session.map((attribute) => `a=${attribute}`), ...media, ''].join('\r\n');
}

/** What alice and bob say where nothing else matters. */
export const aliceSdp: string = sdpOf(aliceRtp.ip, [{ port: aliceRtp.port }]);
export const bobSdp: string = sdpOf(bobRtp.ip, [{ port: bobRtp.port }]);
