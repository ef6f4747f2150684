import { payloadTypeOf } from './bodies.ts';
import { bytesOf, uint16, uint32 } from '../build-capture.ts';
import { faxDatagrams, readFax } from '../fax/fax-capture.ts';
import { recordedDtls } from '../recorded-dtls.ts';
import { caller, seeded } from '../rtp/rtp-stream.ts';
import type { Packet } from './network.ts';
import { rtcpBytes } from './rtcp.ts';
import { Ways } from './ways.ts';
import type { Step, What } from '../../src/expect/script/script.ts';

type Media = What & { kind: 'rtp' };

/** A stream, a packet every 20 ms (RFC 3550 §5.1): of silence, unless it is told otherwise; datagrams of RTCP; or any others. */
export function rtpStream(step: Step, what: Media, seconds: number): Packet[] {
  if (what.codec === 'RTCP') return datagrams(step, what, seconds, (at) => rtcpBytes(what.ways, at));
  if (what.codec === 'octets') {
    const bytes = Uint8Array.from(what.ways, (octet) => Number.parseInt(octet, 16));
    return datagrams(step, what, seconds, () => bytes);
  }
  if (what.codec === 'dtls') return handshakePackets(step, what, seconds);
  if (what.codec === 'fax') return faxPackets(step, what, seconds);
  const ways = new Ways(what.ways);
  return what.codec === 'telephone-event'
    ? eventPackets(step, what, seconds, ways)
    : mediaPackets(step, what, seconds, ways);
}

/** A recorded handshake; the client is here. */
function handshakePackets(step: Step, what: Media, seconds: number): Packet[] {
  const [name = ''] = what.ways;
  return recordedDtls(name as 'cookie').wire.map(({ from, bytes }, at) => {
    const isBack = from !== 'client';
    const ends = isBack ? { from: step.to, to: step.from, ports: [what.toPort, what.fromPort] as const } : {};
    return {
      ...placeOf(step, what, at),
      ...ends,
      seconds: seconds + at / 1000,
      text: new Uint8Array(Buffer.from(bytes, 'hex')),
    };
  });
}

/** What two terminals sent each other, of `fixtures/fax`, one side from here and the other from there: see `faxDatagrams`. */
function faxPackets(step: Step, what: Media, seconds: number): Packet[] {
  const [name = '', ...words] = what.ways;
  const ways = new Ways(words);
  const lostEvery = ways.number('lose-every', 0);
  const [without = Infinity, again = Infinity] = ways.numbers('without');
  const sent = readFax(name).filter(({ ms }) => ms <= ways.number('until', Infinity) && (ms < without || ms >= again));
  const isLost = (packet: number): boolean => lostEvery > 0 && packet % lostEvery === 1;
  return faxDatagrams(sent, { isLost }).map(({ timeUs, source, bytes }, at) => {
    const place = placeOf(step, what, at);
    const isBack = source !== caller;
    const ends = isBack ? { from: step.to, to: step.from, ports: [what.toPort, what.fromPort] as const } : {};
    return { ...place, ...ends, seconds: seconds + timeUs / 1e6, text: bytes };
  });
}

function datagrams(step: Step, what: Media, seconds: number, bytes: (seconds: number) => Uint8Array): Packet[] {
  const [every = 1, forSeconds = 0] = new Ways(what.ways).numbers('every');
  const count = 1 + Math.floor(forSeconds / every);
  return Array.from({ length: count }, (_, at) => {
    const time = seconds + at * every;
    return { ...placeOf(step, what, at), seconds: time, text: bytes(time) };
  });
}

