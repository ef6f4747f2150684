import type { CapturedMessage } from '../message/captured-message.ts';
import { joined, textFingerprint } from '../message/fingerprint.ts';
import { keptText } from '../message/kept-text.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Call } from './call.ts';
import type { HostTable } from './host-table.ts';
import type { InviteScan } from './invite-scan.ts';
import type { LegId } from './leg-ids.ts';
import type { PendingInvite } from './pending-invites.ts';

/** Refusals that may be answered by another attempt; the oldest is forgotten first. */
const maxRefusals = 10_000;
/** A device tries again at once; whoever waits longer has been asked. */
const soonNs = 5e9;
/** Option tags of one refusal. */
const maxOptions = 32;

/** A refusal that says what to do otherwise, and what the INVITE was like. */
type Refusal = {
  readonly call: Call;
  readonly invite: Transaction;
  readonly timeNs: number;
  readonly status: number;
  readonly hadCredentials: boolean;
  readonly formatsKey: number;
  /** Of a 422. */
  readonly minSe: number | undefined;
  /** Of a 420 those not to be required, of a 421 those to be supported. */
  readonly options: readonly string[];
  /** Another call between the same two waits for an attempt too. */
  isAmbiguous: boolean;
};

/** Final responses that say what another attempt must do otherwise. */
const negotiable: ReadonlySet<number> = new Set([401, 407, 415, 420, 421, 422, 488, 494, 606]);

/**
 * Tells which INVITEs under a new Call-ID go on with an attempt that was refused: RFC 3261 §8.1.3.5 asks for the same Call-ID, and some devices take
 * another. Only where the INVITE does what the refusal asked for, from the same host, between the same two, and soon.
 */
export class Retries {
  readonly #hosts: HostTable;
  readonly #refusals = new Map<number, Refusal>();

  constructor(hosts: HostTable) {
    this.#hosts = hosts;
  }

  /** Takes the final response to an initial INVITE on the caller's own hop. */
  refused(call: Call, invite: Transaction, message: CapturedMessage, pending: PendingInvite | undefined): void {
    const { status } = message;
    if (!negotiable.has(status) || invite.viaCount !== 1 || call.from === undefined || call.to === undefined) return;
    const key = keyOf(this.#hosts.source(invite.flow), call.from.uri, call.to.uri);
    const other = this.#refusals.get(key);
    this.#refusals.delete(key);
    if (this.#refusals.size >= maxRefusals) this.#forgetOldest();
    this.#refusals.set(key, {
      call,
      invite,
      timeNs: message.timeNs,
      status,
      hadCredentials: pending?.hasCredentials ?? false,
      formatsKey: pending?.formatsKey ?? 0,
      minSe: status === 422 ? message.parsed().minSe?.seconds : undefined,
      options: optionsOf(message),
      isAmbiguous: other !== undefined && other.call !== call && isWaiting(other, message.timeNs),
    });
  }

  /** The call of which that initial INVITE is the next attempt. */
  followed(
    message: CapturedMessage,
    parties: { readonly from: string | undefined; readonly to: string | undefined },
    scan: InviteScan,
    ids: readonly LegId[],
  ): Call | undefined {
    const { from, to } = parties;
    if (this.#refusals.size === 0 || from === undefined || to === undefined || message.viaCount !== 1) return undefined;
    const refusal = this.#refusals.get(keyOf(this.#hosts.source(message.flow), from, to));
    if (refusal === undefined || !isWaiting(refusal, message.timeNs)) return undefined;
    const { call } = refusal;
    const isSameSession = ids.some(({ by, key }) => by === 'session-id' && call.legIds.includes(key));
    return isSameSession || (!refusal.isAmbiguous && doesAsAsked(refusal, message, scan)) ? call : undefined;
  }

  /** Nothing more is expected of that call. */
  close(call: Call): void {
    if (this.#refusals.size === 0 || call.from === undefined || call.to === undefined) return;
    const refused = call.invites.findLast(({ viaCount, finalStatus }) => viaCount === 1 && negotiable.has(finalStatus));
    if (refused === undefined) return;
    const key = keyOf(this.#hosts.source(refused.flow), call.from.uri, call.to.uri);
    if (this.#refusals.get(key)?.call === call) this.#refusals.delete(key);
  }

  #forgetOldest(): void {
    const [oldest] = this.#refusals.keys();
    if (oldest !== undefined) this.#refusals.delete(oldest);
  }
}

function keyOf(host: number, from: string, to: string): number {
  return joined(joined(textFingerprint(from), textFingerprint(to)), host + 1);
}

/** No attempt came since. */
function isWaiting({ call, invite, timeNs, status }: Refusal, nowNs: number): boolean {
  const withinNs = status === 401 || status === 407 ? timeoutNs : soonNs;
  const sinceNs = nowNs - timeNs;
  return call.slot >= 0 && call.invites.at(-1)?.number === invite.number && sinceNs >= 0 && sinceNs <= withinNs;
}

function doesAsAsked(refusal: Refusal, message: CapturedMessage, scan: InviteScan): boolean {
  switch (refusal.status) {
    case 401:
    case 407:
      return scan.hasCredentials && !refusal.hadCredentials;
    case 420: {
      const { require: required } = message.parsed();
      return refusal.options.length > 0 && !required.some((option) => refusal.options.includes(option.toLowerCase()));
    }
    case 421: {
      const supported = message.parsed().supported.map((option) => option.toLowerCase());
      return refusal.options.length > 0 && refusal.options.every((option) => supported.includes(option));
    }
    case 422: {
      const seconds = message.parsed().sessionExpires?.seconds;
      return refusal.minSe !== undefined && seconds !== undefined && seconds >= refusal.minSe;
    }
    case 494:
      return scan.hasSecurityVerify;
    default:
      return scan.formatsKey !== 0 && refusal.formatsKey !== 0 && scan.formatsKey !== refusal.formatsKey;
  }
}

function optionsOf(message: CapturedMessage): readonly string[] {
  if (message.status !== 420 && message.status !== 421) return [];
  const parsed = message.parsed();
  const options = message.status === 420 ? parsed.unsupported : parsed.require;
  return options.slice(0, maxOptions).map((option) => keptText(option.toLowerCase()));
}
