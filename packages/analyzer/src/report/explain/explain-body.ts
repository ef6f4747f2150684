import type { ContentDisposition, Event, MediaType, SubscriptionState } from '@sipscope/parser';
import { bodyTypeRow, eventPackageRow, subscriptionReasonRow } from '@sipscope/parser/registry';
import type { ExplainContext, Told } from './explain-context.ts';
import { packageWords } from './explain-capabilities.ts';
import { plural, quoted, secondsText, timeAfter } from './explain-text.ts';

/** Content-Length against the bytes that came. RFC 3261 §20.14, §18.3. */
export function explainContentLength(
  [said]: readonly (number | undefined)[],
  { message, row }: ExplainContext,
): readonly Told[] {
  if (said === undefined) return [];
  const { bodyStart, bodyEnd, available, terminated } = message.framing;
  const length = bodyEnd - bodyStart;
  if (!terminated || row?.incomplete === true) return [];
  if (said === length)
    return [
      {
        kind: 'body',
        text: said === 0 ? 'There is no body, as it says.' : `The body has ${plural(length, 'byte')}, as it says.`,
      },
    ];
  if (said > length)
    return [
      {
        kind: 'body',
        text: `It says ${plural(said, 'byte')}, and ${length} came: ${said - length} are missing.`,
        short: `${said - length} missing`,
        notable: true,
      },
    ];
  const beyond = available - bodyEnd;
  return [
    {
      kind: 'body',
      text: `It says ${plural(said, 'byte')}, and the body has ${length}${beyond > 0 ? ` with ${beyond} behind it` : ''}.`,
      notable: true,
    },
  ];
}

export function explainContentType([value]: readonly MediaType[]): readonly Told[] {
  if (value === undefined) return [];
  const row = bodyTypeRow(value.essence);
  const used = row === undefined ? '' : `, used by ${row.usedBy}`;
  return [{ kind: 'body', text: `The body is ${quoted(value.essence)}${used}.` }];
}

/** What the body is for. RFC 3261 §20.11, RFC 3959, RFC 5621. */
export function explainContentDisposition([value]: readonly ContentDisposition[]): readonly Told[] {
  const words = value === undefined ? undefined : dispositions.get(value.value.toLowerCase());
  if (value === undefined || words === undefined) return [];
  const optional = value.handling?.toLowerCase() === 'optional';
  return [{ kind: 'body', text: `The body ${words}${optional ? '; who does not understand it may ignore it' : ''}.` }];
}

const dispositions: ReadonlyMap<string, string> = new Map([
  ['session', 'describes the session'],
  ['early-session', 'describes a session before the answer'],
  ['render', 'is to be shown to the user'],
  ['icon', 'is a picture of the caller'],
  ['alert', 'is how the call is to be announced'],
  ['by-reference', 'holds what a header field points to'],
  ['info-package', 'belongs to the package that Info-Package names'],
  ['recipient-list', 'lists whom the request is for'],
  ['aib', 'vouches for who the sender is'],
  ['signal', 'carries signalling of another protocol, such as ISUP'],
  ['recording-session', 'describes what is recorded'],
]);

export function explainEvent([value]: readonly Event[]): readonly Told[] {
  if (value === undefined) return [];
  const words = packageWords(eventPackageRow(value.package));
  const known = eventPackageRow(value.package) === undefined ? 'which is in no registry' : words;
  const winfo = value.templates.includes('winfo') ? ' Its watchers are told of, not the event itself.' : '';
  const id = value.id === undefined ? '' : ` Its id ${quoted(value.id)} tells it from others of the dialog.`;
  return [
    {
      kind: 'event',
      text: `The event package is ${quoted(value.value)}${known === undefined ? '' : `, ${known}`}.${winfo}${id}`,
    },
  ];
}

/** How the subscription stands, and until when. RFC 6665 §4.1.3. */
export function explainSubscriptionState(
  [value]: readonly SubscriptionState[],
  { row }: ExplainContext,
): readonly Told[] {
  if (value === undefined) return [];
  const state = value.value.toLowerCase();
  if (state === 'terminated') {
    const reason = value.reason === undefined ? undefined : subscriptionReasonRow(value.reason);
    const why = value.reason === undefined ? '' : ` because of ${quoted(value.reason)}`;
    const again =
      value.retryAfter !== undefined
        ? `; the subscriber may try again in ${secondsText(value.retryAfter)}`
        : reason === undefined
          ? ''
          : `; the subscriber: ${reason.retry}`;
    return [{ kind: 'event', text: `The subscription is over${why}${again}.`, short: 'over' }];
  }
  const words =
    state === 'active'
      ? 'The subscription is accepted and stands'
      : state === 'pending'
        ? 'Whether the subscription is accepted is not decided yet'
        : undefined;
  if (words === undefined) return [];
  const at = value.expires === undefined || row === undefined ? undefined : timeAfter(row.time, value.expires);
  return [
    at === undefined || value.expires === undefined
      ? { kind: 'event', text: `${words}.`, short: state }
      : {
          kind: 'event',
          text: `${words}: it has ${secondsText(value.expires)} left and ends at ${at}.`,
          short: `${secondsText(value.expires)} left`,
          at,
        },
  ];
}

/** The sender's clock beside the capture's. */
export function explainDate([value]: readonly Date[], { row }: ExplainContext): readonly Told[] {
  if (value === undefined || row === undefined || Number.isNaN(value.getTime())) return [];
  const seconds = Math.round((value.getTime() - Date.parse(row.time)) / 1000);
  if (Math.abs(seconds) <= 2) return [{ kind: 'clock', text: 'The sender’s clock and the capture’s agree.' }];
  return [
    {
      kind: 'clock',
      text: `By the sender’s clock the message was made ${secondsText(Math.abs(seconds))} ${seconds > 0 ? 'after' : 'before'} it was captured.`,
      short: `${seconds > 0 ? '+' : '−'}${secondsText(Math.abs(seconds))}`,
      ...(Math.abs(seconds) > 60 && { notable: true as const }),
    },
  ];
}
