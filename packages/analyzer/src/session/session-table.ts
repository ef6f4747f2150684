import type { Dialog } from '../dialog/dialog.ts';
import { Follower, type Followed, type FollowerContext } from '../follow/follower.ts';
import type { Position } from '../follow/position.ts';
import { dialogId } from '../follow/row-id.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { has } from '../message/key-reader.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import type { SessionRow } from '../rows.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Negotiation } from './negotiation.ts';
import { readSessionMessage, type SessionMessage } from './session-message.ts';
import { sessionRow } from './session-row.ts';
import { Sessions } from './sessions.ts';

/** A session, and what it lives with. */
type FollowedSession = Followed & {
  readonly negotiation: Negotiation;
  readonly callId: string;
  /** Tags as texts, by their fingerprints. */
  readonly tags: Map<string, string>;
  dialog: Dialog | undefined;
  transaction: Transaction;
};

const anyBody = has.sdp | has.otherBody;

/** The offers and answers of every dialog, followed through a capture. A session closes with its dialog, an attempt with its INVITE. */
export class SessionTable extends Follower<FollowedSession, SessionRow> {
  readonly #things = new Map<Negotiation, FollowedSession>();
  readonly #begun: Negotiation[] = [];
  readonly #sessions = new Sessions((negotiation) => this.#begun.push(negotiation));

  constructor(context: FollowerContext, tell: (row: SessionRow) => void) {
    super(context, tell);
  }

  receive(message: CapturedMessage, position: Position): void {
    if (position.copy === 'duplicate') return;
    const { negotiation } = this.#sessions.receive(sessionMessage(message, this.context));
    for (const begun of this.#begun.splice(0)) this.#follow(begun, message, position);
    const thing = negotiation === undefined ? undefined : this.#things.get(negotiation);
    if (thing === undefined) return;
    thing.lastNs = message.timeNs;
    thing.dialog ??= position.dialog;
    thing.transaction = position.transaction;
    if (thing.tags.size < 2) learnTags(thing.tags, message);
  }

  protected override isOver({ dialog, transaction }: FollowedSession): boolean {
    return transaction.slot === -1 && (dialog === undefined || dialog.slot === -1);
  }

  protected override rowOf({ negotiation, dialog, callId, tags }: FollowedSession): SessionRow {
    const [localTag, remoteTag] = [tags.get(negotiation.localTag), tags.get(negotiation.remoteTag)];
    const names = {
      ...(dialog === undefined ? {} : { dialog: dialogId(dialog.number) }),
      ...(callId === '' ? {} : { callId }),
      ...(localTag === undefined ? {} : { localTag }),
      ...(remoteTag === undefined ? {} : { remoteTag }),
    };
    return sessionRow(negotiation, names, this.context.times);
  }

  protected override forget({ negotiation }: FollowedSession): void {
    this.#sessions.close(negotiation);
    this.#things.delete(negotiation);
  }

  #follow(negotiation: Negotiation, message: CapturedMessage, { transaction }: Position): void {
    const thing = this.begin((number) => ({
      number,
      slot: -1,
      lastNs: message.timeNs,
      negotiation,
      callId: message.callIdText(),
      tags: new Map<string, string>(),
      dialog: undefined,
      transaction,
    }));
    this.#things.set(negotiation, thing);
  }
}

function learnTags(tags: Map<string, string>, message: CapturedMessage): void {
  const { from, to } = message.parsed();
  if (from?.tag !== undefined) tags.set(String(message.fromTag), keptText(from.tag));
  if (to?.tag !== undefined) tags.set(String(message.toTag), keptText(to.tag));
}

/** A message without a body need not be parsed, unless it is a PRACK, which names what it acknowledges. */
function sessionMessage(message: CapturedMessage, { methodName }: FollowerContext): SessionMessage {
  const { callId, fromTag, toTag, status, cseq, frame, timeNs, flow } = message;
  const place = {
    callId: String(callId),
    fromTag: fromTag === 0 ? '' : String(fromTag),
    toTag: toTag === 0 ? '' : String(toTag),
    method: methodName(message.method),
    status,
    cseq,
    frame,
    timeNs,
    hop: flow,
    isCut: message.isCut,
  };
  const isPlain = (message.fields & anyBody) === 0 && !(message.isRequest && message.method === method.prack);
  if (!isPlain) return readSessionMessage(message.parsed(), place);
  return {
    ...place,
    isRequest: message.isRequest,
    rseq: undefined,
    rack: undefined,
    isAtClient: status > 0 && message.viaCount === 1,
    isKnown: true,
    description: undefined,
  };
}
