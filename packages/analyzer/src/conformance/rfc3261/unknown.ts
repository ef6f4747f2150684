import { headerTable, methodTable, type SipMessage, statusTable } from '@sipscope/parser';
import { headerLine, nameText } from '../header-lines.ts';
import { nearestName } from '../nearest-name.ts';
import { quoted } from '../quoted.ts';
import { type Fault, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

const all = { requests: 'any', responses: 'any' } as const;
/** Names told of one source apart. */
const mostTold = 64;
const mostName = 80;

const methods: ReadonlySet<string> = new Set(methodTable.map(({ method }) => method));
const reasons: ReadonlyMap<number, string> = new Map(statusTable.map(({ status, reason }) => [status, reason]));
const headers: readonly string[] = headerTable.map(({ name }) => name);

/** Rules that tell of what no RFC knows: methods, codes, header fields, phrases. */
export const unknownRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-SYN-011',
    title: 'Method that no RFC knows',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '8.2.1',
    why: 'Servers that do not know it answer 405 or 501; it is an extension of a vendor, a mistake, or a scanner.',
    advice: 'Look whether the peer knows it, and list it in Allow.',
    right: 'OPTIONS sip:bob@example.com SIP/2.0',
    wrong: 'OPTION sip:bob@example.com SIP/2.0',
    abnf: 'extension-method',
    on: { requests: 'any' },
    isKept: ({ method, isRequest }) => isRequest && methods.has(method),
    watch: () => once(unknownMethod),
  }),
  sourceRule({
    id: 'SIP-SYN-040',
    title: 'Header field that no RFC knows',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '7.3.2',
    why: 'Who does not know it ignores it: it is an extension of a vendor, or a misspelt name.',
    advice: 'Look whether the name is written right, and whether what it tells may leave the network.',
    right: 'Supported: timer',
    wrong: 'Suported: timer',
    abnf: 'extension-header',
    on: all,
    isKept: ({ message }) => hasKnownNames(message),
    watch: watchNames,
  }),
  sourceRule({
    id: 'SIP-SYN-045',
    title: 'Reason phrase other than usual',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '21',
    why: 'The phrase is free, and often tells the real cause.',
    advice: 'Read it; act on the code alone.',
    right: 'SIP/2.0 404 Not Found',
    wrong: 'SIP/2.0 404 No such tenant',
    abnf: 'Reason-Phrase',
    on: { responses: 'any' },
    isKept: (seen) => unusualPhrase(seen) === 'kept',
    watch: () => once(unusualPhrase),
  }),
  sourceRule({
    id: 'SIP-SYN-046',
    title: 'Response code that no RFC knows',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '8.1.3.2',
    why: 'Clients take it for the x00 of its class: what the vendor means by it is lost.',
    advice: 'Send a registered code, and the detail in Reason or Warning.',
    right: 'SIP/2.0 480 Temporarily Unavailable',
    wrong: 'SIP/2.0 478 Unresolvable destination',
    abnf: 'extension-code',
    on: { responses: 'any' },
    isKept: ({ status }) => reasons.has(status),
    watch: () => once(unknownCode),
  }),
];

type Found = ReturnType<Parameters<typeof once>[0]>;

function unknownMethod({ method, message }: Seen): Found {
  const { startLine } = message;
  if (startLine?.kind !== 'request') return undefined;
  if (methods.has(method)) return 'kept';
  // Other letters of a known one are told as such.
  if (methods.has(method.toUpperCase())) return undefined;
  const near = nearestName(method, methods);
  return {
    key: method,
    fault: { seen: `The method ${quoted(method)} is in no RFC${meant(near)}.`, span: startLine.methodSpan },
  };
}

function meant(near: string | undefined): string {
  return near === undefined ? '' : `; ${near} may be meant`;
}

function hasKnownNames({ framing: { fields, fieldCount } }: SipMessage): boolean {
  for (let index = 0, at = 5; index < fieldCount; index++, at += 6) if (fields[at]! < 0) return false;
  return true;
}

function watchNames(): Watch {
  const told = new Set<string>();
  return ({ message }) => {
    const { fields, fieldCount } = message.framing;
    const faults: Fault[] = [];
    for (let index = 0, at = 5; index < fieldCount; index++, at += 6) {
      if (fields[at]! >= 0) continue;
      const line = headerLine(message, index);
      const name = nameText(message, line).slice(0, mostName);
      // What is no name at all is told as such; those with X- count as one.
      if (!/^[\w.!%*+`'~-]+$/.test(name)) continue;
      const key = /^x-/i.test(name) ? 'x-' : name.toLowerCase();
      if (told.has(key) || told.size >= mostTold) continue;
      told.add(key);
      faults.push({ seen: `${quoted(name)} is in no RFC${meant(nearestName(name, headers))}.`, span: line.name });
    }
    return faults.length === 0 ? 'kept' : faults;
  };
}

/** What else implementations say, in small letters. */
const variants: ReadonlyMap<number, readonly string[]> = new Map([
  [100, ['giving a try', 'trying -- your call is important to us', 'proxying', 'attempting']],
  [180, ['ringing']],
  [183, ['session progress', 'progress']],
  [200, ['ok', 'canceling', 'cancelling', 'success']],
  [202, ['accepted', 'ok']],
  [302, ['moved temporarily']],
  [401, ['unauthorized', 'unauthorised']],
  [407, ['proxy authentication required']],
  [480, ['temporarily unavailable', 'temporarily not available']],
  [
    481,
    [
      'call/transaction does not exist',
      'call leg/transaction does not exist',
      'call does not exist',
      'subscription does not exist',
      'dialog/transaction does not exist',
    ],
  ],
  [487, ['request terminated', 'request cancelled', 'request canceled']],
  [488, ['not acceptable here', 'not acceptable']],
  [500, ['server internal error', 'internal server error']],
  [503, ['service unavailable']],
  [603, ['decline', 'declined']],
]);

function unusualPhrase({ message, status }: Seen): Found {
  const { startLine } = message;
  const usual = reasons.get(status);
  if (startLine?.kind !== 'response' || usual === undefined) return undefined;
  const phrase = startLine.reason.trim();
  const lower = phrase.toLowerCase();
  if (lower === '' || lower === usual.toLowerCase() || variants.get(status)?.includes(lower) === true) return 'kept';
  return {
    key: `${status} ${lower}`,
    fault: { seen: `The ${status} says ${quoted(phrase)}; usual is ${quoted(usual)}.`, span: startLine.reasonSpan },
  };
}

function unknownCode({ message, status }: Seen): Found {
  const { startLine } = message;
  if (startLine?.kind !== 'response' || status < 100 || status > 699) return undefined;
  if (reasons.get(status) !== undefined) return 'kept';
  return {
    key: `${status}`,
    fault: {
      seen: `The code ${status} (${quoted(startLine.reason)}) is in no RFC; it counts as ${Math.floor(status / 100)}00.`,
      span: startLine.statusSpan,
    },
  };
}
