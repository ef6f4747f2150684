import { eachStream, faultOf, isRtp, lastedNs, nameOf } from '../each-stream.ts';
import type { JudgedStream, MediaCase } from '../media-case.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** Comfort noise may be sent with the payload type of RFC 3551 by devices that did not name it. */
const comfortNoise = 13;
/** So many packets say which codec a stream is of. */
const fewestPackets = 50;
const fewestNs = 1e9;
/** A packet or two may overtake the message. */
const fewestAheadNs = 50e6;

export const streamRules: readonly Rule[] = [
  mediaRule({
    id: 'SDP-OA-017',
    title: 'Media before the answer',
    level: 'robustness',
    severity: 'info',
    rfc: 3264,
    section: '6.1',
    why: 'Who has offered does not know yet what comes: the beginning is not played, and greetings are cut off.',
    advice: 'Describe early media in a provisional response before sending it, best in a reliable one.',
    right: 'INVITE with an offer, 183 with an answer, media of the callee',
    wrong: 'INVITE with an offer, media of the callee, 200 with the answer',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct } = stream.record;
        if (!isRtp(stream) || conduct?.asked === undefined) return undefined;
        const { ahead } = conduct;
        if (ahead === undefined || ahead.ns < fewestAheadNs) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} began ${(ahead.ns / 1e9).toFixed(2)} s before its sender's session description came.`,
          [ahead.describedFrame],
        );
      }),
  }),
  mediaRule({
    id: 'SDP-OA-018',
    title: 'RTP with a payload type that its receiver has not named',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '7',
    why: 'The receiver drops the packets: there is silence.',
    advice: 'Send formats that the other side lists, with the payload types of its description.',
    right: 'm=audio 4000 RTP/AVP 8, and packets of payload type 8',
    wrong: 'm=audio 4000 RTP/AVP 8, and packets of payload type 0',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct } = stream.record;
        // Of bundles another rule tells.
        if (!isRtp(stream) || conduct?.asked === undefined || conduct.asked.isBundled) return undefined;
        const wrong = conduct.unasked?.find(({ payloadType }) => payloadType !== comfortNoise);
        if (wrong === undefined) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)}: ${wrong.packets} packets have payload type ${wrong.payloadType}, and its receiver has named ${listOf(conduct.asked.formats)}.`,
          [wrong.frame],
        );
      }),
  }),
  mediaRule({
    id: 'SDP-OA-019',
    title: 'Another format is sent than the first one both have named',
    level: 'should',
    severity: 'warning',
    rfc: 3264,
    section: '7',
    why: 'It explains transcoding that nobody expected.',
    advice: "Send the first format of the other side's list that is supported, unless there is a reason.",
    right: 'answer: m=audio 5000 RTP/AVP 8 0, and packets of PCMA',
    wrong: 'answer: m=audio 5000 RTP/AVP 8 0, and packets of PCMU',
    check: (media) =>
      eachStream(media, (stream) => {
        const other = mainCodec(stream, media) === undefined ? undefined : backOf(stream, media);
        const own = other?.record.conduct?.asked?.formats.map(encodingOf);
        const wanted = stream.record.conduct?.asked?.formats.map(encodingOf);
        const codec = mainCodec(stream, media);
        if (own === undefined || wanted === undefined || codec === undefined) return undefined;
        const usable = wanted.filter((format) => own.includes(format) && !companions.has(format));
        const [first] = usable;
        if (first === undefined || !usable.includes(codec)) return undefined;
        if (first === codec) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} is of ${codec}, and the first format that both sides have named is ${first}.`,
        );
      }),
  }),
  mediaRule({
    id: 'SDP-OA-020',
    title: 'Another codec in each direction',
    level: 'robustness',
    severity: 'info',
    rfc: 3264,
    section: '6.1',
    why: 'It is allowed, and some devices cannot handle it: sound goes one way only.',
    advice: 'Answer with one codec, or in the order of the offer, where a device cannot do with two.',
    right: 'PCMU in both directions',
    wrong: 'PCMU in one direction and PCMA in the other',
    check: (media) =>
      eachStream(media, (stream) => {
        if (stream.from !== 'caller') return undefined;
        const other = backOf(stream, media);
        const codec = mainCodec(stream, media);
        const codecBack = other === undefined ? undefined : mainCodec(other, media);
        if (other === undefined || codec === undefined || codecBack === undefined) return undefined;
        if (codec === codecBack) return 'kept';
        return faultOf(stream, `${nameOf(stream)} is of ${codec}, and that of the other direction of ${codecBack}.`, [
          other.record.firstFrame,
        ]);
      }),
  }),
  mediaRule({
    id: 'SDP-OA-024',
    title: 'Packets longer or shorter than the receiver asked for',
    level: 'should',
    severity: 'warning',
    rfc: 3264,
    section: '6.1',
    why: 'Jitter buffers and concealment of losses are made for the length asked for: sound stutters.',
    advice: 'Send packets of the milliseconds that a=ptime of the other side says.',
    right: 'a=ptime:20, and packets of 20 ms',
    wrong: 'a=ptime:20, and packets of 40 ms',
    check: (media) =>
      eachStream(media, (stream) => {
        const { facts, packets, conduct } = stream.record;
        const asked = conduct?.asked?.ptimeMs;
        const { ptimeMs, otherPtimesMs } = facts;
        if (!isRtp(stream) || asked === undefined || ptimeMs === undefined || packets < fewestPackets) return undefined;
        if (otherPtimesMs !== undefined && otherPtimesMs.length > 0) return undefined;
        if (isChanged(stream, media)) return undefined;
        if (Math.abs(ptimeMs - asked) <= asked * tolerance) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} has packets of ${ptimeMs} ms, and its receiver has asked for ${asked} ms.`,
        );
      }),
  }),
  mediaRule({
    id: 'SDP-OA-027',
    title: 'Media of a stream that was declined',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '6',
    why: 'Nobody plays it: it takes bandwidth and may be charged.',
    advice: 'Stop sending, RTCP too, once the stream has port 0 in the answer.',
    right: 'answer: m=video 0 …, and no packets of video',
    wrong: 'answer: m=video 0 …, and packets to the port that the offer gave',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct } = stream.record;
        if (!isRtp(stream) || conduct?.asked === undefined) return undefined;
        const { declined } = conduct;
        if (declined === undefined) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)}: ${declined.count} packets came after its sender had declined the stream with port 0.`,
          [declined.agreedFrame, declined.frame],
        );
      }),
  }),
];

