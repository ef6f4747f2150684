import { eachStream, faultOf, isRtp, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

export const rtcpOnPortRules: readonly Rule[] = [
  mediaRule({
    id: 'BUN-004',
    title: 'RTCP on the port of RTP without agreement',
    level: 'must',
    severity: 'error',
    rfc: 5761,
    section: '5.1.1',
    why: 'The receiver takes it for RTP or drops it: nobody learns of losses, and calls may end for want of RTCP.',
    advice: 'Send RTCP to the port above, or to that of a=rtcp, unless offer and answer both say a=rtcp-mux.',
    right: 'm=audio 4000 without a=rtcp-mux, and RTCP to port 4001',
    wrong: 'm=audio 4000 without a=rtcp-mux, and RTCP to port 4000',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct, facts } = stream.record;
        if (!isRtp(stream) || conduct?.asked === undefined) return undefined;
        const { unmuxed } = conduct;
        if (unmuxed === undefined) return facts.rtcp === undefined ? undefined : 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)}: ${unmuxed.count} packets of RTCP came to its port, and not both sides have said a=rtcp-mux.`,
          [unmuxed.agreedFrame, unmuxed.frame],
        );
      }),
  }),
];
