import type { DeltaParams, RetryAfter, SessionExpires } from '@sipscope/parser';
import type { ExplainContext, Told } from './explain-context.ts';
import { framesOf, secondsText, timeAfter } from './explain-text.ts';

/** Expires: what it limits depends on the method. RFC 3261 §20.19, RFC 6665 §8.2.1, RFC 3903 §4. */
export function explainExpires([seconds]: readonly (number | undefined)[], context: ExplainContext): readonly Told[] {
  const { row } = context;
  if (seconds === undefined || row === undefined) return [];
  const time = secondsText(seconds);
  const at = timeAfter(row.time, seconds);
  const thing = limitedThing(row.method);
  if (row.kind === 'response') {
    const isSuccess = (row.status ?? 0) >= 200 && (row.status ?? 0) < 300;
    if (!isSuccess || thing === undefined || at === undefined) return [];
    if (seconds === 0) return [{ kind: 'timer', text: `The ${thing} is over.`, short: 'over' }];
    // Of a binding, its Contact says it where it has a time of its own.
    if (row.method === 'REGISTER' && context.message.contacts.some((one) => one !== '*' && one.expires !== undefined))
      return [];
    return [
      {
        kind: 'timer',
        text: `The ${thing} was granted for ${time}: without a refresh it ends at ${at}.`,
        short: time,
        at,
      },
    ];
  }
  if (row.method === 'INVITE')
    return at === undefined
      ? []
      : [{ kind: 'timer', text: `The invitation is meant until ${at}: ${time}.`, short: time, at }];
  if (thing === undefined) return [];
  if (seconds === 0) return [{ kind: 'timer', text: `The ${thing} is to end.`, short: 'ends it' }];
  return [
    {
      kind: 'timer',
      text: `A ${thing} for ${time} is asked for; the response says what is granted.`,
      short: `asks ${time}`,
    },
  ];
}

function limitedThing(method: string | undefined): string | undefined {
  switch (method) {
    case 'REGISTER':
      return 'binding';
    case 'SUBSCRIBE':
    case 'REFER':
      return 'subscription';
    case 'PUBLISH':
      return 'publication';
    default:
      return undefined;
  }
}

/** RFC 4028 §9, §10: half of it for the refresh, and the BYE somewhat before the end. */
export function explainSessionExpires([value]: readonly SessionExpires[], { row }: ExplainContext): readonly Told[] {
  const seconds = value?.seconds;
  if (value === undefined || seconds === undefined || row === undefined) return [];
  const who =
    value.refresher === 'uac'
      ? 'the client of this transaction'
      : value.refresher === 'uas'
        ? 'the server of this transaction'
        : undefined;
  if (row.kind === 'request') {
    const refresher = who === undefined ? 'who refreshes it is left to the server' : `${who} is to refresh it`;
    return [
      {
        kind: 'timer',
        text: `A session of ${secondsText(seconds)} is proposed; ${refresher}.`,
        short: `asks ${secondsText(seconds)}`,
      },
    ];
  }
  const isSuccess = (row.status ?? 0) >= 200 && (row.status ?? 0) < 300;
  const at = timeAfter(row.time, Math.floor(seconds / 2));
  const end = timeAfter(row.time, seconds - Math.min(32, Math.floor(seconds / 3)));
  if (!isSuccess || at === undefined || end === undefined) return [];
  const refresher = who === undefined ? 'nobody is named to refresh it' : `${who} refreshes it`;
  return [
    {
      kind: 'timer',
      text: `The session lasts ${secondsText(seconds)} unless it is refreshed: ${refresher}, by half of it, at ${at}.`,
      short: secondsText(seconds),
      at,
    },
    { kind: 'timer', text: `Without a refresh the other side hangs up at ${end} (RFC 4028 §10).`, at: end },
  ];
}

export function explainMinSe([value]: readonly DeltaParams[], { row }: ExplainContext): readonly Told[] {
  const seconds = value?.seconds;
  if (seconds === undefined) return [];
  const asks = row?.status === 422 ? ': the request is to be tried again with at least that' : '';
  return [
    {
      kind: 'timer',
      text: `No session shorter than ${secondsText(seconds)} is taken${asks}.`,
      short: `at least ${secondsText(seconds)}`,
    },
  ];
}

export function explainMinExpires([seconds]: readonly (number | undefined)[]): readonly Told[] {
  if (seconds === undefined) return [];
  return [
    {
      kind: 'timer',
      text: `The request is to be tried again for at least ${secondsText(seconds)}.`,
      short: `at least ${secondsText(seconds)}`,
    },
  ];
}

export function explainFlowTimer([seconds]: readonly (number | undefined)[]): readonly Told[] {
  if (seconds === undefined) return [];
  return [
    {
      kind: 'timer',
      text: `Unless a keep-alive comes within ${secondsText(seconds)}, the server takes the flow for dead.`,
      short: secondsText(seconds),
    },
  ];
}

export function explainRetryAfter([value]: readonly RetryAfter[], context: ExplainContext): readonly Told[] {
  const { row } = context;
  const seconds = value?.seconds;
  if (seconds === undefined || row === undefined) return [];
  const at = timeAfter(row.time, seconds);
  if (at === undefined) return [];
  const request = context.before.find((one) => one.kind === 'request' && one.transaction === row.transaction);
  const again = context.behind.find(
    (one) =>
      one.kind === 'request' &&
      one.method === row.method &&
      one.srcIp === row.dstIp &&
      one.fromTag === request?.fromTag &&
      one.transaction !== row.transaction,
  );
  const early = again !== undefined && Date.parse(again.time) < Date.parse(at);
  return [
    { kind: 'timer', text: `The client should not try again before ${at}.`, short: secondsText(seconds), at },
    ...(early
      ? [
          {
            kind: 'timer',
            text: 'It tried again before that.',
            short: 'not kept',
            notable: true,
            ...framesOf(again),
          } as const,
        ]
      : []),
  ];
}
