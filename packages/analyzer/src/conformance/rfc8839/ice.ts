import type { Attribute, Media, SessionDescription } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { type Fault, offerAnswerRule, type Rule, sourceRule } from '../rule.ts';
import { hasAttribute, isUsed, lineOf, mediaSpanOf, spanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { describing, judgeStreams, sdpRule } from '../sdp-rules.ts';

/** RFC 8839 §5.4: of an ice-ufrag that is sent. */
const longestFragment = 32;
/** RFC 8839 §5.1. */
const highestPriority = 2 ** 31 - 1;
/** Types of candidates that are learned from a server or a peer. */
const related: ReadonlySet<string> = new Set(['srflx', 'prflx', 'relay']);

export const iceRules: readonly Rule[] = [
  sdpRule({
    id: 'ICE-001',
    title: 'ICE user fragment or password missing, too short or too long',
    level: 'must',
    severity: 'error',
    rfc: 8839,
    section: '5.4',
    why: 'Checks of connectivity are signed with them: without them all fail, and there is no media.',
    advice: 'Send ice-ufrag (4 to 32 characters) and ice-pwd (22 to 256), random, for the session or for each stream.',
    right: 'a=ice-ufrag:8hhY, a=ice-pwd:asd88fgpdd777uzjYhagZg',
    wrong: 'a=ice-ufrag:8hhY, a=ice-pwd:secret',
    codes: ['sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=ice-ufrag' || header === 'a=ice-pwd',
    applies: (sdp) => ['candidate', 'ice-ufrag', 'ice-pwd'].some((name) => hasAttribute(sdp, name)),
    check: (sdp) => {
      const passwords = new Map<string, string>();
      return judgeStreams(sdp, (media) => {
        const { iceUfrag: fragment, icePwd: password } = media;
        const isIce = media.has('candidate') || fragment !== undefined || password !== undefined;
        if (!isIce || !isUsed(media)) return undefined;
        if (fragment === undefined || password === undefined)
          return {
            seen: `The ${streamName(sdp, media)} has no ice-${fragment === undefined ? 'ufrag' : 'pwd'}.`,
            span: mediaSpanOf(sdp, media),
          };
        const attribute = media.first('ice-ufrag') ?? sdp.first('ice-ufrag');
        const span = attribute === undefined ? undefined : spanOfAttribute(attribute);
        if (fragment.length > longestFragment)
          return { seen: `The ice-ufrag has ${fragment.length} characters.`, span };
        const known = passwords.get(fragment);
        passwords.set(fragment, password);
        if (known === undefined || known === password) return 'kept';
        return { seen: `Two streams have the ice-ufrag ${quoted(fragment)} and different passwords.`, span };
      });
    },
  }),
  sdpRule({
    id: 'ICE-002',
    title: 'Candidate line malformed',
    level: 'must',
    severity: 'error',
    rfc: 8839,
    section: '5.1',
    why: 'The peer drops the candidate, and perhaps the only path there is.',
    advice:
      'Send foundation, component from 1 on, transport, priority, address, port and type; raddr and rport of all but host candidates.',
    right: 'a=candidate:1 1 UDP 2130706431 192.0.2.1 4000 typ host',
    wrong: 'a=candidate:1 0 UDP 2130706431 192.0.2.1 4000 host',
    abnf: 'candidate-attribute',
    codes: ['sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=candidate',
    applies: (sdp) => hasAttribute(sdp, 'candidate'),
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const all = media.named('candidate');
        for (const attribute of all) {
          const wrong = wrongCandidate(attribute);
          if (wrong !== undefined) return { seen: `The candidate ${wrong}.`, span: spanOfAttribute(attribute) };
        }
        return all.length > 0 ? 'kept' : undefined;
      }),
  }),
  sdpRule({
    id: 'ICE-003',
    title: 'Address of the stream is none of its candidates',
    level: 'robustness',
    severity: 'warning',
    rfc: 8839,
    section: '4.2.5',
    why: 'The peer takes it that something between has rewritten the description, and may leave ICE: media goes through that, or nowhere.',
    advice: 'Put the address and port of c= and m= among the candidates; switch off the ALG that rewrites one of them.',
    right: 'm=audio 4000, c=IN IP4 192.0.2.1, a=candidate:1 1 UDP 2130706431 192.0.2.1 4000 typ host',
    wrong: 'm=audio 31000, c=IN IP4 198.51.100.7, a=candidate:1 1 UDP 2130706431 192.0.2.1 4000 typ host',
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const { port, address, candidates } = media;
        // One without candidates yet, by a name, or one that is to be learned, says nothing (RFC 8839 §4.2.5).
        if (!isUsed(media) || port === undefined || port === 0 || address === undefined || !isAddress(address))
          return undefined;
        if (candidates.length === 0 || !candidates.every((one) => isAddress(one.address))) return undefined;
        if (port === discardPort && isAnyAddress(address)) return undefined;
        if (candidates.some((one) => one.port === port && isSameAddress(one.address, address))) return 'kept';
        const line = lineOf(sdp, 'c', media);
        return {
          seen: `The ${streamName(sdp, media)} is at ${address} port ${port}, and none of its ${candidates.length} candidates is.`,
          span: line === undefined ? mediaSpanOf(sdp, media) : spanOf(line),
        };
      }),
  }),
  offerAnswerRule({
    id: 'ICE-004',
    title: 'Answer tells of an ICE mismatch',
    level: 'robustness',
    severity: 'info',
    rfc: 8839,
    section: '5.3',
    why: 'Something between has rewritten the addresses of the offer, so ICE is not used for the stream.',
    advice: 'Look for an ALG or a border element that rewrites c= and m= and leaves the candidates as they are.',
    right: 'an answer with candidates of its own',
    wrong: 'a=ice-mismatch',
    check({ offer, answer }) {
      if (offer === undefined || answer === undefined || !hasAttribute(offer.sdp, 'candidate')) return undefined;
      const media = answer.sdp.media.find((one) => one.has('ice-mismatch'));
      const attribute = media?.first('ice-mismatch');
      if (media === undefined || attribute === undefined) return 'kept';
      return {
        seen: `The answer says ice-mismatch of the ${streamName(answer.sdp, media)}.`,
        at: answer.seen,
        span: spanOfAttribute(attribute),
        evidence: [offer.seen],
      };
    },
  }),
  offerAnswerRule({
    id: 'ICE-005',
    title: 'ICE restarted by half',
    level: 'must',
    severity: 'error',
    rfc: 8839,
    section: '4.4.1.1.1',
    why: 'The peer cannot tell whether ICE starts anew: its checks fail, and media stops after the change of network.',
    advice: 'Change both ice-ufrag and ice-pwd to restart, or neither.',
    right: 'another ice-ufrag and another ice-pwd',
    wrong: 'another ice-ufrag and the same ice-pwd',
    check({ offer }) {
      if (offer?.before === undefined) return undefined;
      const { sdp, before, seen } = offer;
      const faults: Fault[] = [];
      let isJudged = false;
      for (const [index, media] of sdp.media.entries()) {
        const was = before.sdp.media[index];
        if (was === undefined || !isUsed(media) || !isUsed(was) || was.kind !== media.kind) continue;
        if ([media.iceUfrag, media.icePwd, was.iceUfrag, was.icePwd].includes(undefined)) continue;
        isJudged = true;
        const [isOtherName, isOtherPassword] = [media.iceUfrag !== was.iceUfrag, media.icePwd !== was.icePwd];
        if (isOtherName !== isOtherPassword)
          faults.push({ ...halfRestart(sdp, media, isOtherName), at: seen, evidence: [before.seen] });
      }
      return faults.length > 0 ? faults.slice(0, mostFaults) : isJudged ? 'kept' : undefined;
    },
  }),
  sourceRule({
    id: 'ICE-009',
    title: 'ICE without the option ice2',
    level: 'must',
    severity: 'info',
    rfc: 8839,
    section: '4.2.5',
    why: 'It shows an agent of RFC 5245, which nominates pairs in another way.',
    advice: 'Send a=ice-options:ice2 where RFC 8445 is implemented.',
    right: 'a=ice-options:ice2 trickle',
    wrong: 'a=ice-ufrag:8hhY without a=ice-options',
    on: describing,
    watch: () => {
      let isTold = false;
      return ({ message: { sdp } }) => {
        const media = sdp?.media.find((one) => isUsed(one) && one.iceUfrag !== undefined && one.icePwd !== undefined);
        if (sdp === undefined || media === undefined) return undefined;
        const options = [...(sdp.get('ice-options') ?? []), ...(media.get('ice-options') ?? [])];
        if (options.includes('ice2') || isTold) return 'kept';
        isTold = true;
        const attribute = media.first('ice-ufrag') ?? sdp.first('ice-ufrag');
        return {
          seen: 'The description is of ICE, and does not say ice2.',
          span: attribute === undefined ? undefined : spanOfAttribute(attribute),
        };
      };
    },
  }),
];

