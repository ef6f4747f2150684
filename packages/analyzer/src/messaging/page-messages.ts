import type { SipMessage } from '@sipscope/parser';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { keptText } from '../message/kept-text.ts';
import { type Content, readContent } from './content.ts';
import {
  addFrame,
  type Conversation,
  newConversation,
  newSentMessage,
  type SentMessage,
  takesMessage,
  withOne,
} from './conversation.ts';
import { maxHops, maxNameCharacters, maxOfSession } from './limits.ts';
import type { MessageLinks } from './message-links.ts';
import type { PartyAddresses } from './party-address.ts';

/** Transactions of messages beyond the limit that are remembered, to count each once. */
const maxBeyond = 10_000;
/** How many messages back one that is forwarded is looked for. */
const maxLookBack = 8;
/** RFC 3428 §8. */
const mostBytesOnUdp = 1300;

type Conversations = {
  readonly flows: FlowTable;
  readonly links: MessageLinks;
  readonly parties: PartyAddresses;
  begin(make: (number: number) => Conversation): Conversation;
  isOver(conversation: Conversation, nowNs: number): boolean;
  /** The latest conversation with that Conversation-ID; -1 where there is none. */
  latest(conversationId: string): number;
};

/** MESSAGE requests and their answers, of the page mode (RFC 3428): one message however often and on how many hops it is seen. */
export class PageMessages {
  readonly #conversations: Conversations;
  readonly #byKey = new Map<string, Conversation>();
  /** By Call-ID, From tag and CSeq, which all copies on all hops have in common. */
  readonly #byTransaction = new Map<number, SentMessage>();
  readonly #beyond = new Set<number>();

  constructor(conversations: Conversations) {
    this.#conversations = conversations;
  }

  receive(message: CapturedMessage, position: Position): void {
    const key = transactionOf(message, message.cseq);
    const known = this.#byTransaction.get(key);
    if (known !== undefined) this.#again(known, message, position);
    else if (!this.#beyond.has(key)) this.#begin(message, position, key);
  }

  forget(conversation: Conversation): void {
    if (this.#byKey.get(conversation.key) === conversation) this.#byKey.delete(conversation.key);
    for (const sent of conversation.sent) {
      for (const key of sent.keys) if (this.#byTransaction.get(key) === sent) this.#byTransaction.delete(key);
      this.#conversations.links.forget(sent);
    }
  }

  #begin(message: CapturedMessage, position: Position, key: number): void {
    if (message.isRequest) {
      const challenged = this.#byTransaction.get(transactionOf(message, message.cseq - 1));
      if (challenged === undefined || (challenged.status !== 401 && challenged.status !== 407))
        this.#beginMessage(message, position, key);
      else this.#answerChallenge(challenged, message, key);
    } else if (message.status >= 200) this.#beginMessage(message, position, key);
  }

  /** Of a message whose request was not captured, only the answer is known. */
  #beginMessage(message: CapturedMessage, { call, dialog }: Position, key: number): void {
    const parsed = message.parsed();
    const { parties } = this.#conversations;
    const from = parties.of(parsed.from?.uriText ?? '');
    const to = parties.of(parsed.to?.uriText ?? '');
    if (from === '' || to === '') return;
    const content: Content = message.isRequest ? readContent(parsed.body) : { kind: 'unknown' };
    const inReplyTo = message.isRequest ? inReplyToOf(parsed) : [];
    const isAnswer = content.relay?.type === 'RP-ACK' || content.relay?.type === 'RP-ERROR';
    const answered = isAnswer ? this.#conversations.links.answered(inReplyTo) : undefined;
    const conversation = answered?.conversation ?? this.#conversation(message, parsed, from, to);
    addFrame(conversation, message.frame, message.timeNs);
    conversation.calls = withOne(conversation.calls, call?.number);
    conversation.dialogs = withOne(conversation.dialogs, dialog?.number);
    const { timeNs, frame } = message;
    const begun = { conversation, from, to, timeNs, frame, content, hops: [] };
    const forwarded = message.isRequest ? forwardedBy(begun, message.flow, this.#conversations.flows) : undefined;
    if (forwarded !== undefined) {
      forwarded.isJoined = true;
      forwarded.hops.push(hopOf(message));
      this.#find(forwarded, key);
      return;
    }
    if (!takesMessage(conversation, content)) {
      if (this.#beyond.size >= maxBeyond) this.#beyond.clear();
      this.#beyond.add(key);
      return;
    }
    const sent = newSentMessage(begun);
    sent.inReplyTo = inReplyTo;
    sent.call = call?.number ?? -1;
    conversation.sent.push(sent);
    this.#find(sent, key);
    if (message.isRequest) {
      sent.hops.push(hopOf(message));
      const isUdp = this.#conversations.flows.transport(message.flow) === 'UDP';
      sent.isTooLong = isUdp && parsed.end - parsed.start > mostBytesOnUdp;
      if (content.relay !== undefined) sent.callId = message.callIdText();
      this.#conversations.links.add(sent);
      this.#conversations.links.acknowledge(sent, answered);
    } else {
      conversation.isPartial = true;
      this.#answer(sent, message);
    }
  }

  #find(sent: SentMessage, key: number): void {
    sent.keys.push(key);
    this.#byTransaction.set(key, sent);
  }

  #conversation(message: CapturedMessage, parsed: SipMessage, from: string, to: string): Conversation {
    const conversationId = idOf(parsed, 'Conversation-ID');
    const key = conversationId === undefined ? pairOf(from, to) : `id ${conversationId}`;
    const known = this.#byKey.get(key);
    const { timeNs } = message;
    const conversation =
      known !== undefined && known.slot >= 0 && !this.#conversations.isOver(known, timeNs)
        ? known
        : this.#beginConversation({ key: keptText(key), from, to, startedNs: timeNs, conversationId });
    conversation.contributionIds = withOne(conversation.contributionIds, idOf(parsed, 'Contribution-ID'));
    return conversation;
  }

  #beginConversation(facts: Pick<Conversation, 'key' | 'from' | 'to' | 'startedNs' | 'conversationId'>): Conversation {
    const { conversationId } = facts;
    const continues = conversationId === undefined ? -1 : this.#conversations.latest(conversationId);
    const begun = this.#conversations.begin((number) => newConversation({ ...facts, number, continues }));
    this.#byKey.set(begun.key, begun);
    return begun;
  }

