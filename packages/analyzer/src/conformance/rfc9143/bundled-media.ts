import { eachStream, faultOf, inSentence, isRtp } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

export const bundledMediaRules: readonly Rule[] = [
  mediaRule({
    id: 'BUN-003',
    title: 'A packet of a bundle is of no m-line that can be told',
    level: 'must',
    severity: 'error',
    rfc: 9143,
    section: '9.2',
    why: 'The receiver finds the m-line by the MID in the packet, by the SSRC that the sender has named, or by a payload type that only one m-line has: else it drops the packet.',
    advice:
      'Send the MID as a header extension (a=extmap … urn:ietf:params:rtp-hdrext:sdes:mid), or give m-lines payload types of their own.',
    right: 'a=group:BUNDLE a b, m=audio … 111, m=video … 96',
    wrong: 'a=group:BUNDLE a b, m=audio … 96, m=video … 96, no a=ssrc, and packets without a MID',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct } = stream.record;
        if (!isRtp(stream) || conduct?.asked?.isBundled !== true) return undefined;
        if (conduct.ambiguousType !== undefined)
          return faultOf(
            stream,
            `Payload type ${conduct.ambiguousType} of ${inSentence(stream)} is that of several m-lines of its bundle, and neither a MID nor an a=ssrc says of which it is.`,
          );
        const unknown = stream.problems.find(({ code }) => code === 'wrong-payload-type');
        return unknown === undefined
          ? 'kept'
          : faultOf(stream, `In a bundle, ${inSentence(stream)}: ${unknown.text}`, unknown.frames);
      }),
  }),
];