const mostFaults = 8;
/** The port of candidates that are to come (RFC 8840 §4.1.1). */
const discardPort = 9;

function wrongCandidate({ typed }: Attribute<'candidate'>): string | undefined {
  if (typed === undefined) return undefined;
  const { priority, type, transport, relatedAddress, relatedPort, tcpType } = typed;
  if (priority < 1 || priority > highestPriority)
    return `has the priority ${priority}, not one from 1 to ${highestPriority}`;
  if (transport.toUpperCase() === 'TCP' && tcpType === undefined)
    return 'is one of TCP, and has no tcptype (RFC 6544 §4.5)';
  if (related.has(type) && (relatedAddress === undefined || relatedPort === undefined))
    return `is of type ${type}, and has no ${relatedAddress === undefined ? 'raddr' : 'rport'}`;
  return undefined;
}

function halfRestart(sdp: SessionDescription, media: Media, isOtherName: boolean): Fault {
  const name = isOtherName ? 'ice-ufrag' : 'ice-pwd';
  const attribute = media.first(name) ?? sdp.first(name);
  return {
    seen: `The ${streamName(sdp, media)} has another ${name} than before, and the same ${isOtherName ? 'ice-pwd' : 'ice-ufrag'}.`,
    span: attribute === undefined ? undefined : spanOfAttribute(attribute),
  };
}

function isAddress(text: string): boolean {
  return text.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text);
}

function isAnyAddress(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** IPv6 has several forms for one address. */
function isSameAddress(one: string, other: string): boolean {
  return one === other || (one.includes(':') && other.includes(':') && wholeAddress(one) === wholeAddress(other));
}

function wholeAddress(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const groups = (text: string): string[] =>
    text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: missing }, () => '0000'), ...right].join(':');
}
