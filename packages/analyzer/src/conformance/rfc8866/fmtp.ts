import { readFormatParameters, type Media } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import type { Fault, Rule } from '../rule.ts';
import { hasAttribute, isUsed, spanOfAttribute, streamName } from '../sdp-places.ts';
import { judgeStreams, sdpRule } from '../sdp-rules.ts';

type RtpMap = Media['rtpmaps'][number];

const directions = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

export const fmtpRules: readonly Rule[] = [
  sdpRule({
    id: 'SDP-SYN-010',
    title: 'fmtp malformed, or of a format that is not in the m-line',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '6.15',
    why: 'The parameters have no codec to go with, and are lost: mode set, annexes, packetization.',
    advice: 'Put a=fmtp below the m-line that lists its format.',
    right: 'm=audio 4000 RTP/AVP 18, a=fmtp:18 annexb=no',
    wrong: 'm=audio 4000 RTP/AVP 0, a=fmtp:18 annexb=no',
    abnf: 'fmtp-value',
    codes: ['sdp-fmtp', 'sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=fmtp',
    applies: (sdp) => hasAttribute(sdp, 'fmtp'),
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const all = media.named('fmtp');
        const formats = new Set(media.formats);
        const stray = all.find(({ typed }) => typed !== undefined && !formats.has(typed.format));
        if (stray === undefined) return all.length > 0 ? 'kept' : undefined;
        return {
          seen: `The format ${quoted(stray.typed?.format ?? '')} of the fmtp is not in the m-line of the ${streamName(sdp, media)}.`,
          span: spanOfAttribute(stray),
        };
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-012',
    title: 'More than one direction in a section',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '6.7',
    why: 'Some follow the first, some the last: whether the call is on hold is not clear.',
    advice: 'Send one of sendrecv, sendonly, recvonly and inactive for a stream, at most.',
    right: 'm=audio 4000 RTP/AVP 0, a=sendonly',
    wrong: 'm=audio 4000 RTP/AVP 0, a=sendrecv, a=sendonly',
    check(sdp) {
      const inSession = secondDirection(sdp.attributes, 'the session');
      const inStreams = judgeStreams(sdp, (media) =>
        secondDirection(media.attributes, `the ${streamName(sdp, media)}`),
      );
      if (typeof inSession !== 'object') return inStreams ?? inSession;
      return typeof inStreams === 'object' ? [inSession].concat(inStreams) : inSession;
    },
  }),
  sdpRule({
    id: 'SDP-SYN-016',
    title: 'ptime or maxptime that cannot be',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '5.1',
    why: 'The peer sends packets of its own length or none: stutter, or no sound.',
    advice: 'Send the milliseconds of a packet, above 0 and not above maxptime.',
    right: 'a=ptime:20',
    wrong: 'a=ptime:0',
    codes: ['sdp-ptime', 'sdp-maxptime', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=ptime' || header === 'a=maxptime',
    applies: (sdp) => hasAttribute(sdp, 'ptime') || hasAttribute(sdp, 'maxptime'),
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const { ptimeMs, maxptimeMs } = media;
        const attribute = media.first('ptime');
        if (attribute === undefined || ptimeMs === undefined || maxptimeMs === undefined) return 'kept';
        if (ptimeMs <= maxptimeMs) return 'kept';
        return { seen: `The ptime ${ptimeMs} is above the maxptime ${maxptimeMs}.`, span: spanOfAttribute(attribute) };
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-018',
    title: 'telephone-event at another clock rate than every codec',
    level: 'robustness',
    severity: 'info',
    rfc: 4733,
    section: '2.4.1',
    why: 'Events share the timestamps of the sound: many devices cannot send them beside a codec of another clock, and keys are not heard.',
    advice: 'Offer telephone-event once for each clock rate of the codecs.',
    right: 'a=rtpmap:97 AMR-WB/16000, a=rtpmap:101 telephone-event/16000',
    wrong: 'a=rtpmap:97 AMR-WB/16000, a=rtpmap:101 telephone-event/8000',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        if (!isUsed(media) || media.payloads.length < media.formats.length) return undefined;
        const isEvents = ({ encoding }: RtpMap): boolean => encoding.toLowerCase() === 'telephone-event';
        const events = media.named('rtpmap').filter(({ typed }) => typed !== undefined && isEvents(typed));
        const codecs = media.payloads.filter(({ encoding }) => !withoutClock.has(encoding.toLowerCase()));
        if (events.length === 0 || codecs.length === 0) return undefined;
        const rates = new Set(codecs.map(({ clockHz }) => clockHz));
        if (events.some(({ typed }) => typed !== undefined && rates.has(typed.clockHz))) return 'kept';
        const [first] = events;
        return {
          seen: `telephone-event is offered at ${first?.typed?.clockHz ?? 0} Hz, and the codecs have ${[...rates].slice(0, 4).join(', ')} Hz.`,
          ...(first === undefined ? {} : { span: spanOfAttribute(first) }),
        };
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-019',
    title: 'fmtp of telephone-event malformed',
    level: 'must',
    severity: 'error',
    rfc: 4733,
    section: '2.4.1',
    why: 'The peer does not know which keys may be sent, and may send none.',
    advice: 'List events and ranges of them, from 0 to 255, parted by commas without blanks.',
    right: 'a=fmtp:101 0-15,66',
    wrong: 'a=fmtp:101 events=0-15',
    abnf: 'fmtp-value',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const types = new Set(
          media.payloads
            .filter(({ encoding }) => encoding.toLowerCase() === 'telephone-event')
            .map((one) => `${one.payloadType}`),
        );
        const all = media.named('fmtp').filter(({ typed }) => typed !== undefined && types.has(typed.format));
        const wrong = all.find(({ typed }) => !isEventList(typed?.parameters ?? ''));
        if (wrong === undefined) return all.length > 0 ? 'kept' : undefined;
        return {
          seen: `The events are given as ${quoted(wrong.typed?.parameters ?? '')}.`,
          span: spanOfAttribute(wrong),
        };
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-020',
    title: 'Two fmtp lines for one format',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '6.15',
    why: 'Devices follow one of them: parameters of the other are lost.',
    advice: 'Put all parameters of a format into one a=fmtp, parted by semicolons.',
    right: 'a=fmtp:96 octet-align=1; mode-set=0,2',
    wrong: 'a=fmtp:96 octet-align=1, a=fmtp:96 mode-set=0,2',
    abnf: 'fmtp-value',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const formats = new Set<string>();
        for (const attribute of media.named('fmtp')) {
          const { typed } = attribute;
          if (typed === undefined) continue;
          if (formats.has(typed.format))
            return {
              seen: `The format ${quoted(typed.format)} has more than one fmtp.`,
              span: spanOfAttribute(attribute),
            };
          formats.add(typed.format);
        }
        return formats.size > 0 ? 'kept' : undefined;
      }),
  }),
];

const withoutClock: ReadonlySet<string> = new Set(['telephone-event', 'tone', 'cn', 'red', 'ulpfec', 'parityfec']);

function secondDirection(attributes: Media['attributes'], where: string): Fault | 'kept' | undefined {
  const found = attributes.filter(({ name }) => directions.some((direction) => direction === name));
  const [first, second] = found;
  if (first === undefined || second === undefined) return first === undefined ? undefined : 'kept';
  return {
    seen: `There are ${found.length} directions for ${where}: ${first.name} and ${second.name}.`,
    span: spanOfAttribute(second),
  };
}

function isEventList(text: string): boolean {
  if (text.length > mostEvents || !/^[\d,-]+$/.test(text)) return false;
  const { value } = readFormatParameters('telephone-event', text);
  return value !== undefined && value.every(([first, last]) => first <= last && last <= 255);
}

const mostEvents = 2048;
