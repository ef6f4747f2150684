import { methodTable } from '@sipscope/parser';
import { diagnosticRule } from '../diagnostic-rules.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const requests = { requests: 'any' } as const;
const all = { requests: 'any', responses: 'any' } as const;

const methodNames: ReadonlySet<string> = new Set(methodTable.map(({ method }) => method));

/** Rules of the first line of a message. */
export const startLineRules: readonly Rule[] = [
  diagnosticRule({
    id: 'SIP-SYN-001',
    title: 'Request line is not method, URI and version with one space between them',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    why: 'Elements drop such a request or answer 400, and firewalls may take it for another method than servers do.',
    advice: 'Send the method, one space, the URI without brackets, one space, SIP/2.0 and CR LF.',
    right: 'INVITE sip:bob@example.com SIP/2.0',
    wrong: 'INVITE  <sip:bob@example.com> SIP/2.0',
    abnf: 'Request-Line',
    on: requests,
    codes: ['start-line', 'start-line-space', 'method-syntax', 'request-uri-brackets', 'uri-space', 'uri-syntax'],
    takes: ({ code, header, span }, seen) => {
      if (beginsAsResponse(seen)) return false;
      if (code !== 'uri-space' && code !== 'uri-syntax') return true;
      return header === undefined && isBlank(seen.bytes[span[0]]);
    },
    applies: (seen) => !beginsAsResponse(seen),
  }),
  diagnosticRule({
    id: 'SIP-SYN-002',
    title: 'Status line is not version, code and reason phrase',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '7.2',
    why: 'Strict stacks discard such a response, and the transaction times out.',
    advice:
      'Send SIP/2.0, one space, three digits from 100 to 699, one space even before an empty phrase, the phrase and CR LF.',
    right: 'SIP/2.0 200 OK',
    wrong: 'SIP/2.0 200',
    abnf: 'Status-Line',
    on: all,
    codes: ['start-line', 'start-line-space', 'status-code', 'reason-phrase-space'],
    applies: beginsAsResponse,
  }),
  {
    ...diagnosticRule({
      id: 'SIP-SYN-003',
      title: 'SIP version is not SIP/2.0',
      level: 'must',
      severity: 'error',
      rfc: 3261,
      section: '7.1',
      why: 'A request of another version is answered with 505, and a response of one is dropped.',
      advice: 'Send SIP/2.0, in capital letters.',
      right: 'OPTIONS sip:bob@example.com SIP/2.0',
      wrong: 'OPTIONS sip:bob@example.com SIP/7.0',
      abnf: 'SIP-Version',
      on: all,
      codes: ['sip-version'],
    }),
    check: checkVersion,
  },
  messageRule({
    id: 'SIP-SYN-010',
    title: 'Method in other letters than it is registered with',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    why: 'Methods are case-sensitive: to everybody else this is an unknown method, answered with 501 or 405.',
    advice: 'Write the method in capital letters.',
    right: 'INVITE sip:bob@example.com SIP/2.0',
    wrong: 'Invite sip:bob@example.com SIP/2.0',
    abnf: 'Method',
    on: requests,
    check({ method, message }) {
      if (methodNames.has(method)) return 'kept';
      const meant = method.toUpperCase();
      const { startLine } = message;
      if (startLine?.kind !== 'request' || !methodNames.has(meant)) return undefined;
      return { seen: `The method is written ${quoted(method)}, not ${meant}.`, span: startLine.methodSpan };
    },
  }),
];

function checkVersion({ message }: Seen): Outcome {
  const { startLine } = message;
  if (startLine === undefined) return undefined;
  const { version, versionSpan } = startLine;
  if (version === 'SIP/2.0') return 'kept';
  const what = version.toUpperCase() === 'SIP/2.0' ? 'not in capital letters' : 'not SIP/2.0';
  return { seen: `The version is ${quoted(version)}, ${what}.`, span: versionSpan };
}

/** `SIP/`, in any letters. */
function beginsAsResponse({ message: { bytes, kind, framing } }: Seen): boolean {
  if (kind !== 'invalid') return kind === 'response';
  const at = framing.leading;
  return [0x53, 0x49, 0x50, 0x2f].every((byte, i) => (bytes[at + i]! & 0xdf) === (byte & 0xdf));
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
