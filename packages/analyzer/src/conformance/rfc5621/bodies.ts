import { type Body, contentIdOf, type NameAddr, type SipMessage } from '@sipscope/parser';
import { diagnosticRule } from '../diagnostic-rules.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type MessageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasField } from '../told.ts';

const withBody = { requests: 'any', responses: 'any', body: 'any', has: ['Content-Type'] } as const;
/** Parts, and parts of parts, that are looked at. */
const mostParts = 64;

/** Rules of bodies: multiparts, what refers to them, ISUP. */
export const bodyRules: readonly Rule[] = [
  diagnosticRule({
    id: 'SIP-MIM-001',
    title: 'Multipart cannot be taken apart',
    level: 'must',
    severity: 'error',
    rfc: 2046,
    section: '5.1.1',
    why: 'Devices do not find the parts: the session description in it is lost.',
    advice:
      'Name the boundary in Content-Type, write it before each part behind CR LF and two hyphens, and with two hyphens more at the end.',
    right: 'Content-Type: multipart/mixed;boundary=b1\\r\\n\\r\\n--b1\\r\\n…\\r\\n--b1--',
    wrong: 'Content-Type: multipart/mixed\\r\\n\\r\\n--b1\\r\\n…',
    headers: ['Content-Type'],
    on: withBody,
    codes: [
      'mime-boundary-missing',
      'mime-boundary',
      'mime-boundary-unused',
      'mime-close-missing',
      'mime-line-end',
      'mime-part-headers',
    ],
    applies: ({ message }) => message.contentType?.type.toLowerCase() === 'multipart',
  }),
  exchangeRule({
    id: 'SIP-MIM-002',
    title: 'Body that must be understood was not refused',
    level: 'should',
    severity: 'warning',
    rfc: 5621,
    section: '8.4',
    why: 'The server took the request though it says that it does not know the type: what the body asked for does not happen.',
    advice:
      'Answer 415 where a part with handling=required is of a type that is not accepted, or mark the part optional.',
    right: 'a part of an unknown type with handling=required, 415',
    wrong: 'a part of an unknown type with handling=required, 200',
    headers: ['Content-Disposition', 'Accept'],
    check: checkHandling,
  }),
  messageRule({
    id: 'SIP-MIM-003',
    title: 'cid: refers to no part of the message',
    level: 'robustness',
    severity: 'info',
    rfc: 5621,
    section: '9.1',
    why: 'The location, list or token it should refer to is missing.',
    advice: 'Send the part with that Content-ID, or drop the reference.',
    right: 'Geolocation: <cid:a@example.com> and a part with Content-ID: <a@example.com>',
    wrong: 'Geolocation: <cid:a@example.com> and no such part',
    headers: ['Geolocation', 'Call-Info', 'Refer-To', 'Content-ID'],
    on: { requests: 'any', responses: 'any', has: ['Geolocation', 'Call-Info', 'Refer-To'] },
    check: checkReferences,
  }),
  messageRule({
    id: 'SIP-MIM-004',
    title: 'Several session descriptions in one message',
    level: 'robustness',
    severity: 'info',
    rfc: 5621,
    section: '8.2',
    why: 'The receiver takes one of them, and which one differs from device to device.',
    advice: 'Send one body with the disposition session.',
    right: 'one part of application/sdp',
    wrong: 'two parts of application/sdp with the disposition session',
    headers: ['Content-Disposition'],
    on: withBody,
    check({ message }) {
      if (message.contentType?.type.toLowerCase() !== 'multipart' || message.body === undefined) return undefined;
      const isChoice = message.contentType.subtype.toLowerCase() === 'alternative';
      const sessions = partsOf(message.body).filter(
        ({ mediaType, disposition }) => mediaType === 'application/sdp' && disposition === 'session',
      );
      if (sessions.length === 0) return undefined;
      if (sessions.length === 1 || isChoice) return 'kept';
      return { seen: `${sessions.length} parts are session descriptions.`, span: sessions[1]?.partSpan };
    },
  }),
  messageRule({
    id: 'SIP-MIM-005',
    title: 'Content-ID without body',
    level: 'must',
    severity: 'error',
    rfc: 8262,
    section: '3.4.1',
    why: 'It names the body of the message, and there is none.',
    advice: 'Send Content-ID with a body only.',
    right: 'Content-ID: <a@example.com>, Content-Length: 142',
    wrong: 'Content-ID: <a@example.com>, Content-Length: 0',
    headers: ['Content-ID'],
    on: { requests: 'any', responses: 'any', has: ['Content-ID'] },
    check({ message }) {
      const [start, end] = message.bodySpan;
      if (end > start) return 'kept';
      return { seen: 'There is a Content-ID, and no body.', span: message.valueSpan('Content-ID') };
    },
  }),
  isupRule(),
];

