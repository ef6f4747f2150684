import { eachStream, faultOf, inSentence, isRtp, nameOf } from '../each-stream.ts';
import type { JudgedStream, MediaCase, MediaFault } from '../media-case.ts';
import { type MediaOutcome, mediaRule, type Rule } from '../rule.ts';

/** Receivers must take tones from 40 ms on (ITU-T Q.24); nobody holds a key for longer than that by intent. */
const shortestMs = 40;
const longestMs = 2000;
const shortestPauseMs = 40;
/** So many digits are a number that is meant for one. */
const secretDigits = 4;
const eventWays: ReadonlySet<string> = new Set(['rtp-event', 'info', 'kpml']);

export const telephoneEventRules: readonly Rule[] = [
  mediaRule({
    id: 'DTM-001',
    title: 'Telephone events are not sent as they must be',
    level: 'must',
    severity: 'error',
    rfc: 4733,
    section: '2.5.1.2',
    why: 'The marker, one timestamp and a growing duration tell where a digit begins and that it is one: without them an IVR misses it, or takes it twice.',
    advice:
      'Set the marker on the first packet of an event only, keep its timestamp, let the duration grow, and set E on the last packet.',
    right: 'M, timestamp 8000, duration 160; 8000, 320; 8000, 480 with E',
    wrong: 'timestamp 8000, duration 160; 8160, 160; 8320, 160',
    check: (media) => eachStream(media, checkEvents),
  }),
  mediaRule({
    id: 'DTM-002',
    title: 'Digits that are too short, too long or too close',
    level: 'robustness',
    severity: 'info',
    rfc: 4733,
    section: '2.5.1.3',
    why: 'What is shorter than 40 ms may not be taken for a digit, and two of the same with less between them for one.',
    advice: 'Send digits of 100 ms with pauses as long, where a user does not hold the key.',
    right: 'digits of 100 ms, 100 ms apart',
    wrong: 'digits of 20 ms',
    check: checkTimes,
  }),
  mediaRule({
    id: 'DTM-003',
    title: 'Telephone events that the receiver has not named',
    level: 'robustness',
    severity: 'info',
    rfc: 4733,
    section: '2.4.1',
    why: 'The receiver does not know the payload type: digits are lost, or are heard as a click.',
    advice: 'Send events only with the payload type that the receiver has given telephone-event in its description.',
    right: 'a=rtpmap:96 telephone-event/8000 of the receiver, and events of type 96',
    wrong: 'm=audio 6000 RTP/AVP 0 of the receiver, and events of type 101',
    check: (media) =>
      eachStream(media, (stream) => {
        const asked = stream.record.conduct?.asked;
        const events = stream.record.facts.dtmf?.filter(({ source }) => source === 'rtp-event') ?? [];
        const [first] = events;
        if (!isRtp(stream) || asked === undefined || first === undefined) return undefined;
        const isNamed = asked.formats.some((format) => format.startsWith('TELEPHONE-EVENT/'));
        if (isNamed && first.heuristic !== true) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} has ${events.length === 1 ? 'an event' : `${events.length} events`}, which its receiver has not named.`,
          first.frames,
        );
      }),
  }),
  mediaRule({
    id: 'DTM-004',
    title: 'One digit is told in several ways',
    level: 'robustness',
    severity: 'warning',
    rfc: 4733,
    section: '2.5',
    why: 'Who takes both hears each digit twice: a menu goes wrong, a number has too many digits.',
    advice: 'Send digits in one way: events where telephone-event is agreed on, else INFO or KPML.',
    right: 'events of RFC 4733',
    wrong: 'events of RFC 4733, and an INFO with application/dtmf-relay for the same digit',
    check: ({ call, keys, nsOf }) => {
      if (call === undefined || keys.length === 0) return undefined;
      const twice = keys.filter(({ ways = [] }) => ways.filter((way) => eventWays.has(way)).length > 1);
      const [first] = twice;
      if (first === undefined) return 'kept';
      const ways = (first.ways ?? []).filter((way) => eventWays.has(way)).map((way) => wayNames.get(way) ?? way);
      const seen = `${twice.length} of ${keys.length} keys that were pressed are told in several ways: by ${ways.join(' and ')}.`;
      return { seen, timeNs: nsOf(first.time), frames: first.frames };
    },
  }),
  mediaRule({
    id: 'DTM-005',
    title: 'Digits can be read',
    level: 'security',
    severity: 'security',
    rfc: 4733,
    section: '6',
    why: 'Digits of four and more are PINs, numbers of cards and passwords: who captures them on the way has them, and so has who gets this capture.',
    advice: 'Encrypt media (SRTP) and signalling (TLS), and mask digits in what is kept of captures.',
    right: 'm=audio 4000 RTP/SAVP 0 101',
    wrong: 'm=audio 4000 RTP/AVP 0 101, and six digits as events',
    check: checkSecrecy,
  }),
];

const wayNames: ReadonlyMap<string, string> = new Map([
  ['rtp-event', 'events of RTP'],
  ['info', 'INFO'],
  ['kpml', 'KPML'],
]);

function checkEvents(stream: JudgedStream): ReturnType<Parameters<typeof eachStream>[1]> {
  const { conduct, facts, firstFrame, lastFrame } = stream.record;
  const events = conduct?.events;
  if (!isRtp(stream) || events === undefined || events.events === 0) return undefined;
  const isWhole = (facts.lost ?? 0) === 0 && (facts.outOfOrder ?? 0) === 0;
  const { unmarked, marked, moved, shrunk } = events;
  // Of the first packet of the stream it is not known what came before.
  const begun = unmarked.count - (unmarked.count > 0 && unmarked.frame === firstFrame ? 1 : 0);
  const unended = facts.dtmf?.find(
    ({ lost = [], frames }) => lost.includes('end') && (frames.at(-1) ?? lastFrame) < lastFrame,
  );
  const found: readonly (readonly [count: number, frame: number, what: string])[] = [
    [moved.count, moved.frame, 'have another timestamp than the packet before, within one event'],
    [shrunk.count, shrunk.frame, 'tell of a shorter duration than the packet before, within one event'],
    [marked.count, marked.frame, 'have the marker, though they are not the first of their event'],
    [isWhole ? begun : 0, unmarked.frame, 'begin an event without the marker'],
    [isWhole && unended !== undefined ? 1 : 0, unended?.frames.at(-1) ?? 0, 'ends an event without E'],
  ];
  const faults = found.filter(([count]) => count > 0);
  const [first] = faults;
  if (first === undefined) return isWhole ? 'kept' : 'G-LOSS';
  const text = faults.map(([count, , what]) => `${count} ${what}`).join('; ');
  const seen = `Of ${events.events} events in ${inSentence(stream)}: packets ${text}.`;
  return { seen, stream, timeNs: stream.record.startedNs, frames: faults.map(([, frame]) => frame) };
}

function checkTimes({ streams, nsOf }: MediaCase): MediaOutcome {
  return eachStream({ streams }, (stream) => {
    const digits =
      stream.record.facts.dtmf?.filter(({ source, lost }) => source === 'rtp-event' && lost === undefined) ?? [];
    if (digits.length === 0) return undefined;
    for (const [at, { durationMs = 0, time, frames }] of digits.entries()) {
      const next = digits[at + 1];
      const pauseMs = next === undefined ? Infinity : (nsOf(next.time) - nsOf(time)) / 1e6 - durationMs;
      const what =
        durationMs > 0 && durationMs < shortestMs
          ? `is ${durationMs} ms long`
          : durationMs > longestMs
            ? `is ${(durationMs / 1e3).toFixed(1)} s long`
            : pauseMs < shortestPauseMs
              ? `is followed by the next after ${Math.max(0, Math.round(pauseMs))} ms`
              : undefined;
      if (what !== undefined)
        return faultOf(stream, `Digit ${at + 1} of ${digits.length} in ${inSentence(stream)} ${what}.`, frames);
    }
    return 'kept';
  });
}

/** What the digits are is not told. */
function checkSecrecy({ streams, clearKeys, keys }: MediaCase): MediaOutcome {
  const faults: MediaFault[] = [];
  let isKept = false;
  for (const stream of streams) {
    const digits = stream.record.facts.dtmf?.filter(({ source }) => source !== 'in-band') ?? [];
    if (digits.length < secretDigits) continue;
    if (stream.record.protocol === 'SRTP') isKept = true;
    else
      faults.push(
        faultOf(
          stream,
          `${digits.length} digits are sent as events in ${inSentence(stream)}, which is not encrypted.`,
          digits[0]?.frames,
        ),
      );
  }
  if (clearKeys !== undefined && clearKeys.count >= secretDigits) {
    const { count, timeNs, frame } = clearKeys;
    faults.push({ seen: `${count} digits are sent in messages that are not encrypted.`, timeNs, frames: [frame] });
  }
  if (faults.length > 0) return faults;
  return isKept || (keys.length > 0 && keys.length < secretDigits) ? 'kept' : undefined;
}
