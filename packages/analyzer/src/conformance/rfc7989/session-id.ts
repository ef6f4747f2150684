import type { Case } from '../case.ts';
import { linesNamed } from '../header-lines.ts';
import { quoted } from '../quoted.ts';
import { caseRule, exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const nil = '0'.repeat(32);

/** What names a session from end to end (RFC 7989). */
export const sessionIdRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-SID-001',
    title: 'Malformed Session-ID',
    level: 'must',
    severity: 'error',
    rfc: 7989,
    section: '5',
    why: 'The legs of a session are found by it: one that is written otherwise finds nothing.',
    advice: 'Write 32 hexadecimal digits in small letters, without hyphens, and ;remote= with as many.',
    right: 'Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2',
    wrong: 'Session-ID: AB30317F-1A78-4DC4-8FF8-24D0D3715D86',
    abnf: 'session-id-value',
    headers: ['Session-ID'],
    on: { requests: 'any', responses: 'any', has: ['Session-ID'] },
    check({ message }) {
      const [line, further] = linesNamed(message, 'Session-ID');
      if (line === undefined) return undefined;
      if (further !== undefined) return { seen: 'The message has several Session-ID.', span: further.value };
      const [local = '', ...params] = message.text(line.value).split(';', mostParts);
      const uuid = local.trim();
      if (!isUuid(uuid)) return { seen: `${quoted(uuid)} is no 32 digits of 0 to 9 and a to f.`, span: line.value };
      const remotes = params.flatMap(remoteOf);
      if (remotes.length > 1) return { seen: 'Session-ID has several remote parameters.', span: line.value };
      const [remote] = remotes;
      if (remote === undefined || isUuid(remote)) return 'kept';
      return { seen: `The remote ${quoted(remote)} is no 32 digits of 0 to 9 and a to f.`, span: line.value };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-SID-002',
    title: 'UUID of one side changes within a session',
    level: 'must',
    severity: 'error',
    rfc: 7989,
    section: '6',
    why: 'What is told of the session by one of them is not found by the other.',
    advice: 'Keep the UUID from the first INVITE to the end of the session.',
    right: 'INVITE Session-ID: ab30…, BYE Session-ID: ab30…',
    wrong: 'INVITE Session-ID: ab30…, BYE Session-ID: 6512…',
    headers: ['Session-ID'],
    check(one) {
      const told = toldIn(one);
      if (told === undefined) return undefined;
      let isKept = false;
      for (const [at, { seen, uuid }] of told.entries()) {
        // Who stands between may put two others together, and says so by INVITE or UPDATE.
        if (!seen.isRequest || uuid === nil || seen.method === 'INVITE' || seen.method === 'UPDATE') continue;
        const before = told.slice(0, at).filter((earlier) => isSameSide(earlier.seen, seen) && earlier.uuid !== nil);
        const [first] = before;
        if (first === undefined) continue;
        if (before.some((earlier) => earlier.uuid === uuid)) isKept = true;
        else
          return {
            seen: `The ${seen.name} has the UUID ${quoted(uuid)}, and the same side had ${quoted(before.at(-1)!.uuid)}.`,
            at: seen,
            span: seen.message.valueSpan('Session-ID'),
            evidence: [before.at(-1)!.seen],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-SID-003',
    title: 'remote is not the UUID of the other side',
    level: 'must',
    severity: 'error',
    rfc: 7989,
    section: '6',
    why: 'The two halves do not name the session together: it cannot be followed from end to end.',
    advice: 'Put the UUID that the other side sent last into remote.',
    right: '200 Session-ID: 4775…, ACK Session-ID: ab30…;remote=4775…',
    wrong: '200 Session-ID: 4775…, ACK Session-ID: ab30…;remote=0000…',
    headers: ['Session-ID'],
    check(one) {
      const told = toldIn(one);
      if (told === undefined || one.more > 0) return undefined;
      let isKept = false;
      for (const [at, { seen, remote }] of told.entries()) {
        if (!seen.isRequest || remote === undefined || seen.message.to?.tag === undefined) continue;
        const before = told
          .slice(0, at)
          .filter((earlier) => !isSameSide(earlier.seen, seen) && earlier.uuid !== nil && isLearned(earlier.seen));
        const last = before.at(-1);
        if (last === undefined) continue;
        if (before.some(({ uuid }) => uuid === remote)) isKept = true;
        else
          return {
            seen: `The ${seen.name} has remote=${quoted(remote)}, and the other side ${quoted(last.uuid)}.`,
            at: seen,
            span: seen.message.valueSpan('Session-ID'),
            evidence: [last.seen],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  exchangeRule({
    id: 'SIP-SID-004',
    title: 'Session-ID of CANCEL is not that of its INVITE',
    level: 'must',
    severity: 'error',
    rfc: 7989,
    section: '6',
    why: 'Whoever follows the session finds no end of the call.',
    advice: 'Copy Session-ID of the INVITE, remote included.',
    right: 'INVITE Session-ID: ab30…;remote=0000…, CANCEL Session-ID: ab30…;remote=0000…',
    wrong: 'INVITE Session-ID: ab30…;remote=0000…, CANCEL Session-ID: ab30…;remote=4775…',
    headers: ['Session-ID'],
    methods: ['CANCEL'],
    check({ request, cancels }) {
      const [one, other] = [request, cancels?.request];
      if (one === undefined || other === undefined || other.isForgotten) return undefined;
      const [mine, its] = [halvesOf(one), halvesOf(other)];
      if (mine === undefined || its === undefined) return undefined;
      if (mine.uuid === its.uuid && mine.remote === its.remote) return 'kept';
      return {
        seen: `The CANCEL has ${written(mine)}, and its INVITE ${written(its)}.`,
        at: one,
        span: one.message.valueSpan('Session-ID'),
        evidence: [other],
      };
    },
  }),
];

/** Parameters beyond these are not read. */
const mostParts = 16;

type Halves = { readonly uuid: string; readonly remote: string | undefined };

function isUuid(text: string): boolean {
  return /^[\da-f]{32}$/.test(text);
}

function remoteOf(param: string): readonly string[] {
  const at = param.indexOf('=');
  return at >= 0 && param.slice(0, at).trim().toLowerCase() === 'remote' ? [param.slice(at + 1).trim()] : [];
}

/** Of a message that has them as they should be written. */
function halvesOf({ message }: Seen): Halves | undefined {
  const span = message.valueSpan('Session-ID');
  if (span === undefined) return undefined;
  const [local = '', ...params] = message.text(span).split(';', mostParts);
  const uuid = local.trim();
  const [remote] = params.flatMap(remoteOf);
  return isUuid(uuid) && (remote === undefined || isUuid(remote)) ? { uuid, remote } : undefined;
}

function written({ uuid, remote }: Halves): string {
  return quoted(remote === undefined ? uuid : `${uuid};remote=${remote}`);
}

/** What the messages of a call say, in order; nothing where its beginning is not known, or has none. */
function toldIn({ exchanges, isBeginSeen }: Case): readonly (Halves & { readonly seen: Seen })[] | undefined {
  const [first] = exchanges;
  if (!isBeginSeen || first?.method !== 'INVITE' || first.forwardedFrom !== undefined) return undefined;
  if (first.request?.message.valueSpan('Session-ID') === undefined) return undefined;
  return exchanges
    .flatMap(({ messages }) => messages)
    .toSorted((a, b) => a.timeNs - b.timeNs || a.number - b.number)
    .flatMap((seen) => {
      const halves = halvesOf(seen);
      return halves === undefined || seen.method === 'CANCEL' ? [] : [{ ...halves, seen }];
    });
}

function isSameSide(one: Seen, other: Seen): boolean {
  return one.srcIp === other.srcIp && one.srcPort === other.srcPort;
}

/** Whether its sender’s half is taken note of: provisional answers may be of whoever forked the call. */
function isLearned({ isRequest, status }: Seen): boolean {
  return isRequest || status >= 200;
}
