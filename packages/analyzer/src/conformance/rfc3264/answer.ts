import type { Media, SessionDescription } from '@sipscope/parser';
import { pairPayloads } from '../../session/agree-codecs.ts';
import type { Given } from '../offer-answer.ts';
import { quoted } from '../quoted.ts';
import { type Fault, offerAnswerRule, type Rule } from '../rule.ts';
import { isUsed, lineOf, mediaLinesOf, mediaSpanOf, spanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { judgePairs, type StreamPair } from '../stream-pairs.ts';

/** What the answer says that may be said to an offer of a direction (RFC 3264 §6.1). */
const allowedAnswers: ReadonlyMap<string, readonly string[]> = new Map([
  ['sendonly', ['recvonly', 'inactive']],
  ['recvonly', ['sendonly', 'inactive']],
  ['inactive', ['inactive']],
]);

/** Formats that go along with a codec, and are none by themselves. */
const companions: ReadonlySet<string> = new Set([
  'telephone-event',
  'tone',
  'cn',
  'red',
  'rtx',
  'ulpfec',
  'flexfec',
  'flexfec-03',
  'parityfec',
]);

export const answerRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-OA-001',
    title: 'Answer with another number of m-lines than the offer',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '6',
    why: 'Streams are matched by their order: one that is missing or one too many puts sound to the port of the video, or nowhere.',
    advice: 'Answer every m-line of the offer in its place; decline it with port 0 where it is not wanted.',
    right: 'offer: m=audio 4000 … m=video 4002 …, answer: m=audio 5000 … m=video 0 …',
    wrong: 'offer: m=audio 4000 … m=video 4002 …, answer: m=audio 5000 …',
    abnf: 'media-descriptions',
    check({ offer, answer }) {
      if (offer === undefined || answer === undefined) return undefined;
      const [offered, answered] = [mediaLinesOf(offer.sdp), mediaLinesOf(answer.sdp)];
      if (offered.length === answered.length) return 'kept';
      const extra = answered[offered.length];
      return {
        seen: `The offer has ${linesText(offered.length)}, the answer ${linesText(answered.length)}.`,
        at: answer.seen,
        span: extra === undefined ? undefined : spanOf(extra),
        evidence: [offer.seen],
      };
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-002',
    title: 'Answer with another medium or transport than the offer',
    level: 'must',
    severity: 'warning',
    rfc: 3264,
    section: '6.1',
    why: 'The offerer expects packets of the kind and the profile it offered, and can do nothing with others.',
    advice: 'Answer each m-line with the medium and the protocol of the offer, or decline it with port 0.',
    right: 'offer: m=audio 4000 RTP/SAVP 0, answer: m=audio 0 RTP/SAVP 0',
    wrong: 'offer: m=audio 4000 RTP/SAVP 0, answer: m=audio 5000 RTP/AVP 0',
    abnf: 'media-field',
    check: (one) =>
      judgePairs(one, (pair, offer) => {
        const { offered, answered } = pair;
        if (offered.kind !== answered.kind) return mismatch(pair, offer, offered.kind, answered.kind);
        // RFC 5939: what the answer may choose stands in capabilities.
        if (!isUsed(answered) || hasCapabilities(offered) || hasCapabilities(offer.sdp)) return undefined;
        if (offered.proto.toUpperCase() === answered.proto.toUpperCase()) return 'kept';
        return mismatch(pair, offer, offered.proto, answered.proto);
      }),
  }),
  offerAnswerRule({
    id: 'SDP-OA-003',
    title: 'Answer that accepts a stream with none of the formats offered',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '6.1',
    why: 'Neither side may send what the other one did not list: there is no sound, or noise.',
    advice: 'List at least one format of the offer, by its name and clock rate, or decline the stream with port 0.',
    right: 'offer: m=audio 4000 RTP/AVP 0 8, answer: m=audio 5000 RTP/AVP 8',
    wrong: 'offer: m=audio 4000 RTP/AVP 0, answer: m=audio 5000 RTP/AVP 8',
    abnf: 'media-field',
    check: (one) =>
      judgePairs(one, (pair, offer) => {
        const { offered, answered, answer } = pair;
        if (!isUsed(offered) || !isUsed(answered) || !isKnownRtp(offered) || !isKnownRtp(answered)) return undefined;
        const [wanted, given] = [codecsOf(offered), codecsOf(answered)];
        if (wanted.length === 0 || given.length === 0) return undefined;
        if (pairPayloads(wanted, given).length > 0) return 'kept';
        // The same number of RFC 3551, whatever is said of its clock rate.
        if (given.some(({ payloadType: type }) => type < 96 && wanted.some((codec) => codec.payloadType === type)))
          return undefined;
        return {
          seen: `The ${streamName(answer.sdp, answered)} is answered with ${namesOf(given)}, and was offered with ${namesOf(wanted)}.`,
          at: answer.seen,
          span: mediaSpanOf(answer.sdp, answered),
          evidence: [offer.seen],
        };
      }),
  }),
  offerAnswerRule({
    id: 'SDP-OA-004',
    title: 'Direction of the answer that the offer does not allow',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '6.1',
    why: 'Both would send and nobody listen, or the other way round: music on hold is not heard, or sound goes one way only.',
    advice: 'Answer sendonly with recvonly or inactive, recvonly with sendonly or inactive, inactive with inactive.',
    right: 'offer: a=sendonly, answer: a=recvonly',
    wrong: 'offer: a=sendonly, answer without a direction, which means sendrecv',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        if (!isUsed(offered) || !isUsed(answered)) return undefined;
        const allowed = allowedAnswers.get(offered.direction);
        if (allowed === undefined || isMulticast(offered)) return undefined;
        if (allowed.includes(answered.direction)) return 'kept';
        const attribute = answered.first(answered.direction);
        return {
          seen: `The ${streamName(answer.sdp, answered)} is offered ${offered.direction} and answered ${directionText(answered)}.`,
          at: answer.seen,
          span: attribute === undefined ? mediaSpanOf(answer.sdp, answered) : spanOfAttribute(attribute),
          evidence: [offer.seen],
        };
      }),
  }),
  offerAnswerRule({
    id: 'SDP-OA-010',
    title: 'Stream offered with port 0 and answered with a port',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '8.2',
    why: 'The offerer has closed the stream and receives nothing there.',
    advice: 'Answer a stream of port 0 with port 0.',
    right: 'offer: m=video 0 RTP/AVP 99, answer: m=video 0 RTP/AVP 99',
    wrong: 'offer: m=video 0 RTP/AVP 99, answer: m=video 5002 RTP/AVP 99',
    abnf: 'port',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        if (offered.port !== 0 || offered.has('bundle-only')) return undefined;
        if (answered.port === 0) return 'kept';
        return {
          seen: `The ${streamName(answer.sdp, answered)} is offered with port 0 and answered with port ${answered.port ?? 'none'}.`,
          at: answer.seen,
          span: mediaSpanOf(answer.sdp, answered),
          evidence: [offer.seen],
        };
      }),
  }),
  offerAnswerRule({
    id: 'SDP-OA-021',
    title: 'Times of the answer are not those of the offer',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '6',
    why: 'The time of a session cannot be negotiated: strict devices refuse the answer.',
    advice: 'Copy the t= line of the offer; send "t=0 0" in offers.',
    right: 'offer: t=0 0, answer: t=0 0',
    wrong: 'offer: t=0 0, answer: t=3034423619 3042462419',
    abnf: 'time-description',
    check({ offer, answer }) {
      if (offer === undefined || answer === undefined) return undefined;
      const [offered, answered] = [timesOf(offer.sdp), timesOf(answer.sdp)];
      if (offered === '' || answered === '') return undefined;
      if (offered === answered) return 'kept';
      const line = lineOf(answer.sdp, 't');
      return {
        seen: `The offer has the times ${quoted(offered)}, the answer ${quoted(answered)}.`,
        at: answer.seen,
        span: line === undefined ? undefined : spanOf(line),
        evidence: [offer.seen],
      };
    },
  }),
];

