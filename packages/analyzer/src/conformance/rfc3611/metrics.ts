import { eachStream, faultOf, inSentence } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** Below, many users are dissatisfied (ITU-T G.107 Annex B). */
const poorRating = 70;
const poorScore = 3.6;

export const voipMetricRules: readonly Rule[] = [
  mediaRule({
    id: 'RCP-006',
    title: 'The receiver reports poor quality',
    level: 'robustness',
    severity: 'info',
    rfc: 3611,
    section: '4.7',
    why: 'It is what the device heard, with its own jitter buffer: what the user complains of.',
    advice: 'Compare losses and jitter of the same stream at the capture to see on which side it gets poor.',
    right: 'R factor 88, MOS-LQ 4.1',
    wrong: 'R factor 52, MOS-LQ 2.9',
    check: (media) =>
      eachStream(media, (stream) => {
        const told =
          stream.record.facts.rtcp?.receivers?.flatMap(({ voip }) => (voip === undefined ? [] : [voip])) ?? [];
        const [voip] = told;
        if (voip === undefined) return undefined;
        const { rFactorMin, mosLqMin, lossPercent, discardPercent, frame } = voip;
        if (rFactorMin === undefined && mosLqMin === undefined) return undefined;
        if ((rFactorMin ?? 100) >= poorRating && (mosLqMin ?? 5) >= poorScore) return 'kept';
        const scores = [
          ...(rFactorMin === undefined ? [] : [`R factor ${rFactorMin}`]),
          ...(mosLqMin === undefined ? [] : [`MOS-LQ ${mosLqMin}`]),
        ];
        return faultOf(
          stream,
          `The receiver of ${inSentence(stream)} reports ${scores.join(', ')} at worst, ${lossPercent} % lost and ${discardPercent} % too late.`,
          [frame],
        );
      }),
  }),
];
