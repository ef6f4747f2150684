import type { SipMessage } from '@sipscope/parser';
import { parseTime } from '../follow/parse-time.ts';
import { receiverOf, senderOf } from '../message/read-message.ts';
import type { MessageRow } from '../rows.ts';
import type { Negotiation } from './negotiation.ts';
import { readSessionMessage, sessionMethods } from './session-message.ts';
import { type Received, Sessions } from './sessions.ts';

/** The offers and answers in the messages of one call, read again in order. */
export class CallSessions {
  /** In order of their beginning. */
  readonly negotiations: Negotiation[] = [];
  readonly #sessions = new Sessions((negotiation) => this.negotiations.push(negotiation));
  #epochNs: bigint | undefined = undefined;

  receive(row: MessageRow, parsed: SipMessage): Received | undefined {
    this.#epochNs ??= parseTime(row.time);
    const { method = '', status = 0, callId = '', fromTag = '', toTag = '', cseq = -1, frame } = row;
    if (!sessionMethods.has(method)) return undefined;
    const message = readSessionMessage(parsed, {
      callId,
      fromTag,
      toTag,
      method,
      status,
      cseq,
      frame,
      timeNs: Number(parseTime(row.time) - this.#epochNs),
      hop: `${senderOf(row)} ${receiverOf(row)}`,
      isCut: row.incomplete === true,
    });
    return this.#sessions.receive(message);
  }
}
