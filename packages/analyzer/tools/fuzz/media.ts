import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureStages } from '../../src/capture-stages.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { LINK_TYPE } from '../../src/capture/link-type.ts';
import type { Packet } from '../../src/capture/packet.ts';
import type { MediaRecord } from '../../src/media/media-report.ts';
import { KeyLog } from '../../src/transport/tls/key-log.ts';
import { bytesOf, uint16 } from '../../test/build-capture.ts';
import { ipv4, udp } from '../../test/build-packet.ts';
import { recordedDtls } from '../../test/recorded-dtls.ts';
import { rtpOf, sealRtp } from '../../test/seal-srtp.ts';
import { audioSdp, calleeMedia, callerMedia, inlineKey, sdesSender } from '../../test/secure-call.ts';
import { sipMessage } from '../../test/sip-flow.ts';

/*
 * An input is a byte that says what the call of the capture has agreed upon (`agreements`), and then what its two sides send each other: a byte of which each bit says something (`0x01`: the other
 * side; `0x06`: between which ports; `0x38`: how long after the one before; `0x40`: its end was not captured; `0x80`: sent on and on, as a stream counts), a length (2), and so many bytes.
 */
export const rtpTarget: Target = { name: 'rtp', seeds: rtpSeeds, mutators: [], check };

const headBytes = 3;
const hosts = [
  [10, 0, 0, 1],
  [10, 0, 0, 9],
];
/** The media of the call, its RTCP, ports that nothing tells of, and SIP. */
const ports = [
  [40_000, 50_000],
  [40_001, 50_001],
  [6000, 7000],
  [5060, 5060],
];
const stepsMs = [0, 1, 20, 20, 40, 1000, 9000, 400_000];
const repeats = 6;
const sender = sdesSender(1);
const keys = [inlineKey(sender), inlineKey(sdesSender(2))] as const;
const { wire, keyLog, fingerprints } = recordedDtls('aead');

