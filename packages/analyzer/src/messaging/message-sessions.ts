import type { SipMessage } from '@sipscope/parser';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { has } from '../message/key-reader.ts';
import { method } from '../message/method.ts';
import { BytePattern } from '../transport/byte-pattern.ts';
import { addFrame, type Conversation, newConversation, type Session, withOne } from './conversation.ts';
import { describedSessions, type DescribedSession } from './described-session.ts';
import { maxOfSession } from './limits.ts';
import { idOf } from './page-messages.ts';
import type { PartyAddresses } from './party-address.ts';
import { keptText } from '../message/kept-text.ts';

const hasBody = has.sdp | has.otherBody;
const describesMessages = new BytePattern('\nm=message ');

type Conversations = {
  readonly parties: PartyAddresses;
  begin(make: (number: number) => Conversation): Conversation;
  isOver(conversation: Conversation, nowNs: number): boolean;
  latest(conversationId: string): number;
};

/** Sessions of MSRP by the offers and answers that make them (RFC 4975 §8), and how the dialogs around them end. */
export class MessageSessions {
  readonly #conversations: Conversations;
  /** By the key of an MSRP URI. */
  readonly #byUri = new Map<string, Conversation>();
  /** By Call-ID: of its media that carry messages, the latest of each. */
  readonly #byCallId = new Map<number, Conversation[]>();

  constructor(conversations: Conversations) {
    this.#conversations = conversations;
  }

  receive(message: CapturedMessage, position: Position): void {
    const { isRequest, status, callId } = message;
    const isDescribing =
      (message.fields & hasBody) !== 0 && message.method !== method.bye && (isRequest || status < 300);
    if (isDescribing && message.hasBytes(describesMessages)) this.#receiveDescription(message, position);
    else if (this.#byCallId.size > 0 && this.#byCallId.has(callId)) this.#receiveOther(message, position);
  }

  /** The conversation that an MSRP URI belongs to, if it goes on. */
  ofUri(key: string, nowNs: number): Conversation | undefined {
    const known = this.#byUri.get(key);
    return known !== undefined && this.#isOpen(known, nowNs) ? known : undefined;
  }

  /** Two MSRP URIs of which no offer was captured. */
  beginUnknown(from: string, to: string, timeNs: number): Conversation {
    const [fromParty, toParty] = [keptText(from), keptText(to)];
    const conversation = this.#conversations.begin((number) =>
      newConversation({
        number,
        key: '',
        from: fromParty,
        to: toParty,
        startedNs: timeNs,
        isPartial: true,
        session: newSession('unknown', -1),
      }),
    );
    this.#addUri(conversation, fromParty);
    this.#addUri(conversation, toParty);
    return conversation;
  }

  forget(conversation: Conversation): void {
    const { session } = conversation;
    if (session === undefined) return;
    for (const uri of session.uris) if (this.#byUri.get(uri) === conversation) this.#byUri.delete(uri);
    for (const callId of session.callIds) {
      const left = this.#byCallId.get(callId)?.filter((other) => other !== conversation) ?? [];
      if (left.length === 0) this.#byCallId.delete(callId);
      else this.#byCallId.set(callId, left);
    }
  }

  #isOpen(conversation: Conversation, nowNs: number): boolean {
    return conversation.slot >= 0 && !this.#conversations.isOver(conversation, nowNs);
  }

