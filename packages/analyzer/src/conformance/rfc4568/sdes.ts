import type { Attribute, Media, Span } from '@sipscope/parser';
import { cryptoSuiteRow } from '@sipscope/parser/registry';
import { quoted } from '../quoted.ts';
import { messageRule, offerAnswerRule, type Rule } from '../rule.ts';
import { hasAttribute, isUsed, mediaSpanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { describing, judgeStreams, sdpRule } from '../sdp-rules.ts';
import { judgePairs } from '../stream-pairs.ts';

export const sdesRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDE-001',
    title: 'Answer takes none or several of the keys offered',
    level: 'must',
    severity: 'error',
    rfc: 4568,
    section: '5.1.2',
    why: 'The two sides do not encrypt alike: there is noise or silence.',
    advice:
      'Answer with exactly one a=crypto, with the tag and the suite of one of those offered and a key of your own.',
    right: 'offer: a=crypto:1 AES_CM_128_HMAC_SHA1_80 …, answer: a=crypto:1 AES_CM_128_HMAC_SHA1_80 …',
    wrong: 'offer: a=crypto:1 AES_CM_128_HMAC_SHA1_80 …, answer: a=crypto:2 AES_CM_128_HMAC_SHA1_32 …',
    abnf: 'crypto-value',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        if (!isUsed(offered) || !isUsed(answered) || !isSdes(offered) || !isSdes(answered)) return undefined;
        const keys = answered.named('crypto');
        const at = { at: answer.seen, evidence: [offer.seen] };
        const name = streamName(answer.sdp, answered);
        const [first, second] = keys;
        // Keys may be agreed on in another way (RFC 4567, RFC 5763).
        if (first === undefined) {
          if (answered.has('key-mgmt') || answered.has('fingerprint') || answer.sdp.has('fingerprint'))
            return undefined;
          return { ...at, seen: `The ${name} is answered without a=crypto.`, span: mediaSpanOf(answer.sdp, answered) };
        }
        if (second !== undefined)
          return {
            ...at,
            seen: `The ${name} is answered with ${keys.length} a=crypto.`,
            span: spanOfAttribute(second),
          };
        const { typed } = first;
        if (typed === undefined) return undefined;
        const same = offered.crypto.find(
          ({ tag, suite }) => tag === typed.tag && suite.toUpperCase() === typed.suite.toUpperCase(),
        );
        if (same !== undefined) return 'kept';
        return {
          ...at,
          seen: `The ${name} is answered with tag ${typed.tag} and suite ${quoted(typed.suite)}, which were not offered together.`,
          span: spanWithoutKey(first),
        };
      }),
  }),
  messageRule({
    id: 'SDE-002',
    title: 'Keys of SRTP sent in clear text',
    level: 'security',
    severity: 'security',
    rfc: 4568,
    section: '8.3',
    why: 'Whoever sees the message can decrypt the call.',
    advice: 'Send descriptions with a=crypto over TLS alone, on every hop, or agree on keys by DTLS-SRTP.',
    right: 'a=crypto in a message over TLS',
    wrong: 'a=crypto in a message over UDP',
    on: describing,
    check({ message: { sdp }, transport }) {
      const keys = sdp?.media.flatMap((media) => media.named('crypto')) ?? [];
      const [first] = keys;
      if (first === undefined) return undefined;
      if (isSecure(transport)) return 'kept';
      return {
        seen: `${keys.length === 1 ? 'A key' : `${keys.length} keys`} of SRTP went over ${transport.toUpperCase()}.`,
        span: spanWithoutKey(first),
      };
    },
  }),
  sdpRule({
    id: 'SDE-003',
    title: 'SRTP key malformed or of the wrong length',
    level: 'must',
    severity: 'error',
    rfc: 4568,
    section: '6.1',
    why: 'The peer refuses the stream, or cannot decrypt it.',
    advice: 'Send key and salt of the suite in base64: 30 bytes of those with AES-128 in counter mode.',
    right: 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj',
    wrong: 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZi',
    abnf: 'crypto-value',
    codes: ['sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=crypto',
    applies: (sdp) => hasAttribute(sdp, 'crypto'),
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        let outcome: 'kept' | undefined;
        for (const attribute of media.named('crypto')) {
          const { typed } = attribute;
          const wanted = cryptoSuiteRow(typed?.suite ?? '')?.masterKeySaltBytes;
          if (typed === undefined || wanted === undefined) continue;
          const wrong = typed.keys.find(
            ({ method, keySalt }) => method === 'inline' && base64Bytes(keySalt) !== wanted,
          );
          if (wrong !== undefined)
            return {
              seen: `The key and salt of ${typed.suite} are ${base64Bytes(wrong.keySalt) ?? 'no base64'}${base64Bytes(wrong.keySalt) === undefined ? '' : ' bytes'}, and must be ${wanted} bytes.`,
              span: spanWithoutKey(attribute),
            };
          outcome = 'kept';
        }
        return outcome;
      }),
  }),
  sdpRule({
    id: 'SDE-004',
    title: 'Keys of SRTP for a stream without encryption',
    level: 'robustness',
    severity: 'info',
    rfc: 4568,
    section: '6',
    why: "It is a vendor's way to offer encryption: some peers ignore the keys, some encrypt, and then one side hears noise.",
    advice: 'Offer RTP/SAVP, or both with the capabilities of RFC 5939.',
    right: 'm=audio 4000 RTP/SAVP 0, a=crypto:1 …',
    wrong: 'm=audio 4000 RTP/AVP 0, a=crypto:1 …',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const attribute = media.first('crypto');
        if (attribute === undefined || !isUsed(media)) return undefined;
        if (!/^RTP\/AVPF?$/i.test(media.proto)) return 'kept';
        return {
          seen: `The ${streamName(sdp, media)} is one of ${media.proto}, and has a=crypto.`,
          span: spanWithoutKey(attribute),
        };
      }),
  }),
];

/** Streams of SRTP without DTLS that have keys. */
function isSdes(media: Media): boolean {
  const isOffered = media.has('crypto') || !media.has('key-mgmt');
  return isOffered && /^RTP\/SAVPF?$/i.test(media.proto) && (media.has('crypto') || media.port !== 0);
}

function isSecure(transport: string): boolean {
  const name = transport.toLowerCase();
  return name.includes('tls') || name === 'wss' || name.includes('dtls');
}

/** To behind the method of the key: a finding does not show the key. */
function spanWithoutKey(attribute: Attribute): Span {
  const { valueSpan, value } = attribute;
  const [start] = spanOfAttribute(attribute);
  const key = value?.indexOf('inline:') ?? -1;
  return key === -1 ? [start, valueSpan[0]] : [start, valueSpan[0] + key + 'inline:'.length];
}

function base64Bytes(text: string): number | undefined {
  const length = text.replace(/={1,2}$/, '').length;
  return /^[A-Za-z\d+/]+={0,2}$/.test(text) && length % 4 !== 1 ? Math.floor((length * 3) / 4) : undefined;
}
