import type { Attribute, Media, PayloadFormat, SessionDescription } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { type Rule, sourceRule } from '../rule.ts';
import { hasAttribute, isUsed, lineOf, mediaSpanOf, spanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { describing, judgeStreams, sdpRule } from '../sdp-rules.ts';
import { isKnownAttribute } from './known-attributes.ts';

/** What is legal, or not ruled, and explains why media fails. */
export const practiceRules: readonly Rule[] = [
  sourceRule({
    id: 'SDP-SYN-011',
    title: 'Unknown attribute',
    level: 'robustness',
    severity: 'info',
    rfc: 8866,
    section: '5.13',
    why: 'Receivers ignore what they do not know: what it is for works between devices of one vendor alone.',
    advice: 'Use a registered attribute where there is one.',
    right: 'a=rtcp-mux',
    wrong: 'a=x-our-mux:1',
    on: describing,
    watch: () => {
      const known = new Set<string>();
      return ({ message: { sdp } }) => {
        if (sdp === undefined) return undefined;
        const isNew = ({ name }: Attribute): boolean => !isKnownAttribute(name) && !known.has(name);
        let unknown = sdp.attributes.find(isNew);
        let isEmpty = sdp.attributes.length === 0;
        for (const { attributes } of sdp.media) {
          isEmpty &&= attributes.length === 0;
          unknown ??= attributes.find(isNew);
        }
        if (isEmpty) return undefined;
        if (unknown === undefined || known.size >= mostTold) return 'kept';
        known.add(unknown.name.slice(0, longestName));
        return {
          seen: `The attribute ${quoted(unknown.name)} is none of those known for sessions of SIP.`,
          span: spanOfAttribute(unknown),
        };
      };
    },
  }),
  sdpRule({
    id: 'SDP-SYN-015',
    title: 'Address that the peer cannot send to',
    level: 'robustness',
    severity: 'info',
    rfc: 8866,
    section: '5.7',
    why: 'Sound goes one way or nowhere, unless ICE or a border element finds the real address.',
    advice: 'Give the address that the peer reaches: by STUN or ICE, or let a border element put its own.',
    right: 'c=IN IP4 203.0.113.7 in a message to a public address',
    wrong: 'c=IN IP4 192.168.1.7 in a message to a public address',
    abnf: 'connection-field',
    check: (sdp, { srcIp, dstIp }) =>
      judgeStreams(sdp, (media) => {
        const { address, port } = media;
        const isSaid = port !== 0 && address !== undefined && !media.has('candidate') && media.iceUfrag === undefined;
        if (!isSaid) return undefined;
        const line = lineOf(sdp, 'c', media);
        const span = line === undefined ? undefined : spanOf(line);
        const name = streamName(sdp, media);
        // Held, or not known yet: other rules.
        if (address === '0.0.0.0' || address === '::') return undefined;
        if (isLoopback(address) && !isLoopback(dstIp))
          return { seen: `The ${name} is to be sent to the loopback address ${address}.`, span };
        if (isPrivate(address) && isPublic(dstIp) && isPublic(srcIp))
          return {
            seen: `The ${name} is to be sent to the private address ${address}, and the message goes to ${dstIp}.`,
            span,
          };
        return 'kept';
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-021',
    title: 'RTCP of a stream has no port of its own',
    level: 'robustness',
    severity: 'info',
    rfc: 8866,
    section: '5.14',
    why: 'RTCP goes to the port above that of RTP: it meets the packets of another stream, or an odd port that some devices round down.',
    advice: 'Use an even port, the next one free, for each stream; or a=rtcp or a=rtcp-mux.',
    right: 'm=audio 4000 …, m=video 4002 …',
    wrong: 'm=audio 4000 …, m=video 4001 …',
    check(sdp) {
      const isShared = sdp.has('group') || hasAttribute(sdp, 'candidate') || hasAttribute(sdp, 'ice-ufrag');
      if (isShared) return undefined;
      const taken = new Map<string, Media>();
      return judgeStreams(sdp, (media) => judgePort(sdp, media, taken));
    },
  }),
  sdpRule({
    id: 'SDP-SYN-022',
    title: 'Bandwidth below what every codec needs',
    level: 'robustness',
    severity: 'info',
    rfc: 8866,
    section: '5.8',
    why: 'Networks that keep to it drop packets: the bearer of an IMS call is set up for less than is sent.',
    advice:
      'Send b=AS with the bit rate of the codec and 40 bytes of IP, UDP and RTP for each packet: 80 for G.711 of 20 ms.',
    right: 'm=audio 4000 RTP/AVP 0, b=AS:80',
    wrong: 'm=audio 4000 RTP/AVP 0, b=AS:24',
    abnf: 'bandwidth-field',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const limit = limitOf(media) ?? limitOf(sdp);
        if (limit === undefined || limit.bits === 0 || !isUsed(media) || media.kind !== 'audio') return undefined;
        if (limitOf(media) === undefined && sdp.media.length > 1) return undefined;
        const codecs = media.payloads.filter(({ encoding }) => !companions.has(encoding.toLowerCase()));
        if (codecs.length === 0 || media.payloads.length < media.formats.length) return undefined;
        const needs = codecs.map((codec) => bitsOf(codec, media.ptimeMs ?? usualPtimeMs, limit.hasHeaders));
        // Of a codec whose rate varies nothing is known.
        if (needs.includes(undefined)) return undefined;
        const least = Math.min(...needs.map((bits) => bits ?? 0));
        if (limit.bits >= least * tolerance) return 'kept';
        const line = lineOf(sdp, 'b', media);
        return {
          seen: `The ${streamName(sdp, media)} may have ${Math.floor(limit.bits / 1000)} kbit/s (${limit.type}), and its codecs need ${Math.ceil(least / 1000)} and more.`,
          span: line === undefined ? undefined : spanOf(line),
        };
      }),
  }),
];

/** Names told of one device. */
const mostTold = 64;
const longestName = 200;

function judgePort(
  sdp: SessionDescription,
  media: Media,
  taken: Map<string, Media>,
): ReturnType<Parameters<typeof judgeStreams>[1]> {
  const { port, address, isRtp } = media;
  if (port === undefined || port === 0 || address === undefined) return undefined;
  const [own, next] = [`${address} ${port}`, `${address} ${port + 1}`];
  const below = taken.get(`${address} ${port - 1}`);
  const span = mediaSpanOf(sdp, media);
  const name = streamName(sdp, media);
  if (taken.has(own)) return { seen: `The ${name} has the address and port of another stream.`, span };
  taken.set(own, media);
  if (!isRtp) return undefined;
  const isAlone = !media.has('rtcp') && !media.rtcpMux;
  if (below !== undefined && below.isRtp && !below.has('rtcp') && !below.rtcpMux)
    return { seen: `The ${name} has the port ${port}, to which RTCP of the ${streamName(sdp, below)} goes.`, span };
  if (isAlone && taken.has(next))
    return { seen: `RTCP of the ${name} goes to port ${port + 1}, which is another stream's.`, span };
  if (isAlone && port % 2 === 1)
    return { seen: `The ${name} has the odd port ${port}, without a=rtcp or a=rtcp-mux.`, span };
  return 'kept';
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6. */
function isPrivate(address: string): boolean {
  return (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/.test(address) ||
    /^(?:f[cd]|fe[89ab])[\da-f]*:/i.test(address)
  );
}

/** Beside those, no shared address space (RFC 6598). */
function isPublic(address: string): boolean {
  const isShared = /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address);
  return !isPrivate(address) && !isLoopback(address) && !isShared && !address.startsWith('0.');
}

const usualPtimeMs = 20;
/** Of IPv4, UDP and RTP, in bits. */
const headerBits = 40 * 8;
/** Some round down. */
const tolerance = 0.95;

/** Codecs of one rate, in bits a second; of those with several the least. */
const codecBits: ReadonlyMap<string, number> = new Map([
  ['pcmu', 64_000],
  ['pcma', 64_000],
  ['g722', 64_000],
  ['g726-16', 16_000],
  ['g726-24', 24_000],
  ['g726-32', 32_000],
  ['g726-40', 40_000],
  ['g728', 16_000],
  ['g729', 8000],
  ['g723', 5300],
  ['gsm', 13_200],
  ['ilbc', 13_330],
]);

const companions: ReadonlySet<string> = new Set(['telephone-event', 'cn', 'red']);

function bitsOf({ encoding }: PayloadFormat, ptimeMs: number, hasHeaders: boolean): number | undefined {
  const bits = codecBits.get(encoding.toLowerCase());
  return bits === undefined || ptimeMs <= 0 ? undefined : bits + (hasHeaders ? (headerBits * 1000) / ptimeMs : 0);
}

/** AS is with the headers of the packets, TIAS without (RFC 3890 §6.2). */
function limitOf({
  bandwidths,
}: Pick<Media, 'bandwidths'>):
  | { readonly type: string; readonly bits: number; readonly hasHeaders: boolean }
  | undefined {
  const found = bandwidths.find(({ type }) => type.toUpperCase() === 'TIAS' || type.toUpperCase() === 'AS');
  if (found === undefined) return undefined;
  const isTias = found.type.toUpperCase() === 'TIAS';
  return {
    type: `b=${found.type}:${found.value}`,
    bits: isTias ? found.value : found.value * 1000,
    hasHeaders: !isTias,
  };
}
