import type { SipMessage } from '@sipscope/parser';
import { parseTime } from '../follow/parse-time.ts';
import { receiverOf, senderOf } from '../message/read-message.ts';
import type { MessageRow } from '../rows.ts';
import { CallSessions } from '../session/call-sessions.ts';
import { addToPath, type Leg, Legs } from './story-leg.ts';
import { otherSide, type StoryMessage } from './story-log.ts';

/** Puts the messages of a call in their places: leg, side, and whether they were seen before. */
export class StoryReader {
  readonly #legs = new Legs();
  readonly #sessions = new CallSessions();
  readonly #seen = new Set<string>();
  /** CSeq numbers of INVITEs outside dialogs, with their legs. */
  readonly #initial = new Set<string>();
  #epochNs: bigint | undefined = undefined;

  get legs(): readonly Leg[] {
    return this.#legs.list;
  }

  /** `undefined` of what was captured twice, and of what is no message of SIP. */
  receive(row: MessageRow, parsed: SipMessage): StoryMessage | undefined {
    this.#epochNs ??= parseTime(row.time);
    const timeNs = Number(parseTime(row.time) - this.#epochNs);
    const received = this.#sessions.receive(row, parsed);
    const { method, status = 0, fromTag = '', toTag, cseq, kind, duplicate } = row;
    if (duplicate === true || method === undefined) return undefined;
    const leg = this.#legs.legOf(row, timeNs);
    if (leg === undefined) return undefined;
    leg.dialog ??= row.dialog;
    const negotiation = received?.negotiation;
    if (negotiation !== undefined && leg.negotiations.at(-1) !== negotiation && !leg.negotiations.includes(negotiation))
      leg.negotiations.push(negotiation);
    const requester = fromTag === leg.localTag ? 'local' : 'remote';
    const [sender, receiver] = [senderOf(row), receiverOf(row)];
    const isRequest = kind === 'request';
    const attempt = `${leg.callId}\n${fromTag}\n${cseq}`;
    if (isRequest && requester === 'local') addToPath(leg, sender, receiver);
    if (isRequest && method === 'INVITE' && toTag === undefined) this.#initial.add(attempt);
    const isInitial = method === 'INVITE' && (this.#initial.has(attempt) || (!isRequest && leg.answeredNs < 0));
    const key = `${leg.number} ${requester} ${method} ${cseq} ${status} ${parsed.rseq ?? ''}`;
    const isFirst = !this.#seen.has(key);
    this.#seen.add(key);
    const side = isRequest ? requester : otherSide(requester);
    return { row, parsed, timeNs, leg, side, method, status, sender, receiver, isInitial, isFirst };
  }
}
