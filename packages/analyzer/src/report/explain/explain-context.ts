import { parseMessage, type SipMessage } from '@sipscope/parser';
import type { Passwords } from '../../identity/passwords.ts';
import { isFirstCopy } from '../../message/read-message.ts';
import type { DialogRow, ExplainedFact, MessageRow, TransactionRow } from '../../rows.ts';
import type { MessageSource } from './message-source.ts';

/** Messages of the same Call-ID that are looked at, before and behind. */
const messagesAround = 300;
/** Dialogs of one Call-ID that are looked at. */
const dialogsAtMost = 100;
/** Messages that are read again to explain one. */
const readAtMost = 16;

/** A fact without the place it is told at. */
export type Told = Omit<ExplainedFact, 'span'>;

/** A message and what the capture knows of those around it. */
export class ExplainContext {
  readonly message: SipMessage;
  /** Undefined of a text that came without a capture, as is all that follows from it. */
  readonly row: MessageRow | undefined;
  /** Of its Call-ID, itself among them, in order. */
  readonly around: readonly MessageRow[];
  readonly dialogs: readonly DialogRow[];
  readonly transaction: TransactionRow | undefined;
  readonly passwords: Passwords | undefined;
  readonly #source: MessageSource | undefined;
  #reads = 0;

  private constructor(
    message: SipMessage,
    known: Pick<ExplainContext, 'row' | 'around' | 'dialogs' | 'transaction' | 'passwords'>,
    source: MessageSource | undefined,
  ) {
    this.message = message;
    this.row = known.row;
    this.around = known.around;
    this.dialogs = known.dialogs;
    this.transaction = known.transaction;
    this.passwords = known.passwords;
    this.#source = source;
  }

  static async of(
    message: SipMessage,
    row: MessageRow | undefined,
    source: MessageSource | undefined,
    passwords?: Passwords,
  ): Promise<ExplainContext> {
    const callId = row?.callId;
    const [around, dialogs, transaction] =
      source === undefined || row === undefined
        ? [[], [], undefined]
        : await Promise.all([
            callId === undefined ? [] : source.messagesAround(callId, row.frame, messagesAround),
            callId === undefined ? [] : source.dialogsOf(callId, dialogsAtMost),
            row.transaction === undefined ? undefined : source.transaction(row.transaction),
          ]);
    return new ExplainContext(message, { row, around, dialogs, transaction, passwords }, source);
  }

  /** The dialog the message belongs to. */
  get dialog(): DialogRow | undefined {
    return this.dialogs.find(({ id }) => id === this.row?.dialog);
  }

  /** Those before it, each once, nearest first. */
  get before(): readonly MessageRow[] {
    const at = this.#place();
    return at < 0 ? [] : this.around.slice(0, at).filter(isFirstCopy).toReversed();
  }

  /** Those behind it, each once, in order. */
  get behind(): readonly MessageRow[] {
    const at = this.#place();
    return at < 0 ? [] : this.around.slice(at + 1).filter(isFirstCopy);
  }

  /** Whether there may be more of its Call-ID than were looked at. */
  get isCut(): boolean {
    return this.around.length >= messagesAround;
  }

  /** The transaction of that id; undefined too without a capture. */
  async transactionOf(id: string | undefined): Promise<TransactionRow | undefined> {
    return id === undefined ? undefined : this.#source?.transaction(id);
  }

  async dialogsOf(callId: string): Promise<readonly DialogRow[]> {
    return callId === this.row?.callId ? this.dialogs : ((await this.#source?.dialogsOf(callId, dialogsAtMost)) ?? []);
  }

  async messagesOf(callId: string): Promise<readonly MessageRow[]> {
    if (callId === this.row?.callId) return this.around;
    return (await this.#source?.messagesAround(callId, 0, messagesAround)) ?? [];
  }

  /** Other messages, read again; nothing once too many were asked for. */
  async read(
    rows: readonly MessageRow[],
  ): Promise<readonly { readonly row: MessageRow; readonly parsed: SipMessage }[]> {
    const wanted = rows.slice(0, readAtMost - this.#reads);
    this.#reads += wanted.length;
    const bytes = wanted.length === 0 ? [] : ((await this.#source?.bytesOf(wanted)) ?? []);
    return wanted.flatMap((row, index) => {
      const one = bytes[index];
      return one === undefined || one.length === 0 ? [] : [{ row, parsed: parseMessage(one) }];
    });
  }

  #place(): number {
    const { row } = this;
    if (row === undefined) return -1;
    return this.around.findIndex((one) => one.frame === row.frame && (one.index ?? 0) === (row.index ?? 0));
  }
}
