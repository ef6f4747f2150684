import { bodyOf } from './bodies.ts';
import { createsDialog, type Dialog, hasContact, type HopRequest, type HopResponse, reasons } from './elements.ts';
import type { Network } from './network.ts';
import type { Step, What } from '../../src/expect/script/script.ts';
import { type SipText, tagOf, uriOf, valueOf, valuesOf, withField } from './sip-text.ts';
import { contactOf, finished } from './message-parts.ts';

type ResponseWhat = What & { kind: 'response' };

/** Writes responses as their senders would, and lets their receivers know them. */
export class ResponseWriter {
  readonly #network: Network;
  /** By address-of-record, contact and its seconds. */
  readonly #bindings = new Map<string, Map<string, number>>();

  constructor(network: Network) {
    this.#network = network;
  }

  write(step: Step, what: ResponseWhat): SipText {
    const request = this.#answered(step, what);
    const forwarded = step.from.isProxy && step.options.own !== true ? this.#toForward(request, what) : undefined;
    const composed = forwarded === undefined ? this.#own(step, what, request) : this.#forward(forwarded);
    const { options, from } = step;
    const version = options.sdp === undefined ? 0 : this.#network.sdpVersion(from, request.callId, options.sdp);
    const message = finished(composed, options, bodyOf(options, from, version));
    const response: HopResponse = {
      status: what.status,
      message,
      arrived: options.lost !== true && request.arrived,
      isForwarded: false,
    };
    request.responses.push(response);
    if (options.lost !== true) this.#receive(request, message, what.status);
    return message;
  }

