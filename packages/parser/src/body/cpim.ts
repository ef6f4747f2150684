import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { readValue } from '../grammar/read-value.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { HeaderField } from '../message/header-field.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';
import { checkPart } from './check-part.ts';
import { HeaderSection } from './header-section.ts';

/** A message in the form that all instant messaging can carry: what is said of it, and a MIME content. RFC 3862 §2. */
export type Cpim = {
  readonly kind: 'cpim';
  readonly from: NameAddr | undefined;
  readonly to: readonly NameAddr[];
  readonly cc: readonly NameAddr[];
  /** As written: RFC 3339's form. */
  readonly dateTime: string | undefined;
  readonly subjects: readonly CpimText[];
  readonly namespaces: readonly CpimNamespace[];
  /** Names of header fields that must be understood. */
  readonly require: readonly string[];
  /** All of them, in order. */
  readonly headers: readonly HeaderField[];
  /** What the message carries, with MIME header fields of its own. */
  readonly content: Body | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/** `Subject:;lang=fr Bonjour` */
export type CpimText = { readonly text: string; readonly language: string | undefined };

/** `NS: MyFeatures <mid:MessageFeatures@id.foo.com>`: names that begin with `prefix` and a dot are of that URI. */
export type CpimNamespace = { readonly prefix: string; readonly uri: string };

/**
 *     Header = Header-name ":" *( ";" Parameter ) SP Header-value CRLF
 *
 * First the message's header fields, an empty line, then the MIME content. RFC 3862 §3.
 */
export function readCpim(body: Body, { source, span, limits }: BodyInput): Cpim {
  const section = new HeaderSection(source, span, limits, 'none');
  const diagnostics: Diagnostic[] = [];
  // Names compare with case here: `cc` is no `CC`. RFC 3862 §3.1.
  const named = (name: string): readonly HeaderField[] => section.headers.filter((header) => header.name === name);
  const addresses = (name: string): readonly NameAddr[] =>
    named(name).flatMap(({ valueSpan }) => {
      const reading = readValue('address', source, valueSpan[0], valueSpan[1], limits.commentDepth);
      for (const one of reading.diagnostics) diagnostics.push({ ...one, header: name });
      return reading.values;
    });
  for (const { name, nameSpan, lineSpan } of section.headers) {
    if (nameSpan[0] === nameSpan[1] || name === '') diagnostics.push({ code: 'body-cpim-header', span: lineSpan });
  }
  if (!section.terminated) diagnostics.push({ code: 'body-cpim-content', span: [span[1], span[1]] });
  const content = section.terminated ? body.inner([section.span[1], span[1]], 'content', 'text/plain') : undefined;
  const [from] = addresses('From');
  return {
    kind: 'cpim',
    from,
    to: addresses('To'),
    cc: addresses('cc'),
    dateTime: named('DateTime')[0]?.value,
    subjects: named('Subject').map(({ value }) => readText(value)),
    namespaces: named('NS').flatMap(({ value }) => readNamespace(value)),
    require: named('Require').flatMap(({ value }) => value.split(',').map((name) => name.trim())),
    headers: section.headers,
    content,
    diagnostics: content === undefined ? diagnostics : [...diagnostics, ...checkPart(content)],
  };
}

/** Parameters stand before the value, parted from it by a space. */
function readText(value: string): CpimText {
  if (!value.startsWith(';')) return { text: unescapeCpim(value), language: undefined };
  const space = value.indexOf(' ');
  const params = (space === -1 ? value : value.slice(0, space)).split(';');
  const language = params.find((param) => param.toLowerCase().startsWith('lang='))?.slice('lang='.length);
  return { text: space === -1 ? '' : unescapeCpim(value.slice(space + 1)), language };
}

function readNamespace(value: string): readonly CpimNamespace[] {
  const open = value.indexOf('<');
  const close = value.indexOf('>', open);
  return open === -1 || close === -1
    ? []
    : [{ prefix: value.slice(0, open).trim(), uri: value.slice(open + 1, close) }];
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
]);

/** Takes escapes off: `\\`, `\"`, `\'`, `\b`, `\t`, `\n`, `\r`, `\u03A9`. RFC 3862 §2.3.1. */
function unescapeCpim(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:u([0-9A-Fa-f]{4})|([\s\S]))/g,
    (_, hex: string | undefined, letter: string | undefined) =>
      hex === undefined ? (escapes.get(letter ?? '') ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
