import type { Rule } from '../rule.ts';
import { messageRule } from '../rule.ts';
import { isUsed, mediaSpanOf, streamName } from '../sdp-places.ts';

const optionTag = 'trickle-ice';

export const trickleRules: readonly Rule[] = [
  messageRule({
    id: 'ICE-008',
    title: 'Trickle ICE without its option tag or mid',
    level: 'must',
    severity: 'error',
    rfc: 8840,
    section: '4.1',
    why: 'The peer sends no candidates by INFO, or cannot tell which stream they are of: connectivity is never found.',
    advice:
      'Send Supported: trickle-ice in the INVITE and its responses, and a=mid in every stream; or send all candidates at once.',
    right: 'Supported: trickle-ice, a=ice-options:trickle, a=mid:1',
    wrong: 'a=ice-options:trickle without candidates and without Supported: trickle-ice',
    headers: ['Supported', 'Recv-Info'],
    on: { requests: ['INVITE'], responses: ['1xx', '2xx'], responsesTo: ['INVITE'], body: 'sdp' },
    check({ message }) {
      const { sdp } = message;
      if (sdp === undefined) return undefined;
      const trickled = sdp.media.filter(
        (media) =>
          isUsed(media) && [...(sdp.get('ice-options') ?? []), ...(media.get('ice-options') ?? [])].includes('trickle'),
      );
      // What is all there need not be trickled.
      const bare = trickled.filter((media) => !media.has('candidate') && !media.has('end-of-candidates'));
      if (bare.length === 0) return undefined;
      const isSupported = [...message.supported, ...message.require].some((tag) => tag.toLowerCase() === optionTag);
      const [first] = bare;
      if (first === undefined) return undefined;
      if (!isSupported)
        return {
          seen: `The candidates of the ${streamName(sdp, first)} are to be trickled, and neither Supported nor Require has ${optionTag}.`,
          span: mediaSpanOf(sdp, first),
        };
      const unnamed = bare.find(({ mid }) => mid === undefined);
      if (unnamed === undefined) return 'kept';
      return {
        seen: `The candidates of the ${streamName(sdp, unnamed)} are to be trickled, and it has no mid.`,
        span: mediaSpanOf(sdp, unnamed),
      };
    },
  }),
];
