import { Follower, type FollowerContext } from '../follow/follower.ts';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import type { ConversationRow } from '../rows/conversation-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { MsrpRecord } from '../transport/msrp/msrp-record.ts';
import type { Conversation, Session } from './conversation.ts';
import { conversationRow } from './conversation-row-of.ts';
import { pageSilenceNs, sessionSilenceNs } from './limits.ts';
import { MessageLinks } from './message-links.ts';
import { MessageSessions } from './message-sessions.ts';
import { MsrpMessages } from './msrp-messages.ts';
import { PageMessages } from './page-messages.ts';
import { PartyAddresses } from './party-address.ts';

const endStates: ReadonlySet<Session['state']> = new Set(['ended', 'refused', 'declined']);

/** Conversations: of page messages by their parties, of sessions by the offers that make them. See `ConversationRow`. */
export class ConversationTable extends Follower<Conversation, ConversationRow> {
  readonly #links = new MessageLinks();
  readonly #page: PageMessages;
  readonly #sessions: MessageSessions;
  readonly #msrp: MsrpMessages;
  /** By Conversation-ID, of those that are open: the number of the latest. */
  readonly #latest = new Map<string, number>();

  constructor(context: FollowerContext, tell?: (row: ConversationRow) => void) {
    super(context, tell);
    const conversations = {
      flows: context.flows,
      links: this.#links,
      parties: new PartyAddresses(),
      begin: (make: (number: number) => Conversation) => this.#begin(make),
      isOver: (conversation: Conversation, nowNs: number) => this.isOver(conversation, nowNs),
      latest: (conversationId: string) => this.#latest.get(conversationId) ?? -1,
    };
    this.#page = new PageMessages(conversations);
    this.#sessions = new MessageSessions(conversations);
    this.#msrp = new MsrpMessages(this.#sessions, this.#links);
  }

  receive(message: CapturedMessage, position: Position): void {
    if (position.copy === 'duplicate') return;
    if (message.method === method.message) this.#page.receive(message, position);
    else this.#sessions.receive(message, position);
  }

  receiveMsrp(record: MsrpRecord): void {
    this.#msrp.receive(record);
  }

  #begin(make: (number: number) => Conversation): Conversation {
    const begun = this.begin(make);
    if (begun.conversationId !== undefined) this.#latest.set(begun.conversationId, begun.number);
    return begun;
  }

  protected isOver({ lastNs, session }: Conversation, nowNs: number): boolean {
    const silentNs = nowNs - lastNs;
    if (session === undefined) return silentNs >= pageSilenceNs;
    return silentNs >= (endStates.has(session.state) ? timeoutNs : sessionSilenceNs);
  }

  protected rowOf(conversation: Conversation, nowNs: number): ConversationRow {
    return conversationRow(conversation, nowNs, this.context);
  }

  protected forget(conversation: Conversation): void {
    const { conversationId, number, session } = conversation;
    if (conversationId !== undefined && this.#latest.get(conversationId) === number)
      this.#latest.delete(conversationId);
    if (session === undefined) this.#page.forget(conversation);
    else {
      this.#sessions.forget(conversation);
      this.#msrp.forget(conversation);
    }
  }
}
