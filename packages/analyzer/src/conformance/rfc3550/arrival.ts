import { eachStream, faultOf, isAudio, isRtp, lastedNs, nameOf } from '../each-stream.ts';
import type { JudgedStream } from '../media-case.ts';
import type { LossRun } from '../../rows/stream-figures-row.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** Milliseconds of jitter that buffers cope with. */
const highJitterMs = 30;
/** Seconds one after the other. */
const sustained = 3;
/** A clock may be off by a fifth and be taken for a bad one; beyond, the timestamps do not tell time. */
const wrongClockPpm = 200_000;
/** Crystals are better than that. */
const skewPpm = 100;
const skewNs = 30e9;

export const arrivalRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-005',
    title: 'Packets are missing, out of order or twice',
    level: 'info',
    severity: 'info',
    rfc: 3550,
    section: 'A.3',
    why: 'Lost packets are gaps in the sound, several in a row are heard even where they are concealed.',
    advice: 'Compare the same stream on another hop, and what RTCP of the receiver says, to see where they are lost.',
    right: 'sequence numbers 1, 2, 3, 4 …',
    wrong: 'sequence numbers 1, 2, 5, 6 …',
    check: (media) =>
      eachStream(media, (stream) => {
        const {
          expected = 0,
          lost = 0,
          outOfOrder = 0,
          duplicates = 0,
          lostPercent = 0,
          lossRuns = [],
        } = stream.record.facts;
        if (!isRtp(stream) || expected < 2) return undefined;
        if (lost + outOfOrder + duplicates === 0) return 'kept';
        const { startedNs, endedNs } = stream.record;
        if (!media.isObserved(startedNs, endedNs)) return 'G-LOSS';
        const longest = lossRuns.at(-1);
        const parts = [
          ...(lost > 0 ? [`${lost} of ${expected} packets missing (${lostPercent} %)${runText(longest)}`] : []),
          ...(outOfOrder > 0 ? [`${outOfOrder} out of order`] : []),
          ...(duplicates > 0 ? [`${duplicates} that came twice`] : []),
        ];
        return faultOf(stream, `${nameOf(stream)} has ${parts.join(', ')}.`);
      }),
  }),
  mediaRule({
    id: 'RTP-006',
    title: 'High jitter',
    level: 'robustness',
    severity: 'warning',
    rfc: 3550,
    section: 'A.8',
    why: 'Packets that come later than the jitter buffer waits are thrown away, and sound like lost ones.',
    advice:
      'Look for a queue that is full on the way, for a wireless hop, and whether media is marked to be preferred.',
    right: 'interarrival jitter of 2 ms',
    wrong: 'interarrival jitter of 45 ms for seconds',
    check: (media) =>
      eachStream(media, (stream) => {
        const { series } = stream.record;
        if (!isAudio(stream) || series === undefined || stream.record.packets < 100) return undefined;
        let run = 0;
        let worst = 0;
        for (const jitter of series.jitterMsMean) {
          run = (jitter ?? 0) > highJitterMs ? run + 1 : 0;
          if (run * series.widthMs >= sustained * 1000) worst = Math.max(worst, jitter ?? 0);
        }
        if (worst === 0) return 'kept';
        const { jitterMsMean = 0, maxDeltaMs = 0, maxDeltaFrame } = stream.record.facts;
        const text = `${nameOf(stream)} has a jitter of ${jitterMsMean} ms in the mean, up to ${worst.toFixed(0)} ms over seconds; the longest time between two packets was ${maxDeltaMs} ms.`;
        return faultOf(stream, text, maxDeltaFrame === undefined ? [] : [maxDeltaFrame]);
      }),
  }),
  mediaRule({
    id: 'RTP-007',
    title: 'Timestamps do not go with time',
    level: 'must',
    severity: 'error',
    rfc: 3550,
    section: '5.1',
    why: 'The receiver plays by the timestamps: sound is too slow or too fast, stutters, or is thrown away as too late.',
    advice:
      'Count timestamps in the clock of the payload format: 160 for 20 ms at 8000 Hz, also of G722 (RFC 3551 §4.5.2).',
    right: 'a=rtpmap:9 G722/8000, and timestamps 160 apart for 20 ms',
    wrong: 'a=rtpmap:9 G722/8000, and timestamps 320 apart for 20 ms',
    check: (media) =>
      eachStream(media, (stream) => {
        const { clockSkewPpm, clockEstimated, clockHz = 0, timestampJumps, maxDeltaMs = 0 } = stream.record.facts;
        if (!isAudio(stream) || clockEstimated === true || clockSkewPpm === undefined || clockHz === 0)
          return undefined;
        if (Math.abs(clockSkewPpm) < wrongClockPpm) return 'kept';
        // After a pause timestamps may stand where they were.
        if (timestampJumps !== undefined || maxDeltaMs > 1000) return undefined;
        if (!media.isObserved(stream.record.startedNs, stream.record.endedNs)) return 'G-LOSS';
        const rate = Math.round((clockHz * (1 + clockSkewPpm / 1e6)) / 10) * 10;
        return faultOf(
          stream,
          `${nameOf(stream)} counts about ${rate} timestamps a second, where its clock is ${clockHz} Hz.`,
        );
      }),
  }),
  mediaRule({
    id: 'RTP-014',
    title: 'The clocks of sender and capture run apart',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: '5.1',
    why: 'A jitter buffer that fills or runs empty leaves out or doubles a packet now and then: a click in speech, an end for a fax.',
    advice:
      'Look at the clock of the device that sends; where all streams of a capture are off by the same, it is the clock of the capture.',
    right: '12 parts in a million',
    wrong: '850 parts in a million: 51 ms in a minute',
    check: (media) =>
      eachStream(media, (stream) => {
        const { clockSkewPpm, clockEstimated } = stream.record.facts;
        if (!isAudio(stream) || clockSkewPpm === undefined || clockEstimated === true) return undefined;
        if (lastedNs(stream) < skewNs || Math.abs(clockSkewPpm) >= wrongClockPpm) return undefined;
        if (Math.abs(clockSkewPpm) <= skewPpm) return 'kept';
        if (isCaptureClock(media.streams, stream)) return 'G-CLOCK';
        const way = clockSkewPpm > 0 ? 'faster' : 'slower';
        return faultOf(
          stream,
          `${nameOf(stream)}: the sender's clock runs ${Math.abs(clockSkewPpm)} parts in a million ${way} than that of the capture.`,
        );
      }),
  }),
];

/** Both sides are off by about the same. */
function isCaptureClock(streams: readonly JudgedStream[], own: JudgedStream): boolean {
  const ppm = own.record.facts.clockSkewPpm ?? 0;
  return streams.some(({ from, record: { facts } }) => {
    const other = facts.clockSkewPpm;
    return from !== own.from && other !== undefined && Math.abs(other - ppm) < Math.abs(ppm) / 4;
  });
}

/** Runs are counted by length; of long ones only between which lengths they are. */
function runText(run: LossRun | undefined): string {
  if (run === undefined) return '';
  return run.from === run.to ? `, ${run.to} in a row at most` : `, ${run.from} in a row and more`;
}
