import { headerTable, type SipMessage } from '@sipscope/parser';
import { headerLine } from '../header-lines.ts';
import { isPresent, markPresent, presenceOf } from '../presence.ts';
import { type Fault, messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

const all = { requests: 'any', responses: 'any' } as const;
/** Things told of one source apart. */
const mostTold = 64;

/** Rules of which header fields stand in which messages: RFC 3261 §20, tables 2 and 3, and those of the RFCs after it. */
export const presenceRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-SYN-036',
    title: 'Header field that means nothing in this message',
    level: 'must',
    severity: 'info',
    rfc: 3261,
    section: '20',
    why: 'Receivers ignore it: what it should bring about does not happen.',
    advice: 'Leave it out, or send it where the tables of the RFCs have it.',
    right: 'INVITE with Alert-Info',
    wrong: 'BYE with Alert-Info',
    on: all,
    isKept: isFit,
    watch: watchUnfit,
  }),
  messageRule({
    id: 'SIP-SYN-037',
    title: 'Mandatory header field is missing',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '20',
    why: 'The receiver cannot act on the message: requests are answered 400, responses are of no use.',
    advice: 'Send it: the tables of the RFCs have it as mandatory here.',
    right: 'SUBSCRIBE with Event',
    wrong: 'SUBSCRIBE without Event',
    on: all,
    codes: ['via-missing', 'from-missing', 'to-missing', 'call-id-missing', 'cseq-missing'],
    check: checkMandatory,
  }),
  sourceRule({
    id: 'SIP-SYN-038',
    title: 'Recommended header field is missing',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '20',
    why: 'The peer does not learn what the device can do, and does without.',
    advice: 'Send it: the tables of the RFCs have it as one that should be sent here.',
    right: 'INVITE with Supported, 200 with Allow and Supported',
    wrong: 'INVITE without Supported',
    on: { requests: ['INVITE', 'OPTIONS', 'MESSAGE', 'PUBLISH'], responses: ['2xx', 415] },
    isKept: (seen) => lacksRecommended(seen) === 'kept',
    watch: () => once(lacksRecommended),
  }),
];

/** Whether all of its header fields are there to be read. */
function isWhole({ kind, framing }: SipMessage): boolean {
  const { terminated, beyondHeaders, beyondSection } = framing;
  return kind !== 'invalid' && terminated && beyondHeaders === -1 && beyondSection === -1;
}

/** Told by rules of their methods: RFC 3428 §4. */
const toldOfMethod: ReadonlySet<string> = new Set(['MESSAGE Contact']);

function isFit({ message, method, status }: Seen): boolean {
  const { isNever } = presenceOf(method, status);
  const { fields, fieldCount } = message.framing;
  if (message.kind === 'invalid') return false;
  for (let index = 0, at = 5; index < fieldCount; index++, at += 6) if (isNever[fields[at]!] === true) return false;
  return true;
}

function watchUnfit(): Watch {
  const told = new Set<string>();
  return ({ message, method, status, name, isRequest }) => {
    const { isNever } = presenceOf(method, status);
    const { fields, fieldCount } = message.framing;
    if (message.kind === 'invalid') return undefined;
    const faults: Fault[] = [];
    for (let index = 0, at = 5; index < fieldCount; index++, at += 6) {
      const row = fields[at]!;
      if (row < 0 || isNever[row] !== true) continue;
      const line = headerLine(message, index);
      const thing = `${isRequest ? method : name} ${line.known ?? ''}`;
      if (toldOfMethod.has(thing)) continue;
      if (told.has(thing) || told.size >= mostTold) continue;
      told.add(thing);
      faults.push({ seen: `${line.known ?? ''} is not for ${article(name)}.`, span: [line.name[0], line.value[1]] });
    }
    return faults.length === 0 ? 'kept' : faults;
  };
}

function article(name: string): string {
  return `${/^[AEIOU8]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** Told by rules of their own, with what follows from it. */
const toldElsewhere: ReadonlySet<string> = new Set(['Contact', 'Max-Forwards']);
const ofEachRequest: ReadonlySet<string> = new Set(['Via', 'From', 'To', 'Call-ID', 'CSeq']);

function checkMandatory({ message, method, status, isRequest, name }: Seen): Outcome {
  if (!isWhole(message)) return undefined;
  const { always } = presenceOf(method, status);
  markPresent(message);
  let outcome: Outcome;
  const missing: string[] = [];
  for (const row of always) {
    const header = headerTable[row]!.name;
    if (toldElsewhere.has(header) || (isRequest && ofEachRequest.has(header))) continue;
    outcome = 'kept';
    if (!isPresent(row)) missing.push(header);
  }
  if (missing.length === 0) return outcome;
  return missing.map((header) => ({ seen: `The ${name} has no ${header}.` }));
}

function lacksRecommended({
  message,
  method,
  status,
  isRequest,
  name,
  viaCount,
}: Seen): ReturnType<Parameters<typeof once>[0]> {
  if (isRequest && viaCount !== 1) return undefined;
  const listed = presenceOf(method, status).should;
  // A 415 says of one of three what it would take.
  const should = status === 415 ? listed.filter((row) => !headerTable[row]!.name.startsWith('Accept-')) : listed;
  if (should.length === 0 || !isWhole(message)) return undefined;
  markPresent(message);
  if (should.every(isPresent)) return 'kept';
  const missing = should.filter((row) => !isPresent(row)).map((row) => headerTable[row]!.name as string);
  const list = missing.join(', ');
  return { key: `${name} ${list}`, fault: { seen: `The ${name} has no ${list}.` } };
}
