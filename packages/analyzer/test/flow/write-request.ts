import { bodyOf } from './bodies.ts';
import { digestResponse } from './digest.ts';
import { type Dialog, hasContact, type HopRequest } from './elements.ts';
import type { Network } from './network.ts';
import type { Actor, Options, Step, Transport, What } from '../../src/expect/script/script.ts';
import { contactOf, finished, forwarded, received, sentBy } from './message-parts.ts';
import { hostOf, type SipText, tagOf, uriOf, valueOf, valuesOf } from './sip-text.ts';

type RequestWhat = What & { kind: 'request' };

/** Writes requests as their senders would, and lets their receivers know them. */
export class RequestWriter {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  write(step: Step, what: RequestWhat): SipText {
    if (what.method === 'CANCEL') return this.#send(step, what, this.#cancel(step), undefined, undefined);
    if (what.method === 'ACK') {
      const failed = this.#failedInvite(step);
      if (failed !== undefined) return this.#acknowledge(step, what, failed);
    }
    if (step.from.isProxy) return this.#forward(step, what);
    const dialog = what.uri === undefined ? this.#network.dialogFor(step) : this.#attempt(step, what.uri);
    this.#network.nameCall(step.options.asCall, dialog.callId);
    return this.#send(step, what, this.#own(step, what, dialog), dialog, undefined);
  }

