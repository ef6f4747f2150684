import { eachStream, faultOf, isAudio, isRtp, nameOf } from '../each-stream.ts';
import type { MediaCase } from '../media-case.ts';
import { type MediaOutcome, mediaRule, type Rule } from '../rule.ts';

export const mediaFlowRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-002',
    title: 'No audio though the session is active',
    level: 'robustness',
    severity: 'warning',
    rfc: 3264,
    section: '5.1',
    why: 'One-way audio, or none, is what users complain of most: packets are lost on the way, go to a wrong address, or are not sent.',
    advice:
      'Look where that side was told to send, whether a firewall or a NAT lies between, and whether its port was open.',
    right: '200 with m=audio 6000 … a=sendrecv, and RTP both ways',
    wrong: '200 with m=audio 6000 … a=sendrecv, and RTP from the caller only',
    check: checkAudio,
  }),
  mediaRule({
    id: 'RTP-003',
    title: 'RTP comes from another address than its sender has named',
    level: 'robustness',
    severity: 'warning',
    rfc: 3264,
    section: '5.1',
    why: 'SDP names where media is received; most send from there too (RFC 4961), and firewalls and relays rely on it. A NAT on the way, or a media relay, changes the address.',
    advice:
      'Where audio is missing the other way, let the receiver send back to where media comes from, or the sender use STUN, ICE or a relay.',
    right: 'c=IN IP4 192.0.2.1, m=audio 4000 …, and RTP from 192.0.2.1:4000',
    wrong: 'c=IN IP4 10.0.0.1, m=audio 4000 …, and RTP from 198.51.100.7:31000',
    check: (media) =>
      eachStream(media, (stream) => {
        if (!isRtp(stream) || stream.record.tie === undefined) return undefined;
        const elsewhere = stream.record.conduct?.elsewhere;
        if (elsewhere?.end === 'destination') return undefined;
        if (elsewhere === undefined) return 'kept';
        const { seen, named, frame } = elsewhere;
        return faultOf(stream, `${nameOf(stream)} comes from ${seen}, where its sender has named ${named}.`, [frame]);
      }),
  }),
  mediaRule({
    id: 'RTP-004',
    title: 'RTP goes to another address than its receiver has named',
    level: 'robustness',
    severity: 'warning',
    rfc: 3264,
    section: '5.1',
    why: 'Who sends to an old address, or to a private one behind a NAT, is not heard: often after a hold, a transfer or a move.',
    advice: 'Send to the connection address and port of the latest description; look which one the sender goes by.',
    right: 're-INVITE with m=audio 7000 …, and RTP to port 7000 from then on',
    wrong: 're-INVITE with m=audio 7000 …, and RTP to port 6000 as before',
    check: (media) =>
      eachStream(media, (stream) => {
        if (!isRtp(stream) || stream.record.tie === undefined) return undefined;
        const elsewhere = stream.record.conduct?.elsewhere;
        if (elsewhere?.end !== 'destination') return elsewhere === undefined ? 'kept' : undefined;
        // It goes back to where the other side's media comes from, as it should where addresses are translated.
        const { startedNs } = stream.record;
        if (media.streams.some(({ source, record }) => source === stream.destination && record.endedNs > startedNs))
          return undefined;
        const { seen, named, frame } = elsewhere;
        return faultOf(stream, `${nameOf(stream)} goes to ${seen}, where ${named} was asked for.`, [frame]);
      }),
  }),
  mediaRule({
    id: 'RTP-013',
    title: 'Media stops while the call goes on',
    level: 'robustness',
    severity: 'warning',
    rfc: 3550,
    section: '5.1',
    why: 'Nobody is heard any more: who hangs up then is a user who gave up, or a timer for missing media.',
    advice:
      'Look what happened in the network at that time: a binding of a NAT that ran out, a route that changed, a device that was restarted.',
    right: 'RTP every 20 ms until the BYE',
    wrong: 'RTP until 10 s after the answer, the BYE half a minute later',
    check: (media) => {
      const stopped = checkStop(media);
      if (stopped !== undefined && stopped !== 'kept') return stopped;
      const faults = media.streams.flatMap((stream) =>
        stream.problems
          .filter(({ code }) => code === 'dead-air')
          .slice(0, 1)
          .map(({ text, frames }) => faultOf(stream, text, frames)),
      );
      return faults.length > 0 ? faults.slice(0, 1) : stopped;
    },
  }),
  mediaRule({
    id: 'RTP-015',
    title: 'The callee is heard late after it answered',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: '5.1',
    why: 'The first word is cut off: the caller hears nothing of the "hello".',
    advice: 'Send media as soon as the call is answered, and negotiate keys, ICE and codecs before.',
    right: '200 (INVITE), and RTP of the callee 60 ms later',
    wrong: '200 (INVITE), and RTP of the callee 2.4 s later',
    check: checkStart,
  }),
];

