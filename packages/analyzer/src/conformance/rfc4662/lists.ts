import type { Body } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { caseRule, messageRule, type Rule } from '../rule.ts';
import { isFirstHop, isSealed, notifiesOf } from '../subscriptions.ts';
import { versionRule } from '../versions.ts';
import type { Seen } from '../seen.ts';

const rlmi = 'application/rlmi+xml';
/** References of a list beyond these are not followed. */
const mostReferences = 256;

/** Subscriptions to lists of resources (RFC 4662). */
export const listRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-SUB-016',
    title: 'NOTIFY of a list that is none by its form',
    level: 'must',
    severity: 'error',
    rfc: 4662,
    section: '4.1',
    why: 'The subscriber cannot tell which state is whose, and shows none.',
    advice:
      'Send Require: eventlist and multipart/related with the RLMI document first, whose references name parts that are there.',
    right:
      'Require: eventlist\nContent-Type: multipart/related;type="application/rlmi+xml";start="<a@example.com>";boundary="b"',
    wrong: 'Require: eventlist\nContent-Type: application/pidf+xml',
    headers: ['Require', 'Content-Type'],
    on: { requests: ['NOTIFY'], has: ['Content-Type'], body: 'any' },
    check({ message }) {
      const { body } = message;
      if (body === undefined) return undefined;
      const isRequired = message.require.some((tag) => tag.toLowerCase() === 'eventlist');
      const list = rlmiOf(body);
      const span = message.valueSpan('Content-Type');
      if (list === undefined) {
        // What stands encoded or in parts too deep is not read.
        if (!isRequired || isSealed(body) || body.mediaType === '') return undefined;
        return body.mediaType.startsWith('multipart/') && body.mediaType !== 'multipart/related'
          ? undefined
          : { seen: `NOTIFY requires eventlist, and ${quoted(body.mediaType)} has no RLMI document.`, span };
      }
      if (!isRequired)
        return {
          seen: 'NOTIFY has an RLMI document, and no Require: eventlist.',
          span: message.valueSpan('Require') ?? span,
        };
      // Signed, or beside others, it stands further inside (RFC 4662 §6).
      const related = body.find('multipart/related');
      if (related === undefined || related.find(rlmi) === undefined)
        return { seen: `The RLMI document stands in ${quoted(body.mediaType)}.`, span };
      const lost = lostReference(list, related);
      return lost === undefined
        ? 'kept'
        : { seen: `The list refers to cid ${quoted(lost)}, and no part has it.`, span: list.span };
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-025',
    title: 'Subscription is of a list and of no list',
    level: 'must',
    severity: 'error',
    rfc: 4662,
    section: '4.5',
    why: 'The subscriber cannot tell whose state it is told.',
    advice: 'Send an RLMI document in every NOTIFY of a list subscription, and in none of another.',
    right: 'NOTIFY multipart/related, NOTIFY multipart/related',
    wrong: 'NOTIFY multipart/related, NOTIFY application/pidf+xml',
    headers: ['Content-Type'],
    check(one) {
      if (!isFirstHop(one)) return undefined;
      const told = notifiesOf(one).filter(isReadable);
      const [first] = told;
      if (first === undefined) return undefined;
      const isList = isOfList(first);
      const other = told.find((notify) => isOfList(notify) !== isList);
      if (other === undefined) return isList && told.length > 1 ? 'kept' : undefined;
      return {
        seen: `An earlier NOTIFY had ${isList ? 'an' : 'no'} RLMI document, and this one has ${isList ? 'none' : 'one'}.`,
        at: other,
        span: other.message.valueSpan('Content-Type'),
        evidence: [first],
      };
    },
  }),
  versionRule({
    id: 'SIP-SUB-017',
    title: 'Version of the list jumps',
    rfc: 4662,
    section: '5.2',
    mediaType: rlmi,
    by: 'one',
    find: rlmiOf,
    isFull: 'fullState',
  }),
];

function rlmiOf(body: Body): Body | undefined {
  return body.mediaType === rlmi || body.mediaType.startsWith('multipart/') ? body.find(rlmi) : undefined;
}

function isReadable({ message: { body } }: Seen): boolean {
  return body !== undefined && body.mediaType !== '' && !isSealed(body);
}

function isOfList({ message: { body } }: Seen): boolean {
  return body !== undefined && rlmiOf(body) !== undefined;
}

/** A Content-ID that the list names and no part has. */
function lostReference(list: Body, body: Body): string | undefined {
  // Of a body that was cut short by its length the rest is not there to be found.
  if (body.value.kind !== 'multipart' || !body.value.closed) return undefined;
  const ids = new Set(body.parts.flatMap(({ contentId }) => contentId ?? []));
  let count = 0;
  for (const [, cid = ''] of list.text.matchAll(/\scid\s{0,8}=\s{0,8}["']([^"'<>]{1,256})["']/g)) {
    if (++count > mostReferences) return undefined;
    // Written in XML, it may have escapes.
    if (!ids.has(cid) && !cid.includes('&')) return cid;
  }
  return undefined;
}
