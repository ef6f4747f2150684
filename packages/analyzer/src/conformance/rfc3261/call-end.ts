import { eachStream, faultOf, isRtp, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';
import { secondsText } from '../told.ts';

/** What was on its way, and a tail of comfort noise, is over by then. */
const tailNs = 2e9;
/** So long after its last packet a call is taken for one that nobody has ended. */
const forgottenNs = 60e9;
/** Fewer packets say nothing. */
const fewestPackets = 50;

/** Media and the end of its call. */
export const callEndRules: readonly Rule[] = [
  mediaRule({
    id: 'SIP-BYE-006',
    title: 'Media goes on after the BYE',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '15',
    why: 'One side does not know that the call is over: it may still be heard, or be charged.',
    advice: 'Stop sending media when the BYE is sent or received.',
    right: 'BYE, and no RTP after it',
    wrong: 'BYE, 200, and RTP for 10 s more',
    check: (media) =>
      eachStream(media, (stream) => {
        const { call } = media;
        const { startedNs, endedNs, lastFrame } = stream.record;
        if (call === undefined || call.endedNs < 0 || call.answeredNs < 0 || !isRtp(stream)) return undefined;
        if (startedNs > call.endedNs) return undefined;
        if (endedNs <= call.endedNs + tailNs) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} went on for ${secondsText(endedNs - call.endedNs)} after its call was ended.`,
          [lastFrame],
        );
      }),
  }),
  mediaRule({
    id: 'SIP-DLG-002',
    title: 'Call that is never ended, though its media has',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '12.3',
    why: 'Both sides may take the call for one that goes on: it is billed, and keeps a line busy.',
    advice:
      'Look why no BYE came: a device that lost its network, or a BYE that took another way. Session timers end such calls.',
    right: 'RTP until the BYE',
    wrong: 'RTP ends, and no BYE comes',
    check(media) {
      const { call, nowNs } = media;
      if (call === undefined || call.answeredNs < 0) return undefined;
      if (call.endedNs >= 0) return 'kept';
      const streams = media.streams.filter((stream) => isRtp(stream) && stream.record.packets >= fewestPackets);
      const last = streams.toSorted((a, b) => a.record.endedNs - b.record.endedNs).at(-1);
      if (last === undefined) return undefined;
      const { endedNs, lastFrame } = last.record;
      if (nowNs - endedNs <= forgottenNs) return 'G-END';
      // Held, or changed, nothing need be sent.
      if (media.hasChanged(call.answeredNs, nowNs)) return undefined;
      // Who speaks sends, who is silent may not.
      if (streams.some(({ record: { facts } }) => (facts.pauses ?? 0) > 0 || facts.comfortNoise !== undefined))
        return undefined;
      if (!media.isObserved(endedNs, endedNs + forgottenNs)) return 'G-LOSS';
      return {
        seen: `The last media packet came ${secondsText(nowNs - endedNs)} before the end of what was captured, and nobody ended the call.`,
        stream: last,
        timeNs: endedNs,
        frames: [lastFrame],
      };
    },
  }),
];
