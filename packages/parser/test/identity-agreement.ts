import {
  type MessageIdentity,
  methodTable,
  noticedField,
  parseMessage,
  type SipMessage,
  startsLikeSip,
} from '../src/index.ts';
import { decode } from './sip.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What offsets of an identity say. */
export function textOf(identity: MessageIdentity, start: number, end: number): string | undefined {
  return start === -1 ? undefined : decoder.decode(identity.source.subarray(start, end));
}

const noticedNames: Readonly<Record<keyof typeof noticedField, readonly string[]>> = {
  expires: ['Expires'],
  reason: ['Reason'],
  replaces: ['Replaces'],
  join: ['Join'],
  forwarding: ['Diversion', 'History-Info'],
  sessionId: ['Session-ID'],
  legId: ['P-Charging-Vector', 'Cisco-Guid'],
  referredBy: ['Referred-By'],
  require: ['Require'],
  sessionExpires: ['Session-Expires'],
};

/** The bits that the names of the fields ask for. */
function fieldsOf(message: SipMessage): number {
  let fields = message.headers.some(({ name }) => /^x-./is.test(name)) ? noticedField.legId : 0;
  for (const [key, names] of Object.entries(noticedNames)) {
    // The keys are those of `noticedField`.
    if (names.some((name) => message.header(name) !== undefined))
      fields |= noticedField[key as keyof typeof noticedField];
  }
  return fields;
}

/** What an identity says, as values. */
function readIdentity(identity: MessageIdentity): unknown {
  return {
    isRequest: identity.isRequest,
    status: identity.status,
    methodNumber: identity.method,
    method: textOf(identity, identity.methodStart, identity.methodEnd),
    requestUri: textOf(identity, identity.requestUriStart, identity.requestUriEnd),
    branch: textOf(identity, identity.branchStart, identity.branchEnd),
    sentBy: textOf(identity, identity.sentByStart, identity.sentByEnd),
    secondBranch: textOf(identity, identity.secondBranchStart, identity.secondBranchEnd),
    secondSentBy: textOf(identity, identity.secondSentByStart, identity.secondSentByEnd),
    viaCount: identity.viaCount,
    callId: textOf(identity, identity.callIdStart, identity.callIdEnd),
    cseq: identity.cseq,
    fromTag: textOf(identity, identity.fromTagStart, identity.fromTagEnd),
    toTag: textOf(identity, identity.toTagStart, identity.toTagEnd),
    fromUri: textOf(identity, identity.fromUriStart, identity.fromUriEnd),
    toUri: textOf(identity, identity.toUriStart, identity.toUriEnd),
    fields: identity.fields,
    route: textOf(identity, identity.routeStart, identity.routeEnd),
    maxForwards: identity.maxForwards,
    bodyStart: identity.bodyStart,
    contentLength: identity.contentLength,
    hasSdp: identity.hasSdp,
  };
}

/** What the message's values say of the same. */
function readValues(bytes: Uint8Array, start: number, end: number): unknown {
  const message = parseMessage(bytes, { start, end });
  const { startLine, topVia, cseq } = message;
  const method = startLine?.kind === 'request' ? startLine.method : cseq?.method;
  return {
    isRequest: startLine?.kind === 'request',
    status: startLine?.kind === 'response' ? startLine.status : 0,
    methodNumber: methodTable.findIndex((row) => row.method === method),
    method,
    requestUri: startLine?.kind === 'request' ? startLine.requestUri : undefined,
    branch: topVia?.branch,
    sentBy: topVia?.sentBy.text,
    secondBranch: message.via[1]?.branch,
    secondSentBy: message.via[1]?.sentBy.text,
    viaCount: message.via.length,
    callId: message.callId,
    cseq: cseq?.number ?? -1,
    fromTag: message.from?.tag,
    toTag: message.to?.tag,
    fromUri: message.from?.uriText,
    toUri: message.to?.uriText,
    fields: fieldsOf(message),
    route: message.header('Route')?.value,
    maxForwards: message.maxForwards ?? -1,
    bodyStart: message.bodySpan[0],
    contentLength: message.contentLength ?? -1,
    hasSdp: message.body !== undefined && message.contentType?.essence === 'application/sdp',
  };
}

/** Whether the identity was read; throws where it says other than the message's values. */
export function identityAgrees(identity: MessageIdentity, bytes: Uint8Array): boolean {
  const read = identity.read(bytes, 0, bytes.length);
  if (read !== startsLikeSip(bytes)) throw new Error(`read() gives ${read}`);
  if (!read) return false;
  const said = readIdentity(identity);
  const values = readValues(bytes, 0, bytes.length);
  if (JSON.stringify(said) !== JSON.stringify(values))
    throw new Error(
      `${JSON.stringify(said)} instead of ${JSON.stringify(values)} for ${JSON.stringify(decode(bytes))}`,
    );
  return true;
}