/** RFC 3264 says nothing of how far off; a fifth is rounding. */
const tolerance = 0.2;
const mostNamed = 6;

const companions: ReadonlySet<string> = new Set(['TELEPHONE-EVENT', 'CN', 'RED', 'RTX', 'ULPFEC', 'TONE']);

function listOf(formats: readonly string[]): string {
  const names = formats.slice(0, mostNamed).join(', ');
  return names === '' ? 'none that is known' : names;
}

function encodingOf(format: string): string {
  return format.slice(0, format.indexOf('/'));
}

function isChanged({ record: { startedNs, endedNs } }: JudgedStream, { hasChanged }: MediaCase): boolean {
  return hasChanged(startedNs, endedNs);
}

/** What the whole of a stream is of, in capital letters; `undefined` of one that changed it, or that is too short. */
function mainCodec(stream: JudgedStream, media: MediaCase): string | undefined {
  const { facts, packets, kind } = stream.record;
  const { codec, codecChanges } = facts;
  const isPlain = isRtp(stream) && kind === 'audio' && codec !== undefined && codecChanges === undefined;
  if (!isPlain || packets < fewestPackets || lastedNs(stream) < fewestNs || isChanged(stream, media)) return undefined;
  return codec.toUpperCase();
}

/** The one stream of the same medium that comes the other way; `undefined` where there are several. */
function backOf(stream: JudgedStream, { streams }: MediaCase): JudgedStream | undefined {
  if (stream.from === undefined || stream.dialog < 0) return undefined;
  const ofDialog = streams.filter(
    ({ dialog, record: { kind } }) => dialog === stream.dialog && kind === stream.record.kind,
  );
  const back = ofDialog.filter(({ from }) => from !== undefined && from !== stream.from);
  const own = ofDialog.filter(({ from }) => from === stream.from);
  return back.length === 1 && own.length === 1 ? back[0] : undefined;
}
