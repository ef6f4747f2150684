/** Captures of scripted streams: over IPv4 or IPv6, with or without VLAN tags, with or without the call that negotiates them. */

import { pcap, type TestRecord, text } from '../build-capture.ts';
import { ethernet, ipv4, ipv6, udp, vlanTags } from '../build-packet.ts';
import { ipv6Bytes } from '../flow/ipv6-bytes.ts';
import { callee, caller, type RtpEndpoint, type SentRtp } from './rtp-stream.ts';

export type Carriage = { readonly vlans?: number };

export type TimedDatagram = {
  readonly timeUs: number;
  readonly source: RtpEndpoint;
  readonly destination: RtpEndpoint;
  readonly bytes: Uint8Array;
};

const startSeconds = 1_700_000_000;

/** A pcap of these datagrams, in the order of their times. */
export function rtpCapture(datagrams: readonly TimedDatagram[], { vlans = 0 }: Carriage = {}): Uint8Array {
  const records = datagrams
    .toSorted((a, b) => a.timeUs - b.timeUs)
    .map((datagram, at): TestRecord => ({
      seconds: startSeconds + Math.floor(datagram.timeUs / 1e6),
      fraction: datagram.timeUs % 1e6,
      data: frameOf(datagram, at + 1, vlans),
    }));
  return pcap(records);
}

function frameOf({ source, destination, bytes }: TimedDatagram, id: number, vlans: number): Uint8Array {
  const isIpv6 = source.ip.includes(':');
  const segment = udp(bytes, { sourcePort: source.port, destinationPort: destination.port });
  const etherType = isIpv6 ? 0x86dd : 0x0800;
  const packet = isIpv6
    ? ipv6(segment, { source: ipv6Bytes(source.ip), destination: ipv6Bytes(destination.ip) })
    : ipv4(segment, { source: ipv4Bytes(source.ip), destination: ipv4Bytes(destination.ip), id: id & 0xffff });
  return vlans === 0 ? ethernet(packet, etherType) : ethernet(vlanTags(packet, vlans, etherType), 0x8100);
}

function ipv4Bytes(ip: string): number[] {
  return ip.split('.').map(Number);
}

export type CallScript = {
  readonly callId?: string;
  /** When the INVITE is sent. */
  readonly startMs?: number;
  readonly answeredMs?: number;
  readonly endedMs: number;
  readonly caller?: RtpEndpoint;
  readonly callee?: RtpEndpoint;
  readonly media?: string;
  /** Lines of the m-section behind `c=`, after the m-line's port: of both sides. */
  readonly formats?: string;
  readonly attributes?: readonly string[];
};

/** The messages of a call over UDP that negotiates media between these endpoints: INVITE, 200, ACK, BYE, 200. */
export function callMessages(script: CallScript): TimedDatagram[] {
  const { callId = 'c1@example.com', startMs = 0, answeredMs = startMs + 500, endedMs } = script;
  const { caller: from = caller, callee: to = callee } = script;
  const client = { ip: from.ip, port: 5060 };
  const server = { ip: to.ip, port: 5060 };
  const message = (
    ms: number,
    isBack: boolean,
    start: string,
    cseq: string,
    branch: string,
    body = '',
  ): TimedDatagram => ({
    timeUs: Math.round(ms * 1000),
    source: isBack ? server : client,
    destination: isBack ? client : server,
    bytes: text(
      sipText({ start, cseq, branch, callId, body, host: hostOf(from.ip), isTagged: isBack || cseq !== '1 INVITE' }),
    ),
  });
  return [
    message(startMs, false, `INVITE sip:bob@${hostOf(to.ip)} SIP/2.0`, '1 INVITE', '1', description(from, script)),
    message(answeredMs, true, 'SIP/2.0 200 OK', '1 INVITE', '1', description(to, script)),
    message(answeredMs + 5, false, `ACK sip:bob@${hostOf(to.ip)} SIP/2.0`, '1 ACK', '2'),
    message(endedMs, false, `BYE sip:bob@${hostOf(to.ip)} SIP/2.0`, '2 BYE', '3'),
    message(endedMs + 5, true, 'SIP/2.0 200 OK', '2 BYE', '3'),
  ];
}

function hostOf(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}

function sipText(parts: {
  readonly start: string;
  readonly cseq: string;
  readonly branch: string;
  readonly callId: string;
  readonly body: string;
  readonly host: string;
  readonly isTagged: boolean;
}): string {
  const { start, cseq, branch, callId, body, host, isTagged } = parts;
  return [
    start,
    `Via: SIP/2.0/UDP ${host}:5060;branch=z9hG4bK${callId}-${branch}`,
    'Max-Forwards: 70',
    'From: <sip:alice@example.com>;tag=a',
    `To: <sip:bob@example.com>${isTagged ? ';tag=b' : ''}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    `Contact: <sip:${host}:5060>`,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

function description(
  { ip, port }: RtpEndpoint,
  { media = 'audio', formats = 'RTP/AVP 0', attributes = ['a=ptime:20'] }: CallScript,
): string {
  const version = ip.includes(':') ? 'IP6' : 'IP4';
  const head = ['v=0', `o=- 1 1 IN ${version} ${ip}`, 's=-', `c=IN ${version} ${ip}`, 't=0 0'];
  return [...head, `m=${media} ${port} ${formats}`, ...attributes, ''].join('\r\n');
}

/** Several streams, and what else there is, as one list. */
export function together(...parts: readonly (readonly (TimedDatagram | SentRtp)[])[]): TimedDatagram[] {
  return parts.flat();
}
