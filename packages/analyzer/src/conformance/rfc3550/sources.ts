import { eachStream, faultOf, inSentence, isAudio, isPure, isRtp, nameOf } from '../each-stream.ts';
import type { JudgedStream } from '../media-case.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** Bytes of payload for a time in milliseconds, of codecs whose rate never changes; several where there are several modes. */
const rates: ReadonlyMap<string, readonly { readonly bytes: number; readonly ms: number }[]> = new Map([
  ['PCMU', [{ bytes: 8, ms: 1 }]],
  ['PCMA', [{ bytes: 8, ms: 1 }]],
  ['G722', [{ bytes: 8, ms: 1 }]],
  ['GSM', [{ bytes: 33, ms: 20 }]],
  [
    'ILBC',
    [
      { bytes: 38, ms: 20 },
      { bytes: 50, ms: 30 },
    ],
  ],
  ['G726-32', [{ bytes: 4, ms: 1 }]],
]);
/** Authentication tags of SRTP: 32 bits, 80 bits, and that of AES-GCM. */
const tagBytes: readonly number[] = [4, 10, 16];
const fewestPackets = 20;

/** Of packets of sound that went the other way before, as many are known again at least: some are forgotten meanwhile. */
const fewestCompared = 50;
const echoShare = 0.4;

/** How many bytes a packet has beyond what its codec makes of its time, by its timestamps; undefined where that is not known. */
export function excessBytes(stream: JudgedStream): number | undefined {
  const { record } = stream;
  const { ptimeMs, codec, otherPtimesMs } = record.facts;
  const modes = rates.get(codec?.toUpperCase() ?? '');
  if (!isAudio(stream) || !isPure(stream) || record.packets < fewestPackets) return undefined;
  if (modes === undefined || ptimeMs === undefined || otherPtimesMs !== undefined) return undefined;
  const mean = record.bytes / record.packets;
  const excesses = modes
    .filter(({ ms }) => Number.isInteger(ptimeMs / ms))
    .map(({ bytes, ms }) => mean - (bytes * ptimeMs) / ms);
  return excesses.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0];
}

export function isTag(excess: number): boolean {
  return tagBytes.includes(excess);
}

