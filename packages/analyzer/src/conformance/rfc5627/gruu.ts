import { parseUri, SipUri, uriUser } from '@sipscope/parser';
import { addressesOf, boundContacts, isFirstSeen, namesInstance } from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { caseRule, type Fault, messageRule, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { isOfOwner, ownerOf } from '../owner.ts';
import { contactSpan } from '../rfc3261/register.ts';

/** URIs that route to one device (RFC 5627). */
export const gruuRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-GRU-001',
    title: 'GRUU supported, and no instance named',
    // Only who wants a GRUU must name the device: none of the contacts may be meant to have one.
    level: 'robustness',
    severity: 'warning',
    rfc: 5627,
    section: '4.1',
    why: 'The registrar grants no GRUU to a contact without an instance: transfers and subscriptions reach another device of the user.',
    advice: 'Add +sip.instance with the URN of the device to the Contact.',
    right:
      'Supported: gruu\nContact: <sip:callee@192.0.2.2>;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"',
    wrong: 'Supported: gruu\nContact: <sip:callee@192.0.2.2>',
    headers: ['Contact', 'Supported'],
    on: { requests: ['REGISTER'], has: ['Contact'] },
    check(seen) {
      const { message } = seen;
      if (![...message.supported, ...message.require].some((tag) => tag.toLowerCase() === 'gruu')) return undefined;
      const bound = boundContacts(seen);
      const [contact] = bound;
      // Who registers for somebody else need not name an instance.
      if (contact === undefined || !isOfOwner(seen)) return undefined;
      if (bound.some(({ instance }) => instance !== undefined)) return 'kept';
      if (namesInstance(seen)) return undefined;
      return {
        seen: `Supported lists gruu, and the Contact ${quoted(contact.uriText)} has no +sip.instance.`,
        span: contactSpan(message, contact.uriSpan),
      };
    },
  }),
  caseRule('registration', {
    id: 'SIP-GRU-002',
    title: 'Malformed GRUU',
    level: 'must',
    severity: 'error',
    rfc: 5627,
    section: '4.3',
    why: 'Requests to it do not reach the device: a transfer to it fails.',
    advice:
      'Build the public GRUU of the address-of-record and ;gr=, a temporary one with ;gr, and a new temporary one for each 2xx.',
    right: 'pub-gruu="sip:callee@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"',
    wrong: 'pub-gruu="sip:callee@192.0.2.2"',
    headers: ['Contact'],
    check({ exchanges }) {
      const faults: Fault[] = [];
      const given = new Map<string, Seen>();
      let isKept = false;
      for (const exchange of exchanges) {
        const { success } = exchange;
        if (success === undefined || !isFirstSeen(exchange)) continue;
        for (const { publicGruu, temporaryGruu, uriSpan } of addressesOf(success)) {
          if (publicGruu === undefined && temporaryGruu === undefined) continue;
          const before = temporaryGruu === undefined ? undefined : given.get(temporaryGruu);
          const seen =
            wrongPublic(publicGruu, success) ??
            wrongTemporary(temporaryGruu) ??
            (before !== undefined && before !== success
              ? `The temporary GRUU ${quoted(temporaryGruu ?? '')} was given before.`
              : undefined);
          if (temporaryGruu !== undefined) given.set(temporaryGruu, success);
          const span = contactSpan(success.message, uriSpan);
          if (seen === undefined) isKept = true;
          else faults.push({ seen, at: success, span, ...(before === undefined ? {} : { evidence: [before] }) });
        }
      }
      if (faults.length > 0) return faults.slice(0, 4);
      return isKept ? 'kept' : undefined;
    },
  }),
  sourceRule({
    id: 'SIP-GRU-003',
    title: 'GRUU not used in Contact',
    level: 'should',
    severity: 'warning',
    rfc: 5627,
    section: '4.4',
    why: 'Others take the Contact for where to reach the device later: without the GRUU a transfer or a busy lamp finds another device, or none behind a NAT.',
    advice: 'Put the GRUU that the registrar gave into Contact of requests and responses that make dialogs.',
    right: 'Contact: <sip:callee@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>',
    wrong: 'Contact: <sip:callee@192.0.2.2>',
    headers: ['Contact'],
    on: { requests: ['INVITE', 'SUBSCRIBE', 'REFER'], responses: ['2xx'], responsesTo: ['REGISTER'], has: ['Contact'] },
    by: ownerOf,
    everyHop: true,
    watch: () => {
      let untilNs = Number.NEGATIVE_INFINITY;
      let isTold = false;
      return (seen) => {
        if (!seen.isRequest) {
          const mine = addressesOf(seen).filter(({ publicGruu, temporaryGruu }) => publicGruu ?? temporaryGruu);
          untilNs = Math.max(...mine.map(({ expires }) => seen.timeNs + (expires ?? 0) * 1e9));
          return undefined;
        }
        const [contact] = addressesOf(seen);
        if (seen.timeNs >= untilNs || !(contact?.uri instanceof SipUri)) return undefined;
        if (contact.uri.gr !== undefined) return 'kept';
        if (isTold) return undefined;
        isTold = true;
        return {
          seen: `The registrar gave a GRUU, and the ${seen.method} has the Contact ${quoted(contact.uriText)}.`,
          span: contact.uriSpan,
        };
      };
    },
  }),
];

function wrongPublic(text: string | undefined, { message: { to } }: Seen): string | undefined {
  if (text === undefined) return undefined;
  const { uri } = parseUri(text);
  if (!(uri instanceof SipUri) || uri.gr === undefined) return `The public GRUU ${quoted(text)} has no gr.`;
  if (!(to?.uri instanceof SipUri) || uri.has('bnc')) return undefined;
  const isOfUser = uriUser(uri) === uriUser(to.uri) && uri.host.toLowerCase() === to.uri.host.toLowerCase();
  return isOfUser ? undefined : `The public GRUU ${quoted(text)} is none of ${quoted(to.uriText)}.`;
}

function wrongTemporary(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const { uri } = parseUri(text);
  return uri instanceof SipUri && uri.gr !== undefined ? undefined : `The temporary GRUU ${quoted(text)} has no gr.`;
}
