import { uriEquals } from '@sipscope/parser';
import { formingInvite } from '../dialog-way.ts';
import type { Case } from '../case.ts';
import { quoted } from '../quoted.ts';
import { caseRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { beginsWithValue, hasToken } from '../told.ts';

/** Requests of one dialog that are looked at. */
const mostRequests = 32;

export const dialogUriRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-DLG-001',
    title: 'From or To URI changed within a dialog',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'Older devices tell dialogs apart by these URIs and answer with 481; others show another caller.',
    advice:
      'Keep the URIs of From and To as the dialog began with them, unless both sides have from-change in Supported (RFC 4916).',
    right: 'INVITE with From: <sip:a@example.com>, BYE with From: <sip:a@example.com>',
    wrong: 'INVITE with From: <sip:a@example.com>, BYE with From: <sip:anonymous@example.com>',
    headers: ['From', 'To'],
    check(one) {
      const invite = formingInvite(one);
      const { dialog } = one;
      if (invite === undefined || dialog === undefined || invite.request.isCut) return undefined;
      const requests = one.exchanges.flatMap(({ method, request, isInDialog }) =>
        isInDialog && method !== 'ACK' && request !== undefined && !request.isForgotten ? request : [],
      );
      if (requests.length === 0) return undefined;
      for (const request of requests.slice(0, mostRequests)) {
        const isOfCaller = request.fromTag === dialog.localTag;
        for (const name of ['From', 'To'] as const) {
          const end = (name === 'From') === isOfCaller ? 'caller' : 'callee';
          // Nearly all are written as they were.
          if (beginsWithValue(request.message, name, invite.request.message, end === 'caller' ? 'From' : 'To'))
            continue;
          const was = end === 'caller' ? invite.request.message.from : invite.request.message.to;
          const is = name === 'From' ? request.message.from : request.message.to;
          if (was === undefined || is === undefined || isSame(was, is)) continue;
          if (mayChange(one)) return undefined;
          return {
            seen: `The ${name} of this ${request.name} has ${quoted(is.uriText)} for the ${end}, the INVITE ${quoted(was.uriText)}.`,
            at: request,
            span: request.message.valueSpan(name),
            evidence: [invite.request],
          };
        }
      }
      return 'kept';
    },
  }),
];

type Address = NonNullable<Seen['message']['from']>;

function isSame(one: Address, other: Address): boolean {
  if (one.uriText === other.uriText) return true;
  // What cannot be read is told by other rules.
  return one.uri === undefined || other.uri === undefined || uriEquals(one.uri, other.uri);
}

/** RFC 4916 §4.4: both sides have said that they know of changes. */
function mayChange({ exchanges }: Case): boolean {
  const flows = new Set<number>();
  for (const { messages } of exchanges)
    for (const { message, flow, isForgotten } of messages)
      if (!isForgotten && hasToken(message.supported, 'from-change')) flows.add(flow);
  return flows.size > 1;
}
