import type { AnalyzeOptions } from './analysis.ts';
import type { FollowerContext, FollowerStage } from './follow/follower.ts';
import type { Position } from './follow/position.ts';
import { Passwords } from './identity/passwords.ts';
import type { CapturedMessage } from './message/captured-message.ts';
import { has } from './message/key-reader.ts';
import { method } from './message/method.ts';
import { ConversationTable } from './messaging/conversation-table.ts';
import { RegistrationTable } from './registration/registration-table.ts';
import type { FollowedRows, Summary } from './rows.ts';
import type { MsrpRecord } from './transport/msrp/msrp-record.ts';
import { SessionTable } from './session/session-table.ts';
import { PublicationTable } from './subscription/publication-table.ts';
import { SubscriptionTable } from './subscription/subscription-table.ts';

type Tellers = Pick<
  AnalyzeOptions,
  | 'onRegistration'
  | 'onSubscription'
  | 'onPublication'
  | 'onConversation'
  | 'onSession'
  | 'passwords'
  | 'limits'
  | 'diagnostics'
>;

const sessionMethods: ReadonlySet<number> = new Set([
  method.invite,
  method.ack,
  method.prack,
  method.update,
  method.bye,
]);
const anyBody = has.sdp | has.otherBody;

type Stages = { readonly [Name in keyof FollowedRows]: FollowerStage<FollowedRows[Name]> };

export function passwordsOf({ passwords = [] }: Pick<Tellers, 'passwords'>): Passwords | undefined {
  return passwords.length === 0 ? undefined : new Passwords(passwords);
}

/** The stages beside calls, each given the messages of its methods. */
export class Followers {
  readonly #stages: Stages;
  readonly #registrations: RegistrationTable;
  readonly #conversations: ConversationTable;
  /** Only where somebody wants to be told of sessions. */
  readonly #sessions: SessionTable | undefined;
  readonly #all: readonly FollowerStage<unknown>[];
  /** By method. */
  readonly #ofMethod: (readonly FollowerStage<unknown>[] | undefined)[] = [];

  constructor(context: FollowerContext, tellers: Tellers) {
    const stages = {
      registrations: new RegistrationTable(context, tellers.onRegistration, {
        passwords: passwordsOf(tellers),
        atOnce: tellers.limits?.messages?.registrationsAtOnce,
        diagnostics: tellers.diagnostics,
      }),
      subscriptions: new SubscriptionTable(context, tellers.onSubscription),
      publications: new PublicationTable(context, tellers.onPublication),
      conversations: new ConversationTable(context, tellers.onConversation),
    };
    this.#stages = stages;
    this.#registrations = stages.registrations;
    this.#conversations = stages.conversations;
    this.#sessions = tellers.onSession === undefined ? undefined : new SessionTable(context, tellers.onSession);
    const sessions = this.#sessions === undefined ? [] : [this.#sessions];
    this.#all = [...Object.values(stages), ...sessions];
    this.#ofMethod[method.register] = [stages.registrations];
    this.#ofMethod[method.subscribe] = [stages.subscriptions];
    this.#ofMethod[method.notify] = [stages.subscriptions, stages.registrations];
    this.#ofMethod[method.refer] = [stages.subscriptions];
    this.#ofMethod[method.publish] = [stages.publications];
    this.#ofMethod[method.message] = [stages.conversations];
    // Sessions of messages are offered, answered and ended like others.
    for (const number of sessionMethods) this.#ofMethod[number] = [stages.conversations, ...sessions];
  }

  get openCount(): number {
    return this.#all.reduce((sum, stage) => sum + stage.openCount, 0);
  }

  /** See `Summary`; undefined where no password is known. */
  get digests(): Summary['digests'] {
    return this.#registrations.digests;
  }

  count(name: keyof FollowedRows): number {
    return this.#stages[name].count;
  }

  /** Whether a message is for them. */
  follows({ method: methodNumber, fields }: CapturedMessage): boolean {
    if (this.#ofMethod[methodNumber] === undefined) return false;
    // What calls are made of matters where messages are sent within one.
    if (!sessionMethods.has(methodNumber) || this.#sessions !== undefined) return true;
    return (fields & anyBody) !== 0 || this.#conversations.openCount > 0;
  }

  receive(message: CapturedMessage, position: Position): void {
    const stages = this.#ofMethod[message.method];
    if (stages !== undefined) for (const stage of stages) stage.receive(message, position);
  }

  receiveMsrp(record: MsrpRecord): void {
    this.#conversations.receiveMsrp(record);
  }

  /** Whether something that was received waits for a reader that is loaded only where it is needed. */
  get isWaiting(): boolean {
    return this.#all.some((stage) => stage.isWaiting);
  }

  async readWaiting(): Promise<void> {
    for (const stage of this.#all) if (stage.isWaiting) await stage.readWaiting();
  }

  /** What is over at `nowNs` of capture time. */
  closeOver(nowNs: number): void {
    for (const stage of this.#all) stage.closeOver(nowNs);
  }

  /** All that is left; nothing more comes. */
  closeAll(nowNs: number): void {
    for (const stage of this.#all) stage.closeAll(nowNs);
  }

  /** Closes those silent for longest, until each stage has no more than that share of what it has open. */
  closeLongestSilent(share: number, nowNs: number): void {
    for (const stage of this.#all) stage.closeLongestSilent(Math.floor(stage.openCount * share), nowNs);
  }

  /** See `FollowerStage.rows`. */
  rows<Name extends keyof FollowedRows>(name: Name, nowNs: number): Iterable<FollowedRows[Name]> {
    return this.#stages[name].rows(nowNs);
  }
}
