import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Call } from './call.ts';

/** Redirections waiting to be followed; the oldest is forgotten first. */
const maxRedirects = 10_000;
/** Targets of one response that are told. */
const maxTargets = 10;

/** Where callers were sent by 3xx responses, until an INVITE goes there (RFC 3261 §8.1.3.4). */
export class Redirects {
  readonly #flows: FlowTable;
  /** By caller (address and From URI) and Contact URI. */
  readonly #redirects = new Map<string, { readonly call: Call; readonly timeNs: number }>();

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  /** Takes the Contacts of a 3xx response, and gives them. */
  expect(call: Call, message: CapturedMessage): readonly string[] {
    const targets: string[] = [];
    for (const contact of message.parsed().contacts) {
      if (contact === '*') continue;
      if (targets.length < maxTargets) targets.push(keptText(contact.uriText));
      if (this.#redirects.size >= maxRedirects) this.#forgetOldest();
      const key = keyOf(this.#flows.destinationIp(message.flow), message, contact.uriText);
      this.#redirects.set(keptText(key), { call, timeNs: message.timeNs });
    }
    return targets;
  }

  /** The call of which that initial INVITE is the next attempt. */
  followed(message: CapturedMessage): Call | undefined {
    if (this.#redirects.size === 0) return undefined;
    const { startLine } = message.parsed();
    if (startLine?.kind !== 'request') return undefined;
    const key = keyOf(this.#flows.sourceIp(message.flow), message, startLine.requestUri);
    const redirect = this.#redirects.get(key);
    if (redirect === undefined) return undefined;
    this.#redirects.delete(key);
    const { call } = redirect;
    const isLate = message.timeNs - redirect.timeNs > timeoutNs;
    return isLate || call.slot < 0 || isFollowed(call) ? undefined : call;
  }

  #forgetOldest(): void {
    const [oldest] = this.#redirects.keys();
    if (oldest !== undefined) this.#redirects.delete(oldest);
  }
}

/** Many callers may be sent to one place: only who was sent there follows. */
function keyOf(callerIp: string, message: CapturedMessage, uri: string): string {
  return `${callerIp} ${message.parsed().from?.uriText ?? ''} ${uri}`;
}

/** An INVITE came after the one that was redirected. */
function isFollowed({ invites }: Call): boolean {
  return !isRedirection(invites.at(-1)?.finalStatus ?? 0);
}

export function isRedirection(status: number): boolean {
  return status >= 300 && status < 400;
}