/** The body and all within it. */
function partsOf(body: Body): readonly Body[] {
  const found: Body[] = [body];
  for (let at = 0; at < found.length && found.length < mostParts; at++)
    found.push(...found[at]!.parts.slice(0, mostParts));
  return found.slice(0, mostParts);
}

function checkHandling({ request, final }: Exchange): Outcome {
  if (request === undefined || final === undefined || request.message.body === undefined) return undefined;
  if (final.status !== 415 && final.status >= 300) return undefined;
  if (!hasField(final.message, 'Accept')) return undefined;
  const accepted = final.message.get('Accept').map(({ essence }) => essence);
  const { body } = request.message;
  const parts = body.parts.length === 0 ? [body] : body.parts;
  const refused = parts.find((part) => part.handling !== 'optional' && !isAccepted(part, accepted));
  if (refused === undefined) return final.status < 300 ? 'kept' : undefined;
  if (final.status === 415) return 'kept';
  return {
    seen: `A part of ${quoted(refused.mediaType)} must be understood; the ${final.name} accepts ${quoted(accepted.join(', '))} alone.`,
    at: final,
    span: final.message.valueSpan('Accept'),
    evidence: [request],
  };
}

/** SDP is understood by all (RFC 3261 §20.1); of multiparts nothing is said, where their parts are. */
function isAccepted({ mediaType }: Body, accepted: readonly string[]): boolean {
  const [type = ''] = mediaType.split('/', 1);
  return (
    mediaType === '' ||
    type === 'multipart' ||
    mediaType === 'application/sdp' ||
    accepted.some((one) => one === '*/*' || one === `${type}/*` || one === mediaType)
  );
}

function checkReferences({ message }: Seen): Outcome {
  const named: readonly NameAddr[] = [
    ...message.get('Geolocation'),
    ...(message.referTo === undefined ? [] : [message.referTo]),
  ];
  const wanted = named.flatMap(({ uri, uriSpan }) => {
    const id = uri === undefined ? undefined : contentIdOf(uri);
    return id === undefined ? [] : [{ id, uriSpan }];
  });
  for (const info of message.get('Call-Info')) {
    const id = info.uri === undefined ? undefined : contentIdOf(info.uri);
    if (id !== undefined) wanted.push({ id, uriSpan: info.uriSpan });
  }
  if (wanted.length === 0) return undefined;
  const there = new Set(message.body === undefined ? [] : partsOf(message.body).map(({ contentId }) => contentId));
  const missing = wanted.find(({ id }) => !there.has(id));
  if (missing === undefined) return 'kept';
  return { seen: `No part of the message has the Content-ID ${quoted(missing.id)}.`, span: missing.uriSpan };
}

function isupOf(message: SipMessage): Body | undefined {
  return message.body?.find('application/isup');
}

function isupRule(): MessageRule {
  const told = diagnosticRule({
    id: 'SIP-MIM-006',
    title: 'ISUP body that gateways may not understand',
    level: 'robustness',
    severity: 'info',
    rfc: 3204,
    section: '3.1',
    why: 'The other gateway does not know the variant, or takes the body for something to show: calls from network to network fail.',
    advice: 'Send version in Content-Type, and Content-Disposition: signal with its handling.',
    right: 'Content-Type: application/ISUP;version=itu-t92+\\r\\nContent-Disposition: signal;handling=required',
    wrong: 'Content-Type: application/ISUP',
    headers: ['Content-Type', 'Content-Disposition'],
    on: withBody,
    codes: ['body-isup-type', 'body-isup-length'],
    applies: ({ message }) => isupOf(message) !== undefined,
  });
  return {
    ...told,
    check(seen) {
      const found = told.check(seen);
      const isup = found === 'kept' ? isupOf(seen.message) : undefined;
      if (isup === undefined) return found;
      const missing = [
        isup.typeParameter('version') === undefined ? 'version in Content-Type' : undefined,
        isup.contentDisposition === undefined ? 'Content-Disposition' : undefined,
        isup.disposition === 'signal' ? undefined : 'the disposition signal',
      ].filter((text) => text !== undefined);
      if (missing.length === 0) return 'kept';
      return { seen: `The ISUP body has no ${missing.join(', and no ')}.`, span: isup.partSpan };
    },
  };
}