export const sourceRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-008',
    title: 'The size of payloads does not fit codec and time',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: '5.1',
    why: 'Another codec than the payload type stands for is sent, or frames are cut: the receiver plays noise, or throws them away.',
    advice: 'Look what the sender encodes, and which payload type it gives it.',
    right: 'PCMU, timestamps 160 apart, payloads of 160 bytes',
    wrong: 'PCMU, timestamps 160 apart, payloads of 20 bytes',
    check: (media) =>
      eachStream(media, (stream) => {
        const excess = excessBytes(stream);
        if (excess === undefined || stream.record.protocol === 'SRTP' || isTag(excess)) return undefined;
        const { bytes, packets, facts } = stream.record;
        const mean = bytes / packets;
        // A packet or two may have been cut, or padded.
        if (Math.abs(excess) <= 0.05 * mean) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} has ${rounded(mean)} bytes in a packet of ${facts.ptimeMs} ms, where ${rounded(mean - excess)} fit.`,
        );
      }),
  }),
  mediaRule({
    id: 'RTP-009',
    title: 'Another SSRC takes over on the same addresses',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: '8.2',
    why: 'Some devices are silent for a moment, or for good, when the source of what they play changes.',
    advice: 'Where it goes with lost audio, keep the SSRC, or announce the change by a re-INVITE.',
    right: 'one SSRC from the answer to the end, or another one after a re-INVITE',
    wrong: 'SSRC 1a2b3c4d for 10 s, then 99887766, and nothing was negotiated between',
    check: (media) =>
      eachStream(media, (stream) => {
        const { record } = stream;
        const before = media.streams.find(({ record: { number } }) => number === record.previous);
        if (!isAudio(stream) || media.call === undefined || record.startedNs < media.call.answeredNs + settledNs)
          return undefined;
        if (before === undefined || before.record.flow !== record.flow) return record.previous < 0 ? 'kept' : undefined;
        if (before.record.ssrc === record.ssrc || Math.min(before.record.packets, record.packets) < fewestPackets)
          return undefined;
        if (media.hasChanged(before.record.endedNs - settledNs, record.startedNs)) return undefined;
        const seen = `${nameOf(stream)} goes on with SSRC ${hex(record.ssrc)}, where it had ${hex(before.record.ssrc)} before, and nothing else was agreed on.`;
        return faultOf(stream, seen, [before.record.lastFrame]);
      }),
  }),
  mediaRule({
    id: 'RTP-010',
    title: 'Both sides use one SSRC',
    level: 'must',
    severity: 'error',
    rfc: 3550,
    section: '8.2',
    why: 'What has the own SSRC is taken for the own media that comes back, and is not played; reports of both are mixed up.',
    advice: 'Choose the SSRC at random; who finds it used by another must leave with a BYE and choose a new one.',
    right: 'SSRC 1a2b3c4d one way, 99887766 the other',
    wrong: 'SSRC 00000001 both ways',
    check: (media) =>
      eachStream(media, (stream) => {
        if (!isRtp(stream)) return undefined;
        const problem = stream.problems.find(({ code }) => code === 'ssrc-collision' || code === 'ssrc-loop');
        if (problem !== undefined)
          return faultOf(
            stream,
            `${nameOf(stream)} has SSRC ${hex(stream.record.ssrc)}. ${problem.text}`,
            problem.frames,
          );
        const hasOther = media.streams.some((other) => isRtp(other) && other.from !== stream.from);
        return hasOther ? 'kept' : undefined;
      }),
  }),
  mediaRule({
    id: 'RTP-017',
    title: 'Packets whose header contradicts their length',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: 'A.1',
    why: 'Padding, an extension or a list of sources that is longer than the packet: decoders drop it, bad ones crash.',
    advice: 'Look what makes these packets; padding counts itself in its last byte.',
    right: 'P set, the last byte 4, and a payload of at least 4 bytes',
    wrong: 'P set, and the last byte 255 in a packet of 172 bytes',
    check: (media) =>
      eachStream(media, (stream) => {
        const { facts, packets } = stream.record;
        if (facts.malformed !== undefined)
          return faultOf(
            stream,
            `${nameOf(stream)} has ${facts.malformed} packets with a header that contradicts their length, and ${packets} without.`,
          );
        return isRtp(stream) ? 'kept' : undefined;
      }),
  }),
  mediaRule({
    id: 'RTP-019',
    title: 'The own media comes back',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: '5.1',
    why: 'Who talks hears himself half a second later: a loop on the way, a conference that does not leave out who speaks, or an echo test.',
    advice: 'Look who sends it back; where both ends play one recording it is nothing.',
    right: 'the callee sends what it hears itself',
    wrong: 'the callee sends the payloads of the caller, 80 ms later',
    check: (media) =>
      eachStream(media, (stream) => {
        const echo = stream.record.conduct?.echo;
        if (!isAudio(stream) || echo === undefined || echo.compared < fewestCompared) return undefined;
        const share = echo.returned / echo.compared;
        if (share < echoShare) return 'kept';
        const seen = `Of ${echo.compared} packets of ${inSentence(stream)} that are not silent, ${echo.returned} have the payload of one that went the other way up to half a second before.`;
        return faultOf(stream, seen, [echo.frame]);
      }),
  }),
  mediaRule({
    id: 'RTP-020',
    title: 'Two calls want media at one address at once',
    level: 'robustness',
    severity: 'warning',
    rfc: 3550,
    section: '5.1',
    why: 'Crosstalk: who takes part in one call hears the other.',
    advice: 'Give each stream a port of its own, and free it only when its call is over.',
    right: 'call 1 with m=audio 4000 …, call 2 with m=audio 4002 …',
    wrong: 'two calls with c=IN IP4 192.0.2.1, m=audio 4000 … at the same time',
    check: (media) =>
      eachStream(media, (stream) => {
        if (!isRtp(stream) || media.call === undefined || stream.record.conduct?.asked === undefined) return undefined;
        if (stream.sharedWith === undefined) return stream.record.conduct.contested === undefined ? 'kept' : 'G-B2BUA';
        const { call, frame } = stream.sharedWith;
        return faultOf(stream, `${nameOf(stream)} goes where call ${call} wants its media too.`, [frame]);
      }),
  }),
];

/** Around an answer, and what was agreed on, sources change as they should: an announcement goes, the callee comes. */
const settledNs = 2e9;

function hex(ssrc: number): string {
  return ssrc.toString(16).padStart(8, '0');
}

function rounded(bytes: number): string {
  return String(Math.round(bytes * 10) / 10);
}
