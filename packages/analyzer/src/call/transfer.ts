import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { isSuccess } from '../transaction/transaction.ts';
import type { Call } from './call.ts';

/** Progress beyond that is not kept, and no further packets. */
const maxProgress = 32;

/** `asked`: not answered yet; `accepted`: no more is known of how it went on. */
export type TransferResult = 'asked' | 'accepted' | 'succeeded' | 'failed' | 'refused';

/** What a REFER within a call has set going (RFC 3515, RFC 5589). */
export class Transfer {
  readonly call: Call;
  readonly kind: 'blind' | 'attended';
  /** The Refer-To URI, without its header fields. */
  readonly target: string;
  /** Call-ID of the call that the new one is to replace (RFC 5589 §7). */
  readonly replaces: string | undefined;
  readonly by: 'caller' | 'callee' | undefined;
  readonly cseq: number;
  /** The REFER came outside of the call's dialogs: to someone who is not in it, or by its Target-Dialog (RFC 4538). */
  readonly isOutside: boolean;
  readonly timeNs: number;
  /** Host that was asked. */
  receiver: number;
  result: TransferResult = 'asked';
  /** Of the final response to the REFER; later of the last status line that a NOTIFY told. */
  status = 0;
  /** Statuses that NOTIFYs told, in order. */
  progress: readonly number[] = [];
  frames: readonly number[];
  /** Number of the call that it made; -1 where none was seen. */
  made = -1;

  constructor(
    transfer: Pick<
      Transfer,
      'call' | 'kind' | 'target' | 'replaces' | 'by' | 'cseq' | 'isOutside' | 'timeNs' | 'receiver' | 'frames'
    >,
  ) {
    this.call = transfer.call;
    this.kind = transfer.kind;
    this.target = transfer.target;
    this.replaces = transfer.replaces;
    this.by = transfer.by;
    this.cseq = transfer.cseq;
    this.isOutside = transfer.isOutside;
    this.timeNs = transfer.timeNs;
    this.receiver = transfer.receiver;
    this.frames = transfer.frames;
  }

  /** The final response to the REFER: 202 is any 2xx (RFC 6665 §8.3.1). */
  answer(status: number, frame: number): void {
    if (this.result !== 'asked') return;
    this.status = status;
    this.result = isSuccess(status) ? 'accepted' : 'refused';
    this.#prove(frame);
  }

  /** A NOTIFY says how the referred request fares (RFC 3515 §2.4.5). */
  notify(status: number, frame: number): void {
    if (this.result === 'refused' || this.progress.length >= maxProgress) return;
    this.progress = [...this.progress, status];
    this.#prove(frame);
    if (status < 200) return;
    this.status = status;
    this.result = isSuccess(status) ? 'succeeded' : 'failed';
  }

  /** The call that it made was answered, whatever NOTIFYs came of it. */
  answeredBy(frame: number): void {
    if (this.isOver) return;
    this.result = 'succeeded';
    this.#prove(frame);
  }

  link(made: Call, frame: number): void {
    this.made = made.number;
    this.#prove(frame);
  }

  get isOver(): boolean {
    return this.result !== 'asked' && this.result !== 'accepted';
  }

  #prove(frame: number): void {
    if (this.frames.length < maxProgress) this.frames = [...this.frames, frame];
  }
}

/** What a Refer-To asks for: whom, and which call to replace. */
export function referTarget(
  message: CapturedMessage,
): { readonly target: string; readonly replaces: string | undefined } | undefined {
  const target = message.parsed().referTo;
  if (target === undefined) return undefined;
  const [uri, headers] = split(target.uriText, '?');
  return { target: keptText(uri), replaces: replacesIn(headers) };
}

/** The Call-ID of `Replaces=callid%3Bto-tag%3D…` among the header fields of a URI (RFC 3261 §19.1.1, RFC 3891 §4). */
function replacesIn(headers: string): string | undefined {
  for (const header of headers.split('&', maxHeaders)) {
    const [name, value] = split(header, '=');
    if (name.toLowerCase() !== 'replaces') continue;
    const [callId] = split(unescaped(value), ';');
    return keptText(callId.trim());
  }
  return undefined;
}

const maxHeaders = 32;

/** What stands before the first separator, and what behind it. */
function split(text: string, separator: string): readonly [before: string, behind: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
