import { offerAnswerRule, type Rule } from '../rule.ts';
import { isUsed, mediaSpanOf, streamName } from '../sdp-places.ts';
import { judgePairs } from '../stream-pairs.ts';

export const capabilityRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-ALT-001',
    title: 'Answer takes another protocol than offered, and does not say which configuration',
    level: 'robustness',
    severity: 'info',
    rfc: 5939,
    section: '3.6.2',
    why: 'The offerer does not know which of its configurations was taken: best-effort encryption fails.',
    advice: 'Say with a=acfg which configuration the answer takes, or keep to the protocol of the m-line.',
    right: 'offer: RTP/AVP with a=pcfg:1 t=1, answer: RTP/SAVP with a=acfg:1 t=1',
    wrong: 'offer: RTP/AVP with a=pcfg:1 t=1, answer: RTP/SAVP',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        if (!offered.has('pcfg') || !isUsed(answered)) return undefined;
        const isOther = offered.proto.toUpperCase() !== answered.proto.toUpperCase();
        if (!isOther || answered.has('acfg')) return 'kept';
        return {
          seen: `The ${streamName(answer.sdp, answered)} is offered as ${offered.proto} with other configurations, and answered as ${answered.proto} without a=acfg.`,
          at: answer.seen,
          span: mediaSpanOf(answer.sdp, answered),
          evidence: [offer.seen],
        };
      }),
  }),
];
