import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { HeaderField } from '../message/header-field.ts';
import { maxUint32 } from '../text/number-range.ts';
import type { Span } from '../text/span.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';
import { headerSections } from './header-section.ts';

/** Whether messages wait in a mailbox, and how many. RFC 3842 §5.2. */
export type MessageSummary = {
  readonly kind: 'messageSummary';
  /** Undefined where the status line is missing or says neither yes nor no. */
  readonly waiting: boolean | undefined;
  /** The URI of the mailbox, as written. */
  readonly account: string | undefined;
  readonly accountSpan: Span | undefined;
  readonly counts: readonly MessageCounts[];
  /** The counts of voice messages, which are what most ask for. */
  readonly voice: MessageCounts | undefined;
  /** Header fields of single messages, a group for each. */
  readonly messages: readonly (readonly HeaderField[])[];
  readonly diagnostics: readonly Diagnostic[];
};

/** `Voice-Message: 2/8 (0/2)` */
export type MessageCounts = {
  /** In lower case: `voice-message`, `fax-message`, `pager-message` … RFC 3458 §6.2. */
  readonly messageClass: string;
  readonly new: number;
  readonly old: number;
  /** Undefined where the line counts no urgent ones. */
  readonly newUrgent: number | undefined;
  readonly oldUrgent: number | undefined;
  readonly span: Span;
};

/**
 *     message-summary  = msg-status-line CRLF [msg-account CRLF] [*(msg-summary-line CRLF)] [ *opt-msg-headers ]
 *     msg-status-line  = "Messages-Waiting" HCOLON msg-status
 *     msg-account      = "Message-Account" HCOLON Account-URI
 *     opt-msg-headers  = CRLF 1*(extension-header CRLF)
 */
export function readMessageSummary(_body: Body, { source, span, limits }: BodyInput): MessageSummary {
  const [summary, ...messages] = headerSections(source, span, limits);
  const diagnostics: Diagnostic[] = [...(summary?.diagnostics ?? [])];
  const status = summary?.header('Messages-Waiting');
  const account = summary?.header('Message-Account');
  const counts: MessageCounts[] = [];
  for (const line of summary?.headers ?? []) {
    if (line === status || line === account || line.name === '') continue;
    const read = readCounts(line);
    if (read === undefined) diagnostics.push({ code: 'body-summary-counts', span: line.valueSpan });
    else counts.push(read);
  }
  const waiting = status?.value.toLowerCase();
  if (waiting !== 'yes' && waiting !== 'no')
    diagnostics.push({ code: 'body-summary-status', span: status?.valueSpan ?? [span[0], span[0]] });
  return {
    kind: 'messageSummary',
    waiting: waiting === 'yes' ? true : waiting === 'no' ? false : undefined,
    account: account?.value,
    accountSpan: account?.valueSpan,
    counts,
    voice: counts.find(({ messageClass }) => messageClass === 'voice-message'),
    messages: messages.map(({ headers }) => headers).filter((headers) => headers.length > 0),
    diagnostics,
  };
}

/**
 *     msg-summary-line = message-context-class HCOLON newmsgs SLASH oldmsgs [ LPAREN new-urgentmsgs SLASH old-urgentmsgs RPAREN ]
 */
function readCounts({ name, value, lineSpan }: HeaderField): MessageCounts | undefined {
  const open = value.indexOf('(');
  const all = readPair(open === -1 ? value : value.slice(0, open));
  const last = value.trimEnd();
  const urgent = open === -1 || !last.endsWith(')') ? undefined : readPair(last.slice(open + 1, -1));
  if (all === undefined || (open !== -1 && urgent === undefined)) return undefined;
  return {
    messageClass: name.toLowerCase(),
    new: all[0],
    old: all[1],
    newUrgent: urgent?.[0],
    oldUrgent: urgent?.[1],
    span: lineSpan,
  };
}

/** `2/8`, blanks round each; undefined where a count is none or above 2^32 - 1. */
function readPair(text: string): readonly [number, number] | undefined {
  const slash = text.indexOf('/');
  const one = readCount(text.slice(0, Math.max(slash, 0)));
  const other = readCount(text.slice(slash + 1));
  return slash === -1 || one === undefined || other === undefined ? undefined : [one, other];
}

function readCount(text: string): number | undefined {
  const digits = text.trim();
  const count = /^\d{1,20}$/.test(digits) ? Number(digits) : Number.NaN;
  return count <= maxUint32 ? count : undefined;
}
