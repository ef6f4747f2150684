import { eachStream, faultOf, isAudio, nameOf } from '../each-stream.ts';
import type { JudgedStream } from '../media-case.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** Codecs without silence of their own: a pause in them is the sender's. */
const plainCodecs: ReadonlySet<string> = new Set(['PCMU', 'PCMA', 'G722', 'GSM', 'L16', 'G726-32']);
const fewestPackets = 20;
const shortestPauseMs = 200;

export const talkspurtRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-011',
    title: 'The marker does not mark the beginning of talk',
    level: 'robustness',
    severity: 'info',
    rfc: 3551,
    section: '4.1',
    why: 'The marker says where a jitter buffer may set its delay anew: on every packet it does so all the time, and never where it is missing.',
    advice: 'Set the marker on the first packet after a pause in which nothing was sent, and on no other.',
    right: 'M on the first packet after a pause',
    wrong: 'M on every packet',
    check: (media) => eachStream(media, checkMarkers),
  }),
  mediaRule({
    id: 'RTP-012',
    title: 'Silence is suppressed without comfort noise',
    level: 'robustness',
    severity: 'info',
    rfc: 3389,
    section: '4',
    why: 'Where nothing is sent in pauses and no noise was agreed on, the line sounds dead, and noise that comes all the same is played as a crackle.',
    advice: 'Agree on CN (payload type 13), or send sound in pauses too.',
    right: 'm=audio 4000 RTP/AVP 0 13, and packets of type 13 in pauses',
    wrong: 'm=audio 4000 RTP/AVP 0, and no packets in pauses',
    check: (media) => eachStream(media, checkPauses),
  }),
];

function checkMarkers(stream: JudgedStream): ReturnType<Parameters<typeof eachStream>[1]> {
  const { packets, conduct, facts } = stream.record;
  if (!isAudio(stream) || conduct === undefined || packets < fewestPackets) return undefined;
  // Events have markers of their own.
  if (facts.dtmf !== undefined || facts.events !== undefined) return undefined;
  if (conduct.markers >= packets)
    return faultOf(stream, `${nameOf(stream)} has the marker on all of its ${packets} packets.`);
  if (conduct.unmarkedGaps > 0 && conduct.markers === 0 && plainCodecs.has(facts.codec?.toUpperCase() ?? '')) {
    const count = conduct.unmarkedGaps;
    const seen = `${nameOf(stream)} has no marker anywhere, though its timestamps leave out a quarter of a second and more ${count === 1 ? 'once' : `${count} times`} while no packet is missing.`;
    return faultOf(stream, seen, [conduct.unmarkedGapFrame]);
  }
  return 'kept';
}

function checkPauses(stream: JudgedStream): ReturnType<Parameters<typeof eachStream>[1]> {
  const { conduct, facts } = stream.record;
  const formats = conduct?.asked?.formats;
  if (!isAudio(stream) || formats === undefined || !plainCodecs.has(facts.codec?.toUpperCase() ?? '')) return undefined;
  if (formats.some((format) => format.startsWith('CN/'))) return 'kept';
  const { pauses = 0, pausedMs = 0, comfortNoise = 0 } = facts;
  if (comfortNoise > 0)
    return faultOf(
      stream,
      `${nameOf(stream)} has ${comfortNoise} packets of comfort noise, which its receiver has not named.`,
    );
  if (pauses === 0 || pausedMs < shortestPauseMs) return 'kept';
  return faultOf(
    stream,
    `${nameOf(stream)} pauses ${pauses === 1 ? 'once' : `${pauses} times`}, for ${Math.round(pausedMs)} ms in all, and its receiver has not named CN.`,
  );
}
