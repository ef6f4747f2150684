import type { Media } from '@sipscope/parser';
import { staticPayloads } from '@sipscope/parser/registry';
import { quoted } from '../quoted.ts';
import type { Rule } from '../rule.ts';
import { hasAttribute, isUsed, mediaSpanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { judgeStreams, sdpRule } from '../sdp-rules.ts';

type RtpMap = Media['rtpmaps'][number];

export const rtpmapRules: readonly Rule[] = [
  sdpRule({
    id: 'SDP-SYN-007',
    title: 'rtpmap malformed, repeated, or of a payload type that is not offered',
    level: 'must',
    severity: 'warning',
    rfc: 8866,
    section: '6.6',
    why: 'The codec is ignored or unknown: it is not agreed on, or what is sent cannot be decoded.',
    advice: 'Send one rtpmap for each payload type of the m-line: the number, the name and the clock rate.',
    right: 'm=audio 4000 RTP/AVP 96, a=rtpmap:96 AMR/8000',
    wrong: 'm=audio 4000 RTP/AVP 0, a=rtpmap:96 AMR',
    abnf: 'rtpmap-value',
    codes: ['sdp-rtpmap', 'sdp-clock-rate', 'sdp-payload-type', 'sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=rtpmap',
    applies: (sdp) => hasAttribute(sdp, 'rtpmap'),
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const seen = new Map<number, string>();
        const formats = new Set(media.formats.slice(0, mostFormats).map(Number));
        for (const attribute of media.named('rtpmap')) {
          const { typed } = attribute;
          if (typed === undefined) continue;
          const span = spanOfAttribute(attribute);
          if (media.isRtp && media.formats.length <= mostFormats && !formats.has(typed.payloadType))
            return {
              seen: `The payload type ${typed.payloadType} of the rtpmap is not in the m-line of the ${streamName(sdp, media)}.`,
              span,
            };
          if (seen.get(typed.payloadType) === meaningOf(typed))
            return { seen: `The payload type ${typed.payloadType} has two rtpmaps that say the same.`, span };
          seen.set(typed.payloadType, meaningOf(typed));
        }
        return seen.size > 0 ? 'kept' : undefined;
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-008',
    title: 'Dynamic payload type without an rtpmap',
    level: 'should',
    severity: 'warning',
    rfc: 3264,
    section: '5.1',
    why: 'Nobody knows which codec the number stands for: the stream is declined, or cannot be decoded.',
    advice: 'Send a=rtpmap for every payload type from 96 on.',
    right: 'm=audio 4000 RTP/AVP 96, a=rtpmap:96 AMR/8000',
    wrong: 'm=audio 4000 RTP/AVP 96',
    abnf: 'rtpmap-value',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        // Formats of a stream that is not used may stand there without what they mean (RFC 3264 §6, §8.2).
        if (!media.isRtp || !isUsed(media)) return undefined;
        const dynamic = media.formats.filter((format) => /^\d{2,3}$/.test(format) && Number(format) >= 96);
        // One that cannot be read is another rule's.
        const mapped = new Set(media.named('rtpmap').map(({ value }) => Number.parseInt(value ?? '', 10)));
        const bare = dynamic.find((format) => Number(format) <= 127 && !mapped.has(Number(format)));
        if (bare === undefined) return dynamic.length > 0 ? 'kept' : undefined;
        return {
          seen: `The payload type ${bare} of the ${streamName(sdp, media)} has no rtpmap.`,
          span: mediaSpanOf(sdp, media),
        };
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-009',
    title: 'Static payload type mapped to another codec',
    level: 'must',
    severity: 'error',
    rfc: 3551,
    section: '6',
    why: 'Devices that know the number decode with the codec of RFC 3551: noise, or sound at the wrong speed.',
    advice:
      'Use payload types from 96 on for codecs of your own; the rtpmap of a static one says what the table of RFC 3551 says, of G722 8000 Hz too.',
    right: 'a=rtpmap:9 G722/8000',
    wrong: 'a=rtpmap:9 G722/16000',
    abnf: 'rtpmap-value',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        if (!media.isRtp) return undefined;
        let outcome: 'kept' | undefined;
        for (const attribute of media.named('rtpmap')) {
          const { typed } = attribute;
          const fixed = staticPayloads.find(({ payloadType }) => payloadType === typed?.payloadType);
          if (typed === undefined || fixed === undefined) continue;
          if (meaningOf(typed) !== meaningOf(fixed))
            return {
              seen: `The payload type ${typed.payloadType} is mapped to ${quoted(nameOf(typed))}; RFC 3551 has ${nameOf(fixed)} there.`,
              span: spanOfAttribute(attribute),
            };
          outcome = 'kept';
        }
        return outcome;
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-017',
    title: 'Payload type with two codecs',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '8.3.2',
    why: 'Which codec a packet is of cannot be told: it is decoded with either.',
    advice: 'Give every codec of a stream, and of all streams in a bundle, a payload type of its own.',
    right: 'a=rtpmap:96 AMR/8000, a=rtpmap:97 AMR-WB/16000',
    wrong: 'a=rtpmap:96 AMR/8000, a=rtpmap:96 AMR-WB/16000',
    abnf: 'rtpmap-value',
    check(sdp) {
      const bundled = new Set(sdp.group('BUNDLE') ?? []);
      const ofBundle = new Map<number, string>();
      return judgeStreams(sdp, (media) => {
        if (media.rtpmaps.length === 0) return undefined;
        const isBundled = media.mid !== undefined && bundled.has(media.mid);
        const meanings = isBundled ? ofBundle : new Map<number, string>();
        const own = new Set<number>();
        for (const attribute of media.named('rtpmap')) {
          const { typed } = attribute;
          if (typed === undefined) continue;
          const meaning = nameOf(typed);
          const known = meanings.get(typed.payloadType);
          if (known !== undefined && known.toLowerCase() !== meaning.toLowerCase())
            return {
              seen: `The payload type ${typed.payloadType} stands for ${quoted(known)} and for ${quoted(meaning)}${own.has(typed.payloadType) ? '' : ', in one bundle'}.`,
              span: spanOfAttribute(attribute),
            };
          meanings.set(typed.payloadType, meaning);
          own.add(typed.payloadType);
        }
        return 'kept';
      });
    },
  }),
];

function nameOf({ encoding, clockHz, channels }: RtpMap): string {
  return `${encoding}/${clockHz}${channels === 1 ? '' : `/${channels}`}`;
}

function meaningOf(map: RtpMap): string {
  return nameOf(map).toLowerCase();
}

/** There are 128 payload types; m-lines with far more formats are not looked into. */
const mostFormats = 1024;