function mediaPackets(step: Step, what: Media, seconds: number, ways: Ways): Packet[] {
  const every = ways.number('every', 20) / 1000;
  const count = Math.max(1, Math.round(what.seconds / every));
  const lost = new Set(ways.numbers('lost'));
  const lostEvery = ways.number('lose-every', 0);
  const random = seeded(ways.number('seed', step.line));
  const pause = ways.numbers('pause');
  const packets: Packet[] = [];
  for (let at = 0; at < count; at++) {
    const [from = Infinity, to = 0] = pause;
    if (lost.has(at + 1) || (lostEvery > 0 && (at + 1) % lostEvery === 0) || (at >= from && at < to)) continue;
    const skipped = at >= to ? Math.max(0, to - from) : 0;
    const isMarked = ways.has('all-marked') || (ways.has('marked') && (at === 0 || at === to));
    const payload = payloadOf(ways, random);
    const fields = { ...headerOf(step, what, ways), isMarked, sequence: at + 1 - skipped };
    const bytes = packetOf({ ...fields, timestamp: (at + 1) * ways.number('step', 160) }, payload, ways);
    const delay = at % 2 === 1 ? ways.number('jitter', 0) / 1000 : 0;
    const fast = 1 + ways.number('skew', 0) / 1e6;
    packets.push({
      ...placeOf(step, what, at),
      ...dscpOf(ways),
      seconds: seconds + (at * every) / fast + delay,
      text: bytes,
    });
  }
  return packets;
}

/** Each digit is a key pressed for `hold` milliseconds, `apart` milliseconds from the next. */
function eventPackets(step: Step, what: Media, seconds: number, ways: Ways): Packet[] {
  const packets: Packet[] = [];
  const updates = Math.max(1, Math.round(ways.number('hold', 100) / 20));
  const ends = ways.number('ends', 3);
  const apart = updates + ends + Math.round(ways.number('apart', 100) / 20);
  let sequence = ways.number('first', 1);
  for (const [key, digit] of ways.words('digits').entries()) {
    const start = 160 * (1000 + key * apart);
    for (let at = 0; at < updates + ends; at++) {
      const isEnd = at >= updates;
      const duration = 160 * Math.min(at + 1, updates);
      const isMarked = (at === 0 && !ways.has('unmarked')) || ways.has('all-marked');
      const timestamp = ways.has('moving') ? start + 160 * at : start;
      const told = ways.has('shrinking') && at === 2 ? 80 : duration;
      const event = '0123456789*#ABCD'.indexOf(digit);
      const payload = bytesOf(event < 0 ? 0 : event, isEnd ? 0x8a : 0x0a, uint16(told));
      const bytes = packetOf(
        { ...headerOf(step, what, ways), isMarked, sequence: sequence++, timestamp },
        payload,
        ways,
      );
      packets.push({
        ...placeOf(step, what, packets.length),
        seconds: seconds + (key * apart + at) * 0.02,
        text: bytes,
      });
    }
  }
  return packets;
}

type Header = { readonly type: number; readonly ssrc: number };

function headerOf(step: Step, what: Media, ways: Ways): Header {
  return {
    type: ways.number('type', payloadTypeOf(what.codec)),
    ssrc: ways.number('ssrc', step.line * 65_537 + what.fromPort),
  };
}

function packetOf(
  fields: Header & { readonly isMarked: boolean; readonly sequence: number; readonly timestamp: number },
  payload: Uint8Array,
  ways: Ways,
): Uint8Array {
  const { type, ssrc, isMarked, sequence, timestamp } = fields;
  const first = ways.has('bad-padding') && sequence % 10 === 0 ? 0xa0 : 0x80;
  return bytesOf(
    first,
    (isMarked ? 0x80 : 0) | type,
    uint16(sequence & 0xffff),
    uint32(timestamp >>> 0),
    uint32(ssrc),
    payload,
  );
}

function payloadOf(ways: Ways, random: () => number): Uint8Array {
  const length = ways.number('bytes', 160);
  if (!ways.has('random')) return new Uint8Array(length).fill(0xff);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

function dscpOf(ways: Ways): { readonly dscp?: number } {
  const dscp = ways.number('dscp', -1);
  return dscp < 0 ? {} : { dscp };
}

function placeOf(step: Step, what: Media, at: number): Omit<Packet, 'seconds' | 'text'> {
  const ports = [what.fromPort, what.toPort] as const;
  const label = at === 0 ? step.label : undefined;
  return { from: step.from, to: step.to, ports, transport: 'UDP', id: at + 1, line: step.line, label, isUnseen: false };
}
