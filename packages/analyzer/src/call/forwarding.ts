import type { HistoryEntry } from '@sipscope/parser';
import { redirectCauseRow } from '@sipscope/parser/registry';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { CallForwarding } from './call-notes.ts';

/** Entries of one History-Info that are looked at. */
const maxEntries = 64;

/** What the Diversion (RFC 5806) or History-Info (RFC 7044) of an INVITE says of how the call came here; `undefined` where they tell of no other target. */
export function forwardingOf(message: CapturedMessage): CallForwarding | undefined {
  return byDiversion(message) ?? byHistory(message);
}

/** The last diversion stands first. */
function byDiversion(message: CapturedMessage): CallForwarding | undefined {
  const [last] = message.parsed().values('Diversion');
  if (last === undefined) return undefined;
  const { reason } = last;
  return {
    by: 'Diversion',
    from: keptText(last.uriText),
    to: requestUriOf(message),
    reason: reason === undefined ? undefined : keptText(reason),
    frame: message.frame,
  };
}

/**
 * The last entry that was not reached by plain routing: one with a cause (RFC 4458 §2), or that maps to another user (`mp`, RFC 7044 §10.1), or that a 3xx
 * response led to, whose Reason stands in the entry before (§7.3).
 */
function byHistory(message: CapturedMessage): CallForwarding | undefined {
  const entries = message.parsed().values('History-Info').slice(0, maxEntries);
  for (let at = entries.length - 1; at > 0; at--) {
    const entry = entries[at]!;
    const before = entries.find(({ index }) => index !== undefined && index === entry.mp) ?? entries[at - 1]!;
    const reason = reasonOf(entry, before);
    if (reason === undefined && entry.mp === undefined) continue;
    return {
      by: 'History-Info',
      from: plain(before.uriText),
      to: plain(entry.uriText),
      reason,
      frame: message.frame,
    };
  }
  return undefined;
}

function reasonOf(entry: HistoryEntry, before: HistoryEntry): string | undefined {
  const { cause } = entry;
  if (cause !== undefined) return redirectCauseRow(cause)?.meaning ?? `cause ${cause}`;
  const status = statusIn(before.uriText);
  return status === undefined ? undefined : (redirectCauseRow(status)?.meaning ?? `status ${status}`);
}

const longestUri = 2000;
const reasonOfSip = 'reason=sip%3b';
const causeParameter = 'cause%3d';

/** The status in the Reason of an entry that was left, escaped into its URI: `?Reason=SIP%3Bcause%3D302` (RFC 7044 §10.2). */
function statusIn(uri: string): number | undefined {
  const text = uri.slice(0, longestUri).toLowerCase();
  const reason = text.indexOf(reasonOfSip);
  const cause = reason < 0 ? -1 : text.indexOf(causeParameter, reason);
  const status = cause < 0 ? Number.NaN : Number(text.slice(cause + causeParameter.length).slice(0, 3));
  return status >= 300 && status < 700 ? status : undefined;
}

/** Without the header fields that History-Info puts into URIs. */
function plain(uri: string): string {
  const at = uri.indexOf('?');
  return keptText(at < 0 ? uri : uri.slice(0, at));
}

/** As it can be kept. */
export function requestUriOf(message: CapturedMessage): string | undefined {
  const { startLine } = message.parsed();
  return startLine?.kind === 'request' ? keptText(startLine.requestUri) : undefined;
}