  #receiveDescription(message: CapturedMessage, position: Position): void {
    const parsed = message.parsed();
    for (const described of describedSessions(parsed)) {
      const conversation = this.#conversationOf(described, message, parsed);
      if (conversation?.session === undefined) continue;
      addFrame(conversation, message.frame, message.timeNs);
      conversation.calls = withOne(conversation.calls, position.call?.number);
      conversation.dialogs = withOne(conversation.dialogs, position.dialog?.number);
      if (message.status >= 200)
        conversation.session.openDialogs = withOne(conversation.session.openDialogs, position.dialog?.number);
    }
  }

  /** The session that is described: known by its URI, answered by this, or begun by it. */
  #conversationOf(described: DescribedSession, message: CapturedMessage, parsed: SipMessage): Conversation | undefined {
    const { uri, index } = described;
    const { parties } = this.#conversations;
    const sender = parties.of((message.isRequest ? parsed.from : parsed.to)?.uriText ?? '');
    const receiver = parties.of((message.isRequest ? parsed.to : parsed.from)?.uriText ?? '');
    const known = described.path.length === 0 ? undefined : this.ofUri(uri, message.timeNs);
    if (known?.session !== undefined) {
      takeAgain(known.session, described, sender, message);
      this.#addCallId(known, message.callId);
      return known;
    }
    const ofCall = this.#byCallId
      .get(message.callId)
      ?.find((one) => one.session?.index === index && this.#isOpen(one, message.timeNs));
    if (ofCall?.session !== undefined && isAnswer(message, ofCall.session)) {
      this.#takeAnswer(ofCall, ofCall.session, described, sender);
      return ofCall;
    }
    return described.path.length === 0 || sender === '' || receiver === ''
      ? undefined
      : this.#begin(described, message, parsed, sender, receiver);
  }

  #begin(
    described: DescribedSession,
    { timeNs, callId }: CapturedMessage,
    parsed: SipMessage,
    from: string,
    to: string,
  ): Conversation {
    const conversationId = idOf(parsed, 'Conversation-ID');
    const contributionId = idOf(parsed, 'Contribution-ID');
    const continues = conversationId === undefined ? -1 : this.#conversations.latest(conversationId);
    const session = newSession('offered', described.index);
    const conversation = this.#conversations.begin((number) =>
      newConversation({ number, key: '', from, to, startedNs: timeNs, conversationId, continues, session }),
    );
    conversation.contributionIds = withOne(conversation.contributionIds, contributionId);
    session.transport = described.transport;
    session.offerPath = described.path;
    session.acceptTypes = described.acceptTypes;
    session.acceptWrappedTypes = described.acceptWrappedTypes;
    addFile(session, described, from, to);
    this.#addUri(conversation, described.uri);
    this.#addCallId(conversation, callId);
    return conversation;
  }

  #takeAnswer(conversation: Conversation, session: Session, described: DescribedSession, sender: string): void {
    if (described.isDeclined) {
      if (session.answerPaths.length === 0) session.state = 'declined';
      return;
    }
    session.state = 'accepted';
    if (session.answerPaths.length < maxOfSession) session.answerPaths.push(described.path);
    if (described.path.length > 0) this.#addUri(conversation, described.uri);
    // Who asks for a file is told its name, size and hash in the answer.
    const [file] = session.files;
    if (file !== undefined && described.file !== undefined && file.from === sender) Object.assign(file, described.file);
  }

  /** Of the same Call-ID: a refusal, or the end. */
  #receiveOther(message: CapturedMessage, { dialog }: Position): void {
    const conversations = this.#byCallId.get(message.callId) ?? [];
    const isEnd = message.method === method.bye && message.isRequest;
    const isRefusal = message.method === method.invite && message.status >= 300;
    if (!isEnd && !isRefusal) return;
    for (const conversation of conversations) {
      const { session } = conversation;
      if (session === undefined) continue;
      addFrame(conversation, message.frame, message.timeNs);
      if (isEnd) {
        session.openDialogs = session.openDialogs.filter((number) => number !== dialog?.number);
        if (session.state !== 'declined' && session.openDialogs.length === 0) session.state = 'ended';
      } else if (session.answerPaths.length === 0) {
        session.state = 'refused';
        session.status = message.status;
      }
    }
  }

  #addUri(conversation: Conversation, uri: string): void {
    const { session } = conversation;
    if (session === undefined || session.uris.length >= 2 * maxOfSession) return;
    if (!session.uris.includes(uri)) session.uris.push(uri);
    this.#byUri.set(uri, conversation);
  }

  #addCallId(conversation: Conversation, callId: number): void {
    const { session } = conversation;
    if (session === undefined || session.callIds.includes(callId) || session.callIds.length >= maxOfSession) return;
    session.callIds.push(callId);
    const others = this.#byCallId.get(callId) ?? [];
    // The latest of each medium first.
    this.#byCallId.set(callId, [conversation, ...others].slice(0, maxOfSession));
  }
}

function newSession(state: Session['state'], index: number): Session {
  return {
    state,
    status: 0,
    offerPath: [],
    answerPaths: [],
    acceptTypes: [],
    acceptWrappedTypes: [],
    files: [],
    transport: '',
    records: 0,
    bytes: 0,
    chunks: 0,
    uris: [],
    callIds: [],
    openDialogs: [],
    index,
    transfers: new Map(),
    beyond: new Map(),
    pending: new Map(),
    earlyAnswers: new Map(),
    earlyReports: new Map(),
  };
}

/** RFC 3264 §5, RFC 6337 §2.2: what follows upon an offer in a response, or upon one made by a response in ACK or PRACK. */
function isAnswer(message: CapturedMessage, session: Session): boolean {
  if (!message.isRequest) return true;
  return message.method !== method.invite && message.method !== method.update && session.answerPaths.length === 0;
}

/** On another hop, with credentials, or in an offer that changes something else; a new transfer id means another file. RFC 5547 §8.1. */
function takeAgain(
  session: Session,
  described: DescribedSession,
  sender: string,
  { isRequest, method: methodNumber }: CapturedMessage,
): void {
  const isOffer = isRequest && (methodNumber === method.invite || methodNumber === method.update);
  if (isOffer && session.state === 'refused') session.state = 'offered';
  const { file } = described;
  const latest = session.files.at(-1);
  if (!isOffer || file?.transferId === undefined || latest === undefined || latest.transferId === file.transferId)
    return;
  addFile(session, described, sender, latest.from ?? '');
}

function addFile(session: Session, { file, isFileSent }: DescribedSession, offerer: string, answerer: string): void {
  if (file === undefined || session.files.length >= maxOfSession) return;
  session.files.push({ ...file, from: keptText(isFileSent ? offerer : answerer), message: undefined });
}