function checkAudio({ call, media, streams }: MediaCase): MediaOutcome {
  const audio = media?.row.audio;
  if (call === undefined || audio === undefined) return undefined;
  if (audio === 'both') return 'kept';
  const missing = media?.row.missing;
  const seen =
    missing === undefined
      ? 'No audio of either side was captured after the call was answered, though both should send by what was agreed on, and other media of these hosts was captured.'
      : `No audio of the ${missing} was captured after the call was answered, though it should send by what was agreed on: the other direction was captured.`;
  const heard = streams.find((stream) => isAudio(stream) && missing !== undefined && stream.from !== missing);
  const stream = heard === undefined ? {} : { stream: heard };
  return { seen, ...stream, timeNs: call.answeredNs, frames: media?.row.frames ?? [] };
}

/** So long nothing must come. */
const silentNs = 5e9;

/** The last audio of a side ends long before the call does, and nothing else was agreed on. */
function checkStop(media: MediaCase): MediaOutcome {
  const { call } = media;
  if (call === undefined || call.answeredNs < 0 || call.endedNs < 0) return undefined;
  let isKept = false;
  for (const side of ['caller', 'callee'] as const) {
    const [last] = media.streams
      .filter((stream) => isAudio(stream) && stream.from === side && stream.record.relayOf < 0)
      .toSorted((a, b) => b.record.endedNs - a.record.endedNs);
    if (last === undefined || last.record.endedNs < call.answeredNs) continue;
    const { endedNs, lastFrame, packets } = last.record;
    const missedNs = call.endedNs - endedNs;
    if (missedNs <= silentNs) isKept = true;
    else if (packets >= 50 && !media.hasChanged(endedNs - 2e9, call.endedNs) && !isPaused(last)) {
      if (!media.isObserved(endedNs, call.endedNs)) return 'G-LOSS';
      const seen = `${nameOf(last)} stops ${(missedNs / 1e9).toFixed(1)} s before the end of the call.`;
      return { seen, stream: last, timeNs: endedNs, frames: [lastFrame] };
    }
  }
  return isKept ? 'kept' : undefined;
}

/** It is silent now and then by itself, or nobody wants it. */
function isPaused({ record: { facts }, problems }: MediaCase['streams'][number]): boolean {
  return (
    (facts.pauses ?? 0) > 0 || facts.comfortNoise !== undefined || problems.some(({ code }) => code === 'during-hold')
  );
}

/** So soon the first packet should come. */
const lateNs = 1e9;

function checkStart({ call, streams }: MediaCase): MediaOutcome {
  if (call === undefined || call.answeredNs < 0) return undefined;
  const [first] = streams
    .filter((stream) => isAudio(stream) && stream.from === 'callee')
    .toSorted((a, b) => a.record.startedNs - b.record.startedNs);
  if (first === undefined) return undefined;
  const afterNs = first.record.startedNs - call.answeredNs;
  if (afterNs <= lateNs) return 'kept';
  return faultOf(first, `${nameOf(first)} begins ${(afterNs / 1e9).toFixed(1)} s after the call was answered.`);
}
