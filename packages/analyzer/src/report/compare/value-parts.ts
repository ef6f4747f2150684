/** What a value is made of: something, then parameters behind semicolons, or, of credentials, a scheme and parameters between commas. */
export type ValueShape = 'plain' | 'parameters' | 'credentials';

/** A part of a value as it stands, with what parts it from the one before. `name`: of a parameter, in lower case; the first part has none. */
export type ValuePart = {
  readonly name: string | undefined;
  readonly value: string;
  readonly before: string;
  readonly text: string;
};

/** Values that are one text, whatever stands in them. */
const plainKinds: ReadonlySet<string> = new Set([
  'text',
  'number',
  'callId',
  'callIds',
  'cseq',
  'date',
  'products',
  'timestamp',
  'mimeVersion',
  'warning',
  'warnings',
  'passport',
  'identity',
  'hexTokens',
]);

const credentialHeaders: ReadonlySet<string> = new Set([
  'www-authenticate',
  'proxy-authenticate',
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'proxy-authentication-info',
]);

/** By the header's name and the kind its value has in the header table; a header that is not known there is one text. */
export function valueShape(name: string, kind: string | undefined): ValueShape {
  if (credentialHeaders.has(name.toLowerCase())) return 'credentials';
  return kind === undefined || plainKinds.has(kind) ? 'plain' : 'parameters';
}

/** Takes a value apart; the texts, one behind the other, are the value. Separators in quotes and angle brackets separate nothing. */
export function valueParts(value: string, shape: ValueShape): readonly ValuePart[] {
  if (shape === 'plain') return [{ name: undefined, value, before: '', text: value }];
  const parts: ValuePart[] = [];
  for (const [start, end] of pieces(value, shape === 'credentials' ? ',' : ';')) {
    const whole = value.slice(start, end);
    const lead = whole.length - whole.replace(/^[;,\s]+/, '').length;
    const before = whole.slice(0, lead);
    const text = whole.slice(lead);
    parts.push(...partsOf(text, before, { isFirst: parts.length === 0, shape }));
  }
  return parts;
}

function partsOf(
  text: string,
  before: string,
  { isFirst, shape }: { readonly isFirst: boolean; readonly shape: ValueShape },
): readonly ValuePart[] {
  if (!isFirst) return [parameter(text, before)];
  if (shape !== 'credentials') return [{ name: undefined, value: text, before, text: before + text }];
  // `Digest realm="a"`: the scheme, and the first parameter behind it.
  const space = text.search(/\s/);
  if (space === -1 || text.slice(0, space).includes('=')) return [parameter(text, before)];
  const rest = text.slice(space);
  const lead = rest.length - rest.trimStart().length;
  return [
    { name: undefined, value: text.slice(0, space), before, text: before + text.slice(0, space) },
    parameter(rest.slice(lead), rest.slice(0, lead)),
  ];
}

function parameter(text: string, before: string): ValuePart {
  const equals = text.indexOf('=');
  return {
    name: (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase(),
    value: equals === -1 ? '' : text.slice(equals + 1).trim(),
    before,
    text: before + text,
  };
}

/** The value cut before each separator that stands in the open. */
function pieces(value: string, separator: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  let start = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < value.length; at++) {
    const letter = value[at];
    if (isQuoted) {
      if (letter === '\\') at++;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === '<') isBracketed = true;
    else if (letter === '>') isBracketed = false;
    else if (letter === separator && !isBracketed) {
      found.push([start, at]);
      start = at;
    }
  }
  found.push([start, value.length]);
  return found.filter(([from, to]) => to > from);
}
