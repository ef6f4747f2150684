import type { Media } from '@sipscope/parser';
import { offerAnswerRule, type Rule } from '../rule.ts';
import { isUsed, mediaSpanOf, streamName } from '../sdp-places.ts';

export const faxRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-OA-026',
    title: 'The other side does not go over to T.38',
    level: 'robustness',
    severity: 'info',
    rfc: 3264,
    section: '5.1',
    why: 'The fax goes on as sound or fails: over a codec other than G.711, or with losses, it does not come through.',
    advice: 'Let both sides support T.38, or send faxes as G.711 without echo cancellers and voice detection.',
    right: 're-INVITE with m=image 4000 udptl t38, 200 with m=image 5000 udptl t38',
    wrong: 're-INVITE with m=image 4000 udptl t38, 488',
    check({ offer, answer, outcome, refusal, exchange }) {
      const fax = offer?.sdp.media.find((media) => isFax(media) && isUsed(media));
      if (offer === undefined || fax === undefined || !exchange.isInDialog) return undefined;
      const span = mediaSpanOf(offer.sdp, fax);
      if (outcome === 'refused' && refusal !== undefined)
        return isOwnFault(refusal.status)
          ? undefined
          : { seen: `The offer of T.38 is refused with ${refusal.status}.`, at: offer.seen, span, evidence: [refusal] };
      const answered = answer?.sdp.media[offer.sdp.media.indexOf(fax)];
      if (answer === undefined || answered === undefined) return undefined;
      if (isUsed(answered)) return 'kept';
      return {
        seen: `The ${streamName(answer.sdp, answered)} of T.38 is declined with port 0.`,
        at: answer.seen,
        span: mediaSpanOf(answer.sdp, answered),
        evidence: [offer.seen],
      };
    },
  }),
];

function isFax({ kind, proto, formats }: Media): boolean {
  return kind === 'image' && /udptl|tcp/i.test(proto) && formats.some((format) => format.toLowerCase() === 't38');
}

/** What says nothing of T.38: credentials, glare, a call that is over. */
function isOwnFault(status: number): boolean {
  return status === 401 || status === 407 || status === 481 || status === 491 || status === 487;
}
