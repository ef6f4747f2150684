import type { Media, SessionDescription } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { offerAnswerRule, type Rule } from '../rule.ts';
import { hasAttribute, isUsed, mediaSpanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { judgeStreams, sdpRule } from '../sdp-rules.ts';
import { judgePairs } from '../stream-pairs.ts';

/** RFC 4145 §4.1: what may answer each. */
const allowedSetups: ReadonlyMap<string, readonly string[]> = new Map([
  ['actpass', ['active', 'passive', 'holdconn']],
  ['active', ['passive', 'holdconn']],
  ['passive', ['active', 'holdconn']],
  ['holdconn', ['holdconn']],
]);

/** RFC 8122 §5. */
const forbiddenHashes: ReadonlySet<string> = new Set(['md2', 'md5']);

export const dtlsRules: readonly Rule[] = [
  sdpRule({
    id: 'DTL-001',
    title: 'Stream of DTLS-SRTP without fingerprint or setup',
    level: 'must',
    severity: 'error',
    rfc: 8842,
    section: '5.2',
    why: 'The certificate of the peer cannot be checked, or nobody begins the handshake: there is no media.',
    advice: 'Send a=fingerprint, and a=setup: actpass in the first offer, active or passive in answers.',
    right: 'm=audio 4000 UDP/TLS/RTP/SAVPF 0, a=setup:actpass, a=fingerprint:sha-256 …',
    wrong: 'm=audio 4000 UDP/TLS/RTP/SAVPF 0, a=setup:actpass',
    codes: ['sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=setup',
    applies: ({ media }) => media.some((one) => isDtls(one) && isUsed(one)),
    check: (sdp, { method, isRequest, message }) => {
      const isFirstOffer = isRequest && method === 'INVITE' && message.to?.tag === undefined;
      return judgeStreams(sdp, (media) => {
        if (!isDtls(media) || !isUsed(media) || isCarried(sdp, media)) return undefined;
        const isPrinted = media.has('fingerprint') || sdp.has('fingerprint');
        const setup = media.first('setup') ?? sdp.first('setup');
        const missing = isPrinted ? (setup === undefined ? 'setup' : undefined) : 'fingerprint';
        if (missing !== undefined)
          return {
            seen: `The ${streamName(sdp, media)} is one of ${media.proto}, and has no ${missing}.`,
            span: mediaSpanOf(sdp, media),
          };
        const value = media.setup?.trim().toLowerCase();
        if (!isFirstOffer || setup === undefined || value === undefined || value === 'actpass') return 'kept';
        // What is no value at all the parser tells of.
        if (!allowedSetups.has(value)) return undefined;
        return { seen: `The first offer has the setup ${quoted(value)}, not actpass.`, span: spanOfAttribute(setup) };
      });
    },
  }),
  sdpRule({
    id: 'DTL-002',
    title: 'Fingerprint malformed, or by a hash that must not be used',
    level: 'must',
    severity: 'error',
    rfc: 8122,
    section: '5',
    why: 'The certificate of the handshake does not match it, or could be forged: the peer ends the handshake.',
    advice: 'Send sha-256 and the hash in upper-case hexadecimal pairs, parted by colons.',
    right:
      'a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08',
    wrong: 'a=fingerprint:md5 6b:8b:f0:65',
    abnf: 'fingerprint-value',
    codes: ['sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=fingerprint',
    applies: (sdp) => hasAttribute(sdp, 'fingerprint'),
    check(sdp) {
      const all = [...sdp.named('fingerprint'), ...sdp.media.flatMap((media) => media.named('fingerprint'))];
      const weak = all.find(({ typed }) => typed !== undefined && forbiddenHashes.has(typed.hash.toLowerCase()));
      if (weak === undefined) return 'kept';
      return { seen: `The fingerprint is by ${quoted(weak.typed?.hash ?? '')}.`, span: spanOfAttribute(weak) };
    },
  }),
  offerAnswerRule({
    id: 'DTL-003',
    title: 'Setup of the answer does not go with that of the offer',
    level: 'must',
    severity: 'error',
    rfc: 4145,
    section: '4.1',
    why: 'Both or neither begin the handshake: there is no media.',
    advice: 'Answer actpass with active or passive, active with passive, passive with active, holdconn with holdconn.',
    right: 'offer: a=setup:actpass, answer: a=setup:active',
    wrong: 'offer: a=setup:actpass, answer: a=setup:actpass',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        const [wanted, given] = [offered.setup?.trim().toLowerCase(), answered.setup?.trim().toLowerCase()];
        if (wanted === undefined || given === undefined || !isUsed(offered) || !isUsed(answered)) return undefined;
        const allowed = allowedSetups.get(wanted);
        if (allowed === undefined || !allowedSetups.has(given)) return undefined;
        if (allowed.includes(given)) return 'kept';
        const attribute = answered.first('setup') ?? answer.sdp.first('setup');
        return {
          seen: `The ${streamName(answer.sdp, answered)} is offered with setup ${wanted} and answered with ${given}.`,
          at: answer.seen,
          span: attribute === undefined ? undefined : spanOfAttribute(attribute),
          evidence: [offer.seen],
        };
      }),
  }),
];

/** Of a bundle one stream may speak for all (RFC 9143 §7.1.3). */
function isCarried(sdp: SessionDescription, { mid }: Media): boolean {
  const bundled = sdp.group('BUNDLE');
  const [tagged] = bundled ?? [];
  return mid !== undefined && mid !== tagged && bundled?.includes(mid) === true;
}

/** RFC 5764 §8. */
function isDtls({ proto }: Media): boolean {
  return /\/TLS\/RTP\//i.test(proto);
}
