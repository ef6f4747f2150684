import type { SipMessage } from '@sipscope/parser';

/** What a message says of the software that sent it, as written; without making a list of all its fields. */
export function softwareOf(message: SipMessage): string | undefined {
  const [first, second] =
    message.kind === 'response' ? (['Server', 'User-Agent'] as const) : (['User-Agent', 'Server'] as const);
  const span = message.valueSpan(first) ?? message.valueSpan(second);
  return span === undefined ? undefined : message.text([span[0], Math.min(span[1], span[0] + mostRead)]);
}

const mostRead = 200;
