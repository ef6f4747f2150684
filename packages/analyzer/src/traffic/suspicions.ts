import type { CallResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { Parties } from '../message/party.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { scannerName } from './scanner-agents.ts';
import { Suspect } from './suspect.ts';

/** Addresses that are watched; the one watched longest makes room. */
const mostSuspects = 10_000;
/** Requests of a flow whose user agent is looked at. */
const agentsLookedAt = 2;
/** A call that was answered and over so soon was in vain. */
const shortCallNs = 3e9;
/** Flows whose requests are counted. */
const mostFlows = 1_000_000;

/** Watches for what scanners, guessers of passwords and frauds do. What was seen is told by `suspicionRows`. */
export class Suspicions {
  readonly #flows: FlowTable;
  readonly #messages: MessageTable;
  readonly #parties = new Parties();
  readonly #suspects = new Map<string, Suspect>();
  /** By flow: requests whose user agent was looked at. */
  readonly #looked: number[] = [];

  constructor(messages: MessageTable, flows: FlowTable) {
    this.#messages = messages;
    this.#flows = flows;
  }

  get suspects(): Iterable<Suspect> {
    return this.#suspects.values();
  }

  /** Takes a message that is no copy. */
  receive(message: CapturedMessage): void {
    if (message.isRequest) {
      if (message.toTag === 0) this.#lookAtAgent(message);
    } else if (message.method === method.register && message.status >= 200) this.#learnRegistration(message);
  }

  /** A call of which nothing more is expected. */
  addCall(call: Call, { outcome, deciding }: CallResult): void {
    const number = call.to?.number;
    if (number === undefined || deciding === undefined || deciding.request < 0) return;
    const suspect = this.#suspect(this.#flows.sourceIp(deciding.flow));
    suspect.calls++;
    if (outcome === 'answered' && !this.#isShort(call, deciding.final)) return;
    const first = deciding.request;
    suspect.vain.add(this.#messages.timeNs(first), this.#messages.frame(first));
    suspect.numbers.add(number);
  }

  #isShort({ dialogs }: Call, answer: number): boolean {
    const answeredNs = this.#messages.timeNs(answer);
    return dialogs.some(({ confirmed, ended }) => {
      return confirmed >= 0 && ended >= 0 && this.#messages.timeNs(ended) - answeredNs < shortCallNs;
    });
  }

  #lookAtAgent(message: CapturedMessage): void {
    const { flow } = message;
    const looked = this.#looked[flow] ?? 0;
    if (looked < agentsLookedAt && flow < mostFlows) {
      while (this.#looked.length < flow) this.#looked.push(0);
      this.#looked[flow] = looked + 1;
      const userAgent = message.rawValue('User-Agent');
      const scanner = userAgent === undefined ? undefined : scannerName(userAgent);
      if (scanner !== undefined) this.#suspect(this.#flows.sourceIp(flow)).scanner = scanner;
    }
    const suspect = this.#suspects.get(this.#flows.sourceIp(flow));
    if (suspect?.scanner !== undefined) suspect.scans.add(message.timeNs, message.frame);
  }

  /** A challenge alone is no refusal of a password; one that follows another without success between is. */
  #learnRegistration(message: CapturedMessage): void {
    const user = message.toParty(this.#parties)?.uri;
    if (user === undefined) return;
    const { status, timeNs, frame } = message;
    const suspect = this.#suspect(this.#flows.destinationIp(message.flow));
    if (status < 300) suspect.accept(user);
    else if (status === 401 || status === 403 || status === 404 || status === 407) suspect.refuse(user, timeNs, frame);
  }

  #suspect(address: string): Suspect {
    const known = this.#suspects.get(address);
    if (known !== undefined) return known;
    if (this.#suspects.size >= mostSuspects) {
      const [oldest] = this.#suspects.keys();
      if (oldest !== undefined) this.#suspects.delete(oldest);
    }
    const suspect = new Suspect(address);
    this.#suspects.set(address, suspect);
    return suspect;
  }
}