function mismatch({ answer, answered }: StreamPair, offer: Given, wanted: string, given: string): Fault {
  return {
    seen: `The ${streamName(offer.sdp, offer.sdp.media[answer.sdp.media.indexOf(answered)] ?? answered)} is offered as ${quoted(wanted)} and answered as ${quoted(given)}.`,
    at: answer.seen,
    span: mediaSpanOf(answer.sdp, answered),
    evidence: [offer.seen],
  };
}

function linesText(count: number): string {
  return count === 0 ? 'no m-line' : count === 1 ? 'one m-line' : `${count} m-lines`;
}

function hasCapabilities(section: Media | SessionDescription): boolean {
  return section.has('pcfg') || section.has('tcap') || section.has('cdsc');
}

/** Whether it is known of every format what it stands for. */
function isKnownRtp(media: Media): boolean {
  return media.isRtp && media.payloads.length === media.formats.length;
}

/** There are 128 payload types. */
const mostPayloads = 128;

function codecsOf({ payloads }: Media): Media['payloads'] {
  return payloads.slice(0, mostPayloads).filter(({ encoding }) => !companions.has(encoding.toLowerCase()));
}

function namesOf(payloads: Media['payloads']): string {
  const names = payloads.slice(0, mostNamed).map(({ encoding, clockHz }) => `${encoding}/${clockHz}`);
  return quoted(names.join(', '));
}

/** Formats named in a sentence. */
const mostNamed = 6;

function directionText(media: Media): string {
  const isSaid = media.has(media.direction);
  return isSaid ? media.direction : `${media.direction}, by having no direction of its own`;
}

/** RFC 3264 §6.2: of those both sides have the same direction. */
function isMulticast({ connection }: Media): boolean {
  return connection !== undefined && /^(?:2(?:2[4-9]|3\d)\.|ff)/i.test(connection.address);
}

function timesOf({ timings }: SessionDescription): string {
  return timings.map(({ start, stop }) => `${start} ${stop}`).join(', ');
}
