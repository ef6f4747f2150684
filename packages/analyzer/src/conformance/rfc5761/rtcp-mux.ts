import { offerAnswerRule, type Rule } from '../rule.ts';
import { isUsed, mediaSpanOf, streamName } from '../sdp-places.ts';
import { judgePairs } from '../stream-pairs.ts';

export const rtcpMuxRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'BUN-005',
    title: 'Payload type from 64 to 95 beside RTCP on one port',
    level: 'must',
    severity: 'error',
    rfc: 5761,
    section: '4',
    why: 'Their packets look like those of RTCP: they are not told apart, and lost.',
    advice: 'Use payload types from 96 to 127, and from 0 to 63 where more are needed.',
    right: 'a=rtcp-mux, m=audio 4000 RTP/AVP 96',
    wrong: 'a=rtcp-mux, m=audio 4000 RTP/AVP 72',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        if (!answered.isRtp || !isUsed(offered) || !isUsed(answered) || !offered.rtcpMux || !answered.rtcpMux)
          return undefined;
        const type = answered.formats.find(
          (format) => /^\d\d$/.test(format) && Number(format) >= 64 && Number(format) <= 95,
        );
        if (type === undefined) return 'kept';
        return {
          seen: `The ${streamName(answer.sdp, answered)} is answered with rtcp-mux and the payload type ${type}.`,
          at: answer.seen,
          span: mediaSpanOf(answer.sdp, answered),
          evidence: [offer.seen],
        };
      }),
  }),
];