function crypto(key: string): readonly string[] {
  return [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}|1:2`];
}

function fax(endpoint: string): string {
  return audioSdp(endpoint, 'RTP/AVP', []).replace(/m=audio (\d+) RTP\/AVP 0 101\r\n/, 'm=image $1 udptl t38\r\n');
}

const video = ['m=video 0 RTP/AVP 0', 'a=sendrecv'];
const formats = [
  'a=rtpmap:96 H264/90000',
  'a=rtpmap:97 VP8/90000',
  'a=rtpmap:98 red/8000',
  'a=fmtp:98 101/101',
  'a=rtpmap:99 t140/1000',
  'a=rtpmap:100 rtx/90000',
  'a=rtpmap:102 ulpfec/90000',
  'a=rtpmap:103 opus/48000/2',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:mid',
];
const manyFormats = (endpoint: string): string =>
  audioSdp(endpoint, 'RTP/AVPF', [...formats, ...video]).replace(' 0 101\r\n', ' 0 101 96 97 98 99 100 102 103\r\n');

/** What both sides describe; of the last nothing is captured. */
const agreements: readonly (readonly [offer: string, answer: string] | undefined)[] = [
  [audioSdp(callerMedia, 'RTP/AVP', []), audioSdp(calleeMedia, 'RTP/AVP', [])],
  [audioSdp(callerMedia, 'RTP/SAVP', crypto(keys[0])), audioSdp(calleeMedia, 'RTP/SAVP', crypto(keys[1]))],
  [
    audioSdp(callerMedia, 'UDP/TLS/RTP/SAVPF', [`a=fingerprint:sha-256 ${fingerprints.client}`, 'a=rtcp-mux']),
    audioSdp(calleeMedia, 'UDP/TLS/RTP/SAVPF', [`a=fingerprint:sha-256 ${fingerprints.server}`, 'a=rtcp-mux']),
  ],
  [fax(callerMedia), fax(calleeMedia)],
  [manyFormats(callerMedia), manyFormats(calleeMedia)],
  [
    audioSdp(callerMedia, 'UDP/BFCP', ['a=floorctrl:c-s']).replace(' 0 101\r\n', ' *\r\n'),
    audioSdp(calleeMedia, 'UDP/BFCP', ['a=floorctrl:s-only']).replace(' 0 101\r\n', ' *\r\n'),
  ],
  undefined,
];

const callPackets: readonly (readonly Uint8Array[])[] = agreements.map((agreed) => {
  if (agreed === undefined) return [];
  const headers = ['Content-Type: application/sdp'];
  const text = (name: string, body: string, toTag?: string): Uint8Array =>
    new TextEncoder().encode(sipMessage(name, { headers, body, ...(toTag === undefined ? {} : { toTag }) }));
  return [packetOf(0, 3, text('INVITE', agreed[0])), packetOf(1, 3, text('200 OK', agreed[1], 'b'))];
});

function packetOf(side: number, pair: number, payload: Uint8Array): Uint8Array {
  const [one = 0, other = 0] = ports[pair]!;
  const [sourcePort, destinationPort] = side === 0 ? [one, other] : [other, one];
  const datagram = udp(payload, { sourcePort, destinationPort });
  return ipv4(datagram, { source: hosts[side]!, destination: hosts[1 - side]! });
}

function piece(flags: number, payload: Uint8Array): readonly number[] {
  return [flags, payload.length & 0xff, payload.length >> 8, ...payload];
}

function rtpSeeds(): readonly Uint8Array[] {
  const seed = (agreement: number, ...pieces: readonly (readonly number[])[]): Uint8Array =>
    new Uint8Array([agreement, ...pieces.flat()]);
  const rtp = (payloadType: number, payload: Uint8Array, sequence = 1): Uint8Array =>
    new Uint8Array(rtpOf({ ssrc: 0x1111, sequence, timestamp: 160 * sequence, payloadType, payload }));
  const voice = rtp(0, new Uint8Array(40).fill(0xd5));
  const event = rtp(101, Uint8Array.of(5, 0x8a, 3, 0x20), 9);
  const extended = bytesOf(
    0x90,
    0x80,
    uint16(3),
    uint16(0),
    uint16(480),
    0,
    0,
    0x11,
    0x11,
    0xbe,
    0xde,
    0,
    1,
    0x10,
    0x7f,
    0,
    0,
    voice.subarray(12),
  );
  const report = bytesOf(
    0x80,
    200,
    uint16(6),
    0,
    0,
    0x11,
    0x11,
    new Uint8Array(16),
    0x81,
    202,
    uint16(2),
    0,
    0,
    0x11,
    0x11,
    1,
    2,
    0x61,
    0x62,
  );
  const ufrag = bytesOf(uint16(6), uint16(3), 0x61, 0x3a, 0x62, 0);
  const stun = bytesOf(0, 1, uint16(ufrag.length), 0x21, 0x12, 0xa4, 0x42, new Uint8Array(12).fill(7), ufrag);
  const sealed = sealRtp(
    { ...sender, mki: Uint8Array.of(0, 1) },
    { ssrc: 0x1111, sequence: 7, payloadType: 101, payload: Uint8Array.of(1, 10, 0, 160) },
  );
  const udptl = bytesOf(uint16(1), 6, 0xc0, 1, 0x80, 0, 0, 0xff, 0, 0);
  const floor = bytesOf(0x20, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0x04, 4, 0, 1);
  const handshake = wire.map(({ from, bytes }) =>
    piece(from === 'client' ? 0 : 1, new Uint8Array(Buffer.from(bytes, 'hex'))),
  );
  const h264 = rtp(96, Uint8Array.of(0x67, 0x42, 0, 0x1e, 0xf4, 5, 1, 0x7f, 0xcb));
  const vp8 = rtp(97, Uint8Array.of(0x10, 0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0));
  const redundant = rtp(98, Uint8Array.of(0xe5, 0, 160 >> 6, 4, 101, 1, 10, 0, 160, 1, 10, 1, 64));
  return [
    seed(0, piece(0x80 | 0x10, voice), piece(0x81 | 0x10, voice), piece(0x90, event), piece(2, report), piece(0, stun)),
    seed(0, piece(0x90, extended), piece(0x50, voice), piece(0x28, voice), piece(0x38, voice)),
    seed(1, piece(0, sealed), piece(0x90, sealed), piece(2, report)),
    seed(2, ...handshake, piece(0x90, voice), piece(0x91, event)),
    seed(3, piece(0x10, udptl), piece(0x91, udptl), piece(0, voice)),
    seed(4, piece(0x90, h264), piece(0x91, vp8), piece(0x10, redundant), piece(0x91, rtp(99, Uint8Array.of(0x61, 8)))),
    seed(4, piece(0x90, rtp(103, Uint8Array.of(0x78, 1, 2))), piece(0x91, rtp(102, new Uint8Array(18)))),
    seed(5, piece(0x10, floor), piece(0x11, floor)),
    seed(6, piece(0x94, voice), piece(0x95, voice), piece(0x14, report), piece(4, stun), ...handshake.slice(0, 4)),
  ];
}

/** No exception; what is told of media adds up, lies between packets that were there, can be sent to another thread, and has no key. */
function check(input: Uint8Array): void {
  const diagnostics = new CaptureDiagnostics();
  const keys = new KeyLog(diagnostics);
  keys.add(keyLog);
  const records: MediaRecord[] = [];
  const source = { clock: { epochNs: 0n, decimals: 6 }, bytes: 0, packets: 0 };
  // Trying keys takes its time, and has a limit of its own.
  const limits = { srtp: { triedBytes: 1 << 18, rolloversTried: 8 } };
  const stages = new CaptureStages(
    { source: source as never, diagnostics, keyLog: keys, limits },
    { message: () => {}, stream: (record) => records.push(record) },
  );
  const packets = packetsIn(input);
  for (const packet of packets) stages.receive([packet]);
  stages.end();
  checkRecords(records, packets.length);
}

function packetsIn(input: Uint8Array): readonly Packet[] {
  const packets: Packet[] = [];
  let timeNs = 0;
  const add = (bytes: Uint8Array, sliced: number): void => {
    const end = bytes.length - sliced;
    packets.push({
      frame: packets.length + 1,
      timeNs,
      linkType: LINK_TYPE.ipv4,
      bytes,
      start: 0,
      end,
      offset: 0,
      originalLength: bytes.length,
    });
  };
  for (const bytes of callPackets[(input[0] ?? 0) % callPackets.length]!) add(bytes, 0);
  for (let at = 1; at + headBytes <= input.length;) {
    const kind = input[at]!;
    const start = at + headBytes;
    const end = Math.min(input.length, start + (input[at + 1]! | (input[at + 2]! << 8)));
    const payload = input.slice(start, end);
    for (let n = 0; n < ((kind & 0x80) === 0 ? 1 : repeats); n++) {
      timeNs += stepsMs[(kind >> 3) & 7]! * 1e6;
      if (n > 0) countUp(payload);
      add(packetOf(kind & 1, (kind >> 1) & 3, payload), (kind & 0x40) === 0 ? 0 : Math.min(4, payload.length));
    }
    at = end;
  }
  return packets;
}

/** The next packet of RTP. */
function countUp(payload: Uint8Array): void {
  if (payload.length < 8) return;
  const view = new DataView(payload.buffer, payload.byteOffset);
  view.setUint16(2, (view.getUint16(2) + 1) & 0xffff);
  view.setUint32(4, (view.getUint32(4) + 160) >>> 0);
}

function checkRecords(records: readonly MediaRecord[], frames: number): void {
  const text = JSON.stringify(records);
  for (const key of keys) demand(!text.includes(key.slice(0, 16)), 'no key is told', () => text.slice(0, 1000));
  demand(!/NaN|Infinity/.test(text), 'figures are numbers', () => text.slice(0, 1000));
  structuredClone(records);
  const streams = records.flatMap((record) => ('packets' in record && record.state === 'over' ? [record] : []));
  const packets = streams.reduce((sum, stream) => sum + stream.packets, 0);
  demand(packets <= frames, 'no more packets than were captured', () => `${packets} of ${frames}`);
  for (const { firstFrame, lastFrame, startedNs, endedNs, facts, bytes } of streams) {
    demand(firstFrame >= 1 && lastFrame <= frames, 'frames are there', () => `${firstFrame} to ${lastFrame}`);
    demand(startedNs <= endedNs && bytes >= 0, 'it ends after it begins', () => `${startedNs} ${endedNs} ${bytes}`);
    const { expected = 0, lost = 0 } = facts as { readonly expected?: number; readonly lost?: number };
    demand(lost <= expected && expected >= 0, 'no more are lost than expected', () => `${lost} of ${expected}`);
  }
}
