/**
 * Writes a load capture: plain calls of six messages each (INVITE, 180, 200, ACK, BYE, 200) as SIPp makes them, one
 * after the other, on two loopback ports. Nothing in it is random: the same arguments give the same bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

const client = { ip: [127, 0, 0, 1], port: 5071 };
const server = { ip: [127, 0, 0, 1], port: 5070 };
const startSeconds = 1_795_331_524;
/** Calls begin this far apart; each message follows the one before it by `stepUs`. */
const callGapUs = 700;
const stepUs = 100;

type Step = {
  readonly startLine: string;
  readonly fromClient: boolean;
  readonly branch: string;
  readonly method: string;
  readonly cseq: number;
  readonly hasToTag: boolean;
  readonly body?: string;
};

const sdp = (port: number): string =>
  `v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;

function steps(call: number): Step[] {
  const invite = { branch: `z9hG4bK-${call}-0`, method: 'INVITE', cseq: 1 };
  const bye = { branch: `z9hG4bK-${call}-7`, method: 'BYE', cseq: 2, hasToTag: true };
  const uri = 'sip:service@127.0.0.1:5070';
  return [
    { startLine: `INVITE ${uri} SIP/2.0`, fromClient: true, ...invite, hasToTag: false, body: sdp(6000) },
    { startLine: 'SIP/2.0 180 Ringing', fromClient: false, ...invite, hasToTag: true },
    { startLine: 'SIP/2.0 200 OK', fromClient: false, ...invite, hasToTag: true, body: sdp(6001) },
    {
      startLine: `ACK ${uri} SIP/2.0`,
      fromClient: true,
      branch: `z9hG4bK-${call}-5`,
      method: 'ACK',
      cseq: 1,
      hasToTag: true,
    },
    { startLine: `BYE ${uri} SIP/2.0`, fromClient: true, ...bye },
    { startLine: 'SIP/2.0 200 OK', fromClient: false, ...bye },
  ];
}

function text(call: number, { startLine, fromClient, branch, method, cseq, hasToTag, body = '' }: Step): string {
  const contactPort = fromClient ? client.port : server.port;
  return [
    startLine,
    `Via: SIP/2.0/UDP 127.0.0.1:${client.port};branch=${branch}`,
    `From: sipp <sip:sipp@127.0.0.1:${client.port}>;tag=c${call}`,
    `To: service <sip:service@127.0.0.1:${server.port}>${hasToTag ? `;tag=s${call}` : ''}`,
    `Call-ID: ${call}-4242@127.0.0.1`,
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:sipp@127.0.0.1:${contactPort}>`,
    ...(startLine.endsWith('SIP/2.0') ? ['Max-Forwards: 70'] : []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

function record(timeUs: number, payload: Uint8Array, fromClient: boolean): Buffer {
  const [source, destination] = fromClient ? [client, server] : [server, client];
  const frame = Buffer.alloc(16 + 42 + payload.length);
  const length = 42 + payload.length;
  frame.writeUInt32LE(startSeconds + Math.floor(timeUs / 1e6), 0);
  frame.writeUInt32LE(timeUs % 1e6, 4);
  frame.writeUInt32LE(length, 8);
  frame.writeUInt32LE(length, 12);
  frame.writeUInt16BE(0x0800, 28);
  frame.writeUInt8(0x45, 30);
  frame.writeUInt16BE(28 + payload.length, 32);
  frame.writeUInt16BE(0x4000, 36);
  frame.writeUInt8(64, 38);
  frame.writeUInt8(17, 39);
  frame.set(source.ip, 42);
  frame.set(destination.ip, 46);
  frame.writeUInt16BE(source.port, 50);
  frame.writeUInt16BE(destination.port, 52);
  frame.writeUInt16BE(8 + payload.length, 54);
  frame.set(payload, 58);
  return frame;
}

/** pcap, microseconds, Ethernet. */
export function writeLoadCapture(file: string, calls: number): void {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, header);
    for (let call = 1; call <= calls; call++) {
      const records = steps(call).map((step, i) =>
        record(call * callGapUs + i * stepUs, Buffer.from(text(call, step)), step.fromClient),
      );
      writeSync(descriptor, Buffer.concat(records));
    }
  } finally {
    closeSync(descriptor);
  }
}