  #cancel(step: Step): SipText {
    const invite = this.#network.lastRequest(step, 'INVITE');
    if (invite === undefined) throw new Error(`${step.from.name} sent no INVITE to ${step.to.name}`);
    return this.#ofHop(invite.sent, 'CANCEL', valueOf(invite.sent, 'To') ?? '');
  }

  #failedInvite(step: Step): HopRequest | undefined {
    const invite = this.#network.lastRequest(step, 'INVITE');
    return invite !== undefined && this.#network.isAcknowledgedByHop(invite) ? invite : undefined;
  }

  #acknowledge(step: Step, what: RequestWhat, invite: HopRequest): SipText {
    invite.isAcknowledged = true;
    const final = invite.responses.find(({ status, arrived }) => arrived && status >= 300);
    const to = (final && valueOf(final.message, 'To')) ?? '';
    return this.#send(step, what, this.#ofHop(invite.sent, 'ACK', to), undefined, undefined);
  }

  /** CANCEL and ACK of a failure go with the INVITE's topmost Via (RFC 3261 §9.1, §17.1.1.3). */
  #ofHop(invite: SipText, method: string, to: string): SipText {
    const cseq = valueOf(invite, 'CSeq')?.split(' ')[0];
    const same = (name: string) => valuesOf(invite, name).map((value) => [name, value] as const);
    return {
      start: invite.start.replace(/^\S+/, method),
      fields: [
        ['Via', valueOf(invite, 'Via') ?? ''],
        ['Max-Forwards', '70'],
        ...same('Route'),
        ...same('From'),
        ['To', to],
        ...same('Call-ID'),
        ['CSeq', `${cseq} ${method}`],
      ],
      body: '',
    };
  }

  #forward(step: Step, what: RequestWhat): SipText {
    const received = this.#network.requestToForward(step, what.method);
    const message = forwarded(received.received, step, what, this.#newVia(step));
    return this.#send(step, what, message, undefined, received);
  }

  #newVia({ from, options }: Step): string {
    const transport: Transport = options.transport ?? from.transport;
    const branch = options.branch ?? `z9hG4bK-${this.#network.nextName(`${from.name}-b`)}`;
    return `SIP/2.0/${transport} ${sentBy(from)}${from.nat === undefined ? '' : ';rport'};branch=${branch}`;
  }

  #attempt(step: Step, uri: string): Dialog {
    const { from, to, options } = step;
    if (options.sameCall === true || options.inCall !== undefined) {
      const callId = options.inCall === undefined ? undefined : this.#network.callIdOf(options.inCall);
      const attempt = this.#network.dialogsOf(from, callId).findLast((one) => one.attempt === undefined);
      if (attempt === undefined) throw new Error(`${from.name} has no such call`);
      attempt.target = uri;
      attempt.peer = to.name;
      return attempt;
    }
    return this.#network.addDialog({
      owner: from,
      callId: options.callId ?? `${this.#network.nextName('call')}@${hostOf(from.address)}`,
      localTag: this.#network.newTag(from, options.tag),
      local: `<${from.uri}>`,
      remote: isRegister(step) ? `<${from.uri}>` : `<${uri.replace(/[;?].*$/, '')}>`,
      remoteTag: undefined,
      remoteActor: undefined,
      cseq: 0,
      inviteCseq: 0,
      target: uri,
      routeSet: [],
      peer: to.name,
      event: undefined,
      rack: undefined,
      isConfirmed: false,
      attempt: undefined,
    });
  }

  #own(step: Step, { method }: RequestWhat, dialog: Dialog): SipText {
    const { from, options } = step;
    const isAck = method === 'ACK';
    if (!isAck) dialog.cseq = options.cseq ?? dialog.cseq + 1;
    if (method === 'INVITE') dialog.inviteCseq = dialog.cseq;
    const cseq = isAck ? (options.cseq ?? dialog.inviteCseq) : dialog.cseq;
    dialog.event = options.event ?? dialog.event;
    const tag = (value: string | undefined) => (value === undefined ? '' : `;tag=${value}`);
    return {
      start: `${method} ${dialog.target} SIP/2.0`,
      fields: [
        ['Via', this.#newVia(step)],
        ['Max-Forwards', '70'],
        ...dialog.routeSet.map((route) => ['Route', route] as const),
        ['From', `${dialog.local}${tag(dialog.localTag)}`],
        ['To', `${dialog.remote}${tag(dialog.remoteTag)}`],
        ['Call-ID', dialog.callId],
        ['CSeq', `${cseq} ${method}`],
        ...(hasContact.has(method) ? [['Contact', contactOf(from, options)] as const] : []),
        ...this.#methodFields(step, method, dialog),
        ...(from.userAgent === undefined ? [] : [['User-Agent', from.userAgent] as const]),
      ],
      body: '',
    };
  }

  *#methodFields({ from, options }: Step, method: string, dialog: Dialog): Generator<readonly [string, string]> {
    const { expires, event, referTo, replaces, joins, credentials } = options;
    const subscribes = method === 'SUBSCRIBE';
    if (subscribes || method === 'NOTIFY' || method === 'PUBLISH') {
      yield ['Event', event ?? dialog.event ?? 'presence'];
    }
    if (expires !== undefined) yield ['Expires', String(expires)];
    else if (subscribes) yield ['Expires', '3600'];
    if (method === 'NOTIFY') yield ['Subscription-State', options.state ?? 'active'];
    if (method === 'PRACK' && dialog.rack !== undefined) yield ['RAck', dialog.rack];
    if (referTo !== undefined) yield ['Refer-To', `<${referTo}${this.#embedded(options)}>`];
    else if (replaces !== undefined) yield ['Replaces', this.#network.reference(replaces)];
    if (joins !== undefined) yield ['Join', this.#network.reference(joins)];
    if (credentials === undefined) return;
    const [name, challenge] = this.#network.challengeOf(from);
    const { user = '', password } = credentials;
    yield [name, digestResponse({ challenge, user, password, method, uri: dialog.target })];
  }

  /** Header fields in a URI (RFC 3261 §19.1.1). */
  #embedded({ replaces }: Options): string {
    return replaces === undefined ? '' : `?Replaces=${encodeURIComponent(this.#network.reference(replaces))}`;
  }

  #send(
    step: Step,
    { method }: RequestWhat,
    composed: SipText,
    sender: Dialog | undefined,
    forwards: HopRequest | undefined,
  ): SipText {
    const { from, to, options } = step;
    const callId = valueOf(composed, 'Call-ID') ?? '';
    const version = options.sdp === undefined ? 0 : this.#network.sdpVersion(from, callId, options.sdp);
    const sent = finished(composed, options, bodyOf(options, from, version));
    const arrived = options.lost !== true;
    this.#network.use(sender);
    const request: HopRequest = {
      from,
      to,
      method,
      callId,
      sent,
      received: received(sent, from),
      arrived,
      responses: [],
      forwards,
      sender,
      receiver: undefined,
      isAcknowledged: false,
      reliableResponses: 0,
    };
    this.#network.requests.push(request);
    if (arrived && !to.isProxy) request.receiver = this.#receive(request);
    return sent;
  }

  /** The dialog of the user agent that received it; a new one where the request is of none. */
  #receive({ received: message, to, callId, method, from }: HopRequest): Dialog | undefined {
    const known = this.#network.dialogsOf(to, callId);
    const toTag = tagOf(valueOf(message, 'To'));
    const fromTag = tagOf(valueOf(message, 'From'));
    if (method === 'CANCEL') return known.at(-1);
    if (toTag !== undefined) {
      const dialog = known.findLast((one) => one.localTag === toTag && (one.remoteTag ?? fromTag) === fromTag);
      const found = dialog ?? known.findLast((one) => one.localTag === toTag);
      this.#network.learn(found, message, method);
      if (found !== undefined) found.event = eventOf(message, method) ?? found.event;
      if (found !== undefined && found.remoteTag === undefined && method === 'NOTIFY') {
        return this.#made(found, message, fromTag, from);
      }
      return found;
    }
    return this.#network.addDialog({
      owner: to,
      callId,
      localTag: this.#network.newTag(to),
      local: `<${uriOf(valueOf(message, 'To'))}>`,
      remote: `<${uriOf(valueOf(message, 'From'))}>`,
      remoteTag: fromTag,
      remoteActor: this.#network.ownerOfTag(fromTag),
      cseq: 0,
      inviteCseq: 0,
      target: uriOf(valueOf(message, 'Contact')) ?? uriOf(valueOf(message, 'From')) ?? '',
      routeSet: this.#network.routeSetOf(message),
      peer: from.name,
      event: eventOf(message, method),
      rack: undefined,
      isConfirmed: true,
      attempt: undefined,
    });
  }

  /** A NOTIFY may make the dialog before the 2xx does (RFC 6665 §4.4.1). */
  #made(attempt: Dialog, message: SipText, fromTag: string | undefined, from: Actor): Dialog {
    return this.#network.addDialog({
      ...attempt,
      remoteTag: fromTag,
      remoteActor: this.#network.ownerOfTag(fromTag),
      target: uriOf(valueOf(message, 'Contact')) ?? attempt.target,
      routeSet: this.#network.routeSetOf(message),
      peer: from.name,
      isConfirmed: true,
      attempt,
    });
  }
}

/** What the receiver's NOTIFYs will be of. */
function eventOf(message: SipText, method: string): string | undefined {
  return method === 'REFER' ? 'refer' : method === 'SUBSCRIBE' ? valueOf(message, 'Event') : undefined;
}

function isRegister({ what }: Step): boolean {
  return what.kind === 'request' && what.method === 'REGISTER';
}
