import type { Media, PayloadFormat } from '@sipscope/parser';
import type { Given } from '../offer-answer.ts';
import { type Fault, offerAnswerRule, type Rule } from '../rule.ts';
import { isUsed, lineOf, mediaLinesOf, mediaSpanOf, spanOf, spanOfAttribute, streamName } from '../sdp-places.ts';

export const laterOfferRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-OA-008',
    title: 'Later offer with fewer m-lines',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '8',
    why: 'Streams are known by their place: the peer refuses the offer, or takes one stream for another.',
    advice: 'Keep every m-line; end a stream by setting its port to 0.',
    right: 'm=audio 4000 … m=video 4002 …, then m=audio 4000 … m=video 0 …',
    wrong: 'm=audio 4000 … m=video 4002 …, then m=audio 4000 …',
    abnf: 'media-descriptions',
    check({ offer }) {
      if (offer?.before === undefined) return undefined;
      const [before, now] = [mediaLinesOf(offer.before.sdp).length, mediaLinesOf(offer.sdp).length];
      if (now >= before) return 'kept';
      return {
        seen: `The description before had ${before} m-line${before === 1 ? '' : 's'}, this offer has ${now}.`,
        at: offer.seen,
        evidence: [offer.before.seen],
      };
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-009',
    title: 'Dynamic payload type changes its meaning within a session',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '8.3.2',
    why: 'Packets under way are decoded with the wrong codec, and some devices keep to the first meaning: noise after hold or resume.',
    advice: 'Give a codec that is new in the session a payload type that was not used in it before.',
    right: 'a=rtpmap:96 AMR/8000, then a=rtpmap:97 opus/48000/2',
    wrong: 'a=rtpmap:96 AMR/8000, then a=rtpmap:96 opus/48000/2',
    abnf: 'rtpmap-value',
    check({ offer, answer }) {
      const faults: Fault[] = [];
      let isJudged = false;
      for (const given of [offer, answer]) {
        if (given?.before === undefined) continue;
        isJudged ||= given.sdp.media.some(({ payloads }) => payloads.some(isDynamic));
        faults.push(...remapped(given));
      }
      return faults.length > 0 ? faults : isJudged ? 'kept' : undefined;
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-015',
    title: 'Hold answered with hold',
    level: 'robustness',
    severity: 'info',
    rfc: 3264,
    section: '8.4',
    why: 'When one side resumes, the other one still holds: the call stays silent.',
    advice: 'Answer sendonly with recvonly, unless the own user holds the call too.',
    right: 'offer: a=sendonly, answer: a=recvonly',
    wrong: 'offer: a=sendonly, answer: a=inactive',
    check({ offer, answer, before }) {
      if (offer === undefined || answer === undefined || before === undefined) return undefined;
      const held = offer.sdp.media.filter((media) => isUsed(media) && media.isRtp);
      if (held.length === 0 || !held.every(({ direction }) => direction === 'sendonly')) return undefined;
      const answered = answer.sdp.media.filter((media) => isUsed(media) && media.isRtp);
      if (answered.length === 0) return undefined;
      const was = [before.offer, before.answer].find((given) => given?.side === answer.side);
      const isHeldBefore = was === undefined || was.sdp.media.some(({ direction }) => !receives(direction));
      if (isHeldBefore) return undefined;
      const back = answered.find(({ direction }) => !receives(direction));
      if (back === undefined) return 'kept';
      return {
        seen: `The ${streamName(answer.sdp, back)} is put on hold with sendonly, and answered ${back.direction}.`,
        at: answer.seen,
        span: directionSpan(answer, back),
        evidence: [offer.seen],
      };
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-016',
    title: 'Hold by the address 0.0.0.0',
    level: 'robustness',
    severity: 'info',
    rfc: 3264,
    section: '8.4',
    why: 'It leaves no room for RTCP, does not work with IPv6, and devices that do not know the old way send to nowhere or refuse it.',
    advice: 'Hold with a=sendonly or a=inactive and the real address.',
    right: 'c=IN IP4 192.0.2.1 and a=sendonly',
    wrong: 'c=IN IP4 0.0.0.0',
    abnf: 'connection-field',
    check({ offer }) {
      if (offer?.before === undefined) return undefined;
      const used = offer.sdp.media.filter((media) => isUsed(media) && media.iceUfrag === undefined);
      if (used.length === 0) return undefined;
      const held = used.find(({ address }) => address === '0.0.0.0');
      if (held === undefined) return 'kept';
      const line = lineOf(offer.sdp, 'c', held);
      return {
        seen: `The ${streamName(offer.sdp, held)} has the address 0.0.0.0 and port ${held.port ?? 'none'}.`,
        at: offer.seen,
        span: line === undefined ? undefined : spanOf(line),
        evidence: [offer.before.seen],
      };
    },
  }),
];

function receives(direction: Media['direction']): boolean {
  return direction === 'sendrecv' || direction === 'recvonly';
}

function directionSpan({ sdp }: Given, media: Media): Fault['span'] {
  const attribute = media.first(media.direction);
  return attribute === undefined ? mediaSpanOf(sdp, media) : spanOfAttribute(attribute);
}

function isDynamic({ payloadType }: PayloadFormat): boolean {
  return payloadType >= 96 && payloadType <= 127;
}

/** Descriptions of one side that are looked back to. */
const mostBefore = 16;
/** There are 128 payload types. */
const mostPayloads = 128;

function remapped(given: Given): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [index, media] of given.sdp.media.entries()) {
    if (!media.isRtp || !isUsed(media)) continue;
    for (const payload of media.payloads.slice(0, mostPayloads)) {
      const before = isDynamic(payload) ? earlierMeaning(given, index, media, payload) : undefined;
      if (before === undefined) continue;
      const { payloadType } = payload;
      const map = media.named('rtpmap').find(({ typed }) => typed?.payloadType === payloadType);
      faults.push({
        seen: `The payload type ${payloadType} of the ${streamName(given.sdp, media)} was ${before.meaning} and is ${meaningOf(payload)}.`,
        at: given.seen,
        span: map === undefined ? undefined : spanOfAttribute(map),
        evidence: [before.seen],
      });
      if (faults.length >= mostFaults) return faults;
    }
  }
  return faults;
}

const mostFaults = 8;

/** What the payload type meant in the same stream before, where that was something else. A slot whose port was 0 begins another stream (RFC 3264 §8.1). */
function earlierMeaning(
  { before }: Given,
  index: number,
  media: Media,
  now: PayloadFormat,
): { readonly meaning: string; readonly seen: Given['seen'] } | undefined {
  let given = before;
  for (let step = 0; given !== undefined && step < mostBefore; step++, given = given.before) {
    const was = given.sdp.media[index];
    if (was === undefined || was.kind !== media.kind || !isUsed(was)) return undefined;
    const payload = was.payloads.slice(0, mostPayloads).find(({ payloadType }) => payloadType === now.payloadType);
    if (payload === undefined) continue;
    return meaningOf(payload).toLowerCase() === meaningOf(now).toLowerCase()
      ? undefined
      : { meaning: meaningOf(payload), seen: given.seen };
  }
  return undefined;
}

function meaningOf({ encoding, clockHz, channels }: PayloadFormat): string {
  return `${encoding}/${clockHz}${channels === 1 ? '' : `/${channels}`}`;
}
