import { eachStream, faultOf, isRtp, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** Fewer packets may look like RTP by chance. */
const fewestPackets = 50;
/** A call is set up so long before its media at most, as a rule: ringing ends by then (RFC 3261 §16.6, Timer C). */
const setUpNs = 180e9;

export const unannouncedRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-001',
    title: 'RTP that no session description announces',
    level: 'robustness',
    severity: 'warning',
    rfc: 3550,
    section: 'A.1',
    why: 'Media without signalling is that of a call that is over for one side, goes past who should relay it, or is sent by somebody who has no business there.',
    advice: 'Look who sends from that address, and whether its call is signalled another way than the capture shows.',
    right: 'c=IN IP4 192.0.2.2, m=audio 6000 …, and RTP to 192.0.2.2:6000',
    wrong: 'RTP to 192.0.2.2:6000, and no m-line with port 6000 in any message between these hosts',
    check: (media) =>
      eachStream(media, (stream) => {
        if (!isRtp(stream)) return undefined;
        const { isHeuristic, packets, startedNs } = stream.record;
        if (!isHeuristic) return 'kept';
        if (media.call !== undefined || packets < fewestPackets) return undefined;
        // Whose signalling is not captured at all, of them nothing can be said.
        if (!media.isSignalling(stream.srcIp) || !media.isSignalling(stream.dstIp)) return 'G-MULTIHOP';
        if (startedNs < setUpNs) return 'G-MIDSTART';
        if (!media.isObserved(startedNs - setUpNs, startedNs)) return 'G-LOSS';
        return faultOf(
          stream,
          `${nameOf(stream)} has ${packets} packets, and no session description names either address.`,
        );
      }),
  }),
];
