import {
  compound,
  extendedReport,
  goodbye,
  half,
  receiverReport,
  senderReport,
  cname,
  word,
  xrBlock,
  type BlockFields,
  type Bytes,
} from '../rtp/build-rtcp.ts';
import { Ways } from './ways.ts';

const starts = new Set(['SR', 'RR', 'CNAME', 'BYE', 'XR']);

/** `SR 7 about 9 lost 128 total 5 jitter 80 lsr 1.0 dlsr 0.2 CNAME 7 alice@host BYE 7 XR 7 about 9 rfactor 60 mos 31`: a compound of these, at that time. */
export function rtcpBytes(words: readonly string[], seconds: number): Uint8Array {
  const packets: Bytes[] = [];
  for (let at = words.findIndex((one) => starts.has(one)); at >= 0 && at < words.length;) {
    const next = words.findIndex((one, index) => index > at && starts.has(one));
    const end = next < 0 ? words.length : next;
    packets.push(packetOf(words.slice(at, end), seconds));
    at = end;
  }
  return compound(...packets);
}

function packetOf([kind, ssrcText = '0', ...rest]: readonly string[], seconds: number): Bytes {
  const ways = new Ways(rest);
  const ssrc = Number(ssrcText);
  const blocks = ways.has('about') && kind !== 'XR' ? [blockOf(ways)] : [];
  const ntp = [Math.floor(seconds) + 3_976_000_000, Math.round((seconds % 1) * 2 ** 32)] as const;
  switch (kind) {
    case 'SR':
      return senderReport({
        ssrc,
        ntp,
        rtpTimestamp: Math.round(seconds * 8000),
        packetCount: ways.number('packets', 0),
        blocks,
      });
    case 'RR':
      return receiverReport(ssrc, ...blocks);
    case 'CNAME':
      return cname(ssrc, rest[0] ?? '');
    case 'BYE':
      return goodbye([ssrc]);
    default:
      return extendedReport(ssrc, voipMetrics(ways));
  }
}

function blockOf(ways: Ways): BlockFields {
  const lsr = ways.number('lsr', -1);
  const middle = (seconds: number): number =>
    ((Math.floor(seconds) & 0xffff) * 0x1_0000 + Math.round((seconds % 1) * 0x1_0000)) >>> 0;
  return {
    ssrc: ways.number('about', 0),
    fractionLost: ways.number('lost', 0),
    cumulativeLost: ways.number('total', 0),
    extendedHighest: ways.number('highest', 0),
    jitter: ways.number('jitter', 0),
    ...(lsr < 0
      ? {}
      : { lastSr: middle(lsr + 3_976_000_000), delaySinceLastSr: Math.round(ways.number('dlsr', 0) * 65_536) }),
  };
}

/** RFC 3611 §4.7. */
function voipMetrics(ways: Ways): Bytes {
  const scores = [ways.number('rfactor', 90), 127, ways.number('mos', 42), 127];
  return xrBlock(
    7,
    0,
    word(ways.number('about', 0)),
    [0, 0, 0, 0],
    half(0),
    half(0),
    half(0),
    half(0),
    [127, 127, 127, 16],
    scores,
    [0, 0],
    half(0),
    half(0),
    half(0),
  );
}