  /** The same message, seen again: sent again, on another hop, or answered. */
  #again(sent: SentMessage, message: CapturedMessage, { copy }: Position): void {
    addFrame(sent.conversation, message.frame, message.timeNs);
    if (!message.isRequest) {
      if (message.status >= 200 && copy === 'none') this.#answer(sent, message);
      return;
    }
    sent.lastSentNs = Math.max(sent.lastSentNs, message.timeNs);
    // Its answer was captured first.
    if (sent.hops.length === 0 && sent.content.kind === 'unknown') sent.content = readContent(message.parsed().body);
    if (copy !== 'none') sent.retransmissions++;
    else if (sent.hops.length < maxHops && !sent.hops.some(({ flow }) => flow === message.flow))
      sent.hops.push(hopOf(message));
  }

  /** The same message with credentials: one CSeq further. RFC 3261 §22.2. */
  #answerChallenge(sent: SentMessage, message: CapturedMessage, key: number): void {
    addFrame(sent.conversation, message.frame, message.timeNs);
    sent.isChallenged = true;
    sent.status = 0;
    sent.lastSentNs = message.timeNs;
    // The path is that of the request which gets an answer.
    sent.hops.splice(0, sent.hops.length, hopOf(message));
    this.#find(sent, key);
  }

  /** What its sender is told counts: the answer on the hop nearest to it. */
  #answer(sent: SentMessage, { status, viaCount, flow, timeNs }: CapturedMessage): void {
    const asking = this.#conversations.flows.reverse(flow);
    const asked = sent.hops.find((hop) => hop.flow === asking) ?? sent.hops.find((hop) => hop.viaCount === viaCount);
    const askedNs = asked?.timeNs ?? timeNs;
    if (sent.status !== 0 && askedNs > sent.statusHopNs) return;
    sent.status = status;
    sent.statusHopNs = askedNs;
    sent.delayNs = asked === undefined ? -1 : timeNs - (sent.isChallenged ? sent.timeNs : askedNs);
  }
}

/**
 * The message that this one is, with another Call-ID, as a back-to-back user agent forwards it: of the same parties, with the same content, from where that one
 * went to, and sent before that one was answered.
 */
function forwardedBy(
  { conversation, from, to, content }: Pick<SentMessage, 'conversation' | 'from' | 'to' | 'content'>,
  flow: number,
  flows: FlowTable,
): SentMessage | undefined {
  const { sent } = conversation;
  for (let at = sent.length - 1; at >= Math.max(0, sent.length - maxLookBack); at--) {
    const one = sent[at]!;
    if (one.status !== 0 || one.from !== from || one.to !== to || one.hops.length >= maxHops) continue;
    if (hasSameContent(one.content, content) && one.hops.some((hop) => isNextHop(hop.flow, flow, flows))) return one;
  }
  return undefined;
}

/** Whether it comes from the address that the other went to, and not from its sender: all may be at one address. */
function isNextHop(flow: number, next: number, flows: FlowTable): boolean {
  if (flows.sourceEndpoint(flow) === flows.sourceEndpoint(next)) return false;
  return flows.destinationIp(flow) === flows.sourceIp(next);
}

function hasSameContent(one: Content, other: Content): boolean {
  return (
    one.kind === other.kind &&
    one.contentType === other.contentType &&
    one.bytes === other.bytes &&
    one.text === other.text &&
    one.messageId === other.messageId &&
    one.relay?.reference === other.relay?.reference
  );
}

function transactionOf({ callId, fromTag }: CapturedMessage, cseq: number): number {
  return joined(joined(callId, fromTag), cseq + 1);
}

function hopOf({ flow, viaCount, timeNs }: CapturedMessage): SentMessage['hops'][number] {
  return { flow, viaCount, timeNs };
}

function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** A field that no RFC defines. */
export function idOf(parsed: SipMessage, name: 'Conversation-ID' | 'Contribution-ID'): string | undefined {
  if (!hasUnknownField(parsed)) return undefined;
  const value = parsed.header(name)?.value.slice(0, maxNameCharacters);
  return value === undefined || value === '' ? undefined : keptText(value);
}

/** Most messages have none, and of those no field need be read. */
function hasUnknownField(parsed: SipMessage): boolean {
  for (let index = 0; index < parsed.framing.fieldCount; index++) if (parsed.row(index) === undefined) return true;
  return false;
}

function inReplyToOf(parsed: SipMessage): readonly string[] {
  return parsed
    .values('In-Reply-To')
    .slice(0, maxOfSession)
    .map((callId) => keptText(callId));
}
