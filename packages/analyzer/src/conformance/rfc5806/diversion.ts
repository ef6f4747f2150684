import { type Diversion, elementSpans, type SipMessage, type Span, uriUser, type Uri } from '@sipscope/parser';
import { diversionReasonRow } from '@sipscope/parser/registry';
import { isAnonymous } from '../../identity/anonymous.ts';
import { isSameNumber, uriDigits } from '../../identity/same-party.ts';
import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';

/** More diversions are mostly a loop; networks stop calls at about so many (Q.732.2 §2.5.2.1 lets the network set it, up to 5 is common). */
const mostDiversions = 5;
/** Of a message, entries that are looked at. */
const mostEntries = 100;

export const diversionRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-DIV-001',
    title: 'Diversion reason or counter invalid',
    level: 'robustness',
    severity: 'info',
    rfc: 5806,
    section: '4',
    why: 'Gateways that map it to a redirecting number send no reason or a wrong one.',
    advice: 'Use the reasons of RFC 5806, and a counter of 1 or more; the latest diversion stands first.',
    right: 'Diversion: <sip:bob@example.com>;reason=user-busy;counter=1',
    wrong: 'Diversion: <sip:bob@example.com>;reason=busy;counter=x',
    abnf: 'Diversion',
    headers: ['Diversion'],
    on: { requests: 'any', responses: ['3xx'], has: ['Diversion'] },
    check({ message }) {
      const entries = message.values('Diversion').slice(0, mostEntries);
      if (entries.length === 0) return undefined;
      for (const [at, entry] of entries.entries()) {
        const why = whyInvalid(entry);
        if (why !== undefined) return { seen: why, span: entrySpan(message, at) };
      }
      return 'kept';
    },
  }),
  messageRule({
    id: 'SIP-DIV-002',
    title: 'Too many diversions',
    level: 'robustness',
    severity: 'info',
    rfc: 5806,
    section: '4',
    why: 'So many are mostly two numbers that are forwarded to each other; networks give such calls up.',
    advice: 'Look at the forwarding of the numbers in the chain.',
    right: 'Diversion: <sip:bob@example.com>;reason=no-answer;counter=2',
    wrong: 'Diversion: <sip:bob@example.com>;reason=unconditional;counter=12',
    headers: ['Diversion', 'History-Info'],
    on: { requests: ['INVITE'], has: ['Diversion', 'History-Info'] },
    check({ message }) {
      const diversions = message.values('Diversion').slice(0, mostEntries);
      const mapped = message
        .values('History-Info')
        .slice(0, mostEntries)
        .filter(({ mp }) => mp !== undefined);
      if (diversions.length + mapped.length === 0) return undefined;
      const counted = diversions.reduce((sum, { counter }) => sum + Math.max(counter ?? 1, 1), 0);
      const count = Math.max(counted, mapped.length);
      if (count <= mostDiversions) return 'kept';
      const span = message.valueSpan(counted >= mapped.length ? 'Diversion' : 'History-Info');
      return { seen: `The call was diverted ${count} times.`, span };
    },
  }),
  messageRule({
    id: 'SIP-HIS-004',
    title: 'Diversion and History-Info disagree',
    level: 'robustness',
    severity: 'info',
    rfc: 7544,
    section: '3',
    why: 'Elements read one of them: the mailbox and who pays for the call depend on which.',
    advice: 'Map one into the other at the border of the network, and send one of them.',
    right:
      'Diversion: <sip:bob@example.com> with History-Info: <sip:bob@example.com>;index=1, <sip:carol@example.com>;index=1.1;mp=1',
    wrong:
      'Diversion: <sip:dave@example.com> with History-Info: <sip:bob@example.com>;index=1, <sip:carol@example.com>;index=1.1;mp=1',
    headers: ['Diversion', 'History-Info'],
    on: { requests: ['INVITE'], has: ['Diversion'] },
    check: compareWithHistory,
  }),
];

function whyInvalid({ reason, params }: Diversion): string | undefined {
  const counter = params.find(({ name }) => name.toLowerCase() === 'counter');
  if (counter !== undefined && !/^[1-9]\d{0,8}$/.test(counter.value ?? ''))
    return `The counter ${quoted(counter.value ?? '')} of a diversion is no number above 0.`;
  if (reason !== undefined && diversionReasonRow(reason) === undefined)
    return `The reason ${quoted(reason)} of a diversion is none of RFC 5806.`;
  return undefined;
}

function entrySpan(message: SipMessage, at: number): Span | undefined {
  let before = 0;
  for (const { values, span } of fieldsOf(message, 'Diversion')) {
    if (at < before + values.length) return elementSpans('Diversion', message.bytes, span)[at - before] ?? span;
    before += values.length;
  }
  return undefined;
}

/** Who diverted last, by each: of Diversion the first entry, of History-Info the one that the last `mp` names. */
function compareWithHistory({ message }: { readonly message: SipMessage }): Outcome {
  const [diversion] = message.values('Diversion');
  const entries = message.values('History-Info').slice(0, mostEntries);
  const mapped = entries.findLast(({ mp }) => mp !== undefined);
  const diverting = entries.find(({ index }) => index !== undefined && index === mapped?.mp);
  if (diversion === undefined || diverting === undefined) return undefined;
  if (isAnonymous(diversion.uriText) || isAnonymous(diverting.uriText)) return undefined;
  if (isSameParty(diversion.uri, diverting.uri)) return 'kept';
  return {
    seen: `The call was diverted last by ${quoted(diversion.uriText)} as Diversion says, and by ${quoted(diverting.uriText)} as History-Info says.`,
    span: diversion.uriSpan,
  };
}

function isSameParty(one: Uri | undefined, other: Uri | undefined): boolean {
  const [a, b] = [uriDigits(one), uriDigits(other)];
  if (a !== undefined && b !== undefined) return isSameNumber(a, b);
  return (one === undefined ? undefined : uriUser(one)) === (other === undefined ? undefined : uriUser(other));
}