  /** The latest request that waits for a response, or of the method that is named. */
  #answered({ from, to, options }: Step, { method, status }: ResponseWhat): HopRequest {
    const callId = options.inCall === undefined ? undefined : this.#network.callIdOf(options.inCall);
    const received = this.#network.requests.filter((one) => {
      if (one.to !== from || one.from !== to || one.method === 'ACK' || !one.arrived) return false;
      return (method === undefined || one.method === method) && (callId === undefined || one.callId === callId);
    });
    const isOpen = (one: HopRequest) => !one.responses.some((response) => response.status >= 200);
    const takes = (one: HopRequest) => status < 101 || status >= 200 || one.method === 'INVITE';
    const found = received.findLast((one) => isOpen(one) && takes(one)) ?? received.findLast(takes);
    if (found === undefined) throw new Error(`${from.name} has no request of ${to.name} to answer`);
    return found;
  }

  /** Of the responses to what a proxy forwarded, the latest with this status that it has not forwarded yet. */
  #toForward(request: HopRequest, { status }: ResponseWhat): HopResponse | undefined {
    return this.#network.requests
      .filter(({ forwards }) => forwards === request)
      .flatMap(({ responses }) => responses)
      .findLast((response) => response.status === status && response.arrived && !response.isForwarded && status > 100);
  }

  #forward(response: HopResponse): SipText {
    response.isForwarded = true;
    return withField(response.message, 'Via', valuesOf(response.message, 'Via').slice(1));
  }

  #own(step: Step, { status, reason }: ResponseWhat, request: HopRequest): SipText {
    const { from, options } = step;
    const { received, method, receiver } = request;
    const same = (name: string) => valuesOf(received, name).map((value) => [name, value] as const);
    const to = valueOf(received, 'To') ?? '';
    const isTagged = tagOf(to) !== undefined || status === 100;
    const tag = options.tag ?? receiver?.localTag ?? (isTagged ? '' : this.#proxyTag(request, from.name));
    const isSuccess = status > 100 && status < 300;
    return {
      start: `SIP/2.0 ${status} ${reason ?? reasons[status] ?? 'Unknown'}`,
      fields: [
        ...same('Via'),
        ...(isSuccess && createsDialog.has(method) ? same('Record-Route') : []),
        ...same('From'),
        ['To', isTagged ? to : `${to};tag=${this.#network.newTag(from, tag)}`],
        ...same('Call-ID'),
        ...same('CSeq'),
        ...(isSuccess && hasContact.has(method) && method !== 'REGISTER'
          ? [['Contact', contactOf(from, options)] as const]
          : []),
        ...this.#statusFields(step, status, request),
        ...(from.userAgent === undefined ? [] : [['Server', from.userAgent] as const]),
      ],
      body: '',
    };
  }

  /** One for all responses of a proxy to a request. */
  #proxyTag(request: HopRequest, name: string): string {
    const earlier = request.responses
      .map(({ message }) => tagOf(valueOf(message, 'To')))
      .find((tag) => tag !== undefined);
    return earlier ?? this.#network.nextName(name);
  }

  *#statusFields(step: Step, status: number, request: HopRequest): Generator<readonly [string, string]> {
    const { options, from } = step;
    const { method, received } = request;
    if (options.reliable === true) {
      yield ['Require', '100rel'];
      yield ['RSeq', String(++request.reliableResponses)];
    }
    if (options.challenge !== undefined) {
      const nonce = options.challenge === '' ? this.#network.nextName('nonce') : options.challenge;
      const name = status === 407 ? 'Proxy-Authenticate' : 'WWW-Authenticate';
      yield [name, `Digest realm="example.com", nonce="${nonce}", algorithm=MD5`];
    }
    const isSuccess = status >= 200 && status < 300;
    if (method === 'REGISTER' && isSuccess) yield* this.#registered(from.name, received, options.expires);
    else if (options.expires !== undefined) yield ['Expires', String(options.expires)];
    else if (method === 'SUBSCRIBE' && isSuccess) yield ['Expires', valueOf(received, 'Expires') ?? '3600'];
  }

  /** All bindings of the address-of-record after this request (RFC 3261 §10.3). */
  *#registered(registrar: string, request: SipText, granted: number | undefined): Generator<readonly [string, string]> {
    const key = `${registrar} ${uriOf(valueOf(request, 'To'))}`;
    const bindings = this.#bindings.get(key) ?? new Map<string, number>();
    this.#bindings.set(key, bindings);
    const wanted = Number(valueOf(request, 'Expires') ?? 3600);
    for (const contact of valuesOf(request, 'Contact').flatMap((value) => value.split(/,\s*(?=<)/))) {
      const seconds = Number(/;\s*expires=(\d+)/i.exec(contact)?.[1] ?? wanted);
      if (contact.trim() === '*') bindings.clear();
      else if (seconds === 0) bindings.delete(uriOf(contact) ?? '');
      else bindings.set(uriOf(contact) ?? '', granted ?? seconds);
    }
    for (const [uri, seconds] of bindings) yield ['Contact', `<${uri}>;expires=${seconds}`];
  }

  #receive(request: HopRequest, message: SipText, status: number): void {
    const { sender, from, method, receiver } = request;
    this.#network.use(receiver);
    if (from.isProxy) return;
    if (status === 401 || status === 407) this.#network.challenge(from, message);
    if (sender === undefined) return;
    this.#network.use(sender);
    const toTag = tagOf(valueOf(message, 'To'));
    const isInside = tagOf(valueOf(request.sent, 'To')) !== undefined;
    if (isInside || toTag === undefined || !createsDialog.has(method)) {
      if (isInside && status < 300) this.#network.learn(sender, message, method);
      return;
    }
    if (status >= 300) this.#network.endEarly(sender);
    else if (status > 100) this.#makeDialog(request, sender, message, status, toTag);
  }

  #makeDialog(request: HopRequest, attempt: Dialog, message: SipText, status: number, toTag: string): void {
    const { owner, callId } = attempt;
    const known = this.#network.dialogsOf(owner, callId).find(({ remoteTag }) => remoteTag === toTag);
    const dialog =
      known ??
      this.#network.addDialog({
        ...attempt,
        remoteTag: toTag,
        remoteActor: this.#network.ownerOfTag(toTag),
        routeSet: this.#network.routeSetOf(message).toReversed(),
        attempt,
      });
    this.#network.learn(dialog, message, request.method);
    if (status >= 200) dialog.isConfirmed = true;
    const rseq = valueOf(message, 'RSeq');
    if (rseq !== undefined) dialog.rack = `${rseq} ${valueOf(message, 'CSeq')}`;
  }
}
