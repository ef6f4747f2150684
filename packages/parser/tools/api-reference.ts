import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { profileTable } from '../src/diagnostic/profile-table.ts';
import { headerTable } from '../src/header/header-table.ts';

/** One name that an entry exports, as its declaration tells of it. */
export type ApiExport = {
  readonly name: string;
  readonly form: 'function' | 'class' | 'const' | 'type';
  readonly text: string;
};

const source = join(import.meta.dirname, '../src');

/** The entries of the package, in the order of the reference, with what each is for. */
export const entries: readonly (readonly [entry: string, file: string, what: string])[] = [
  [
    '@sipscope/parser',
    'index.ts',
    'Everything to read, judge, change and write messages, URIs and session descriptions.',
  ],
  [
    '@sipscope/parser/headers',
    'headers.ts',
    'An accessor of each header field, for `message.get(via)` and `parseHeader(via, text)`; unused ones cost nothing.',
  ],
  ['@sipscope/parser/core', 'core.ts', 'The same parser for RFC 3261 and its nearest relatives alone: smaller.'],
  ['@sipscope/parser/registry', 'registry/index.ts', 'What SIP and SDP number and name, as tables with lookups.'],
  ['@sipscope/parser/xml', 'xml.ts', 'XML bodies as typed values.'],
  [
    '@sipscope/parser/grammar',
    'grammar/index.ts',
    'The grammar itself: rules, their ABNF, railroad diagrams, syntax trees.',
  ],
];

/** What an entry exports, in the order of the alphabet. */
export function exportsOf(file: string): readonly ApiExport[] {
  const found = collect(join(source, file)).map(([name, original, from]) => describe(name, original, from));
  return found.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

type Place = readonly [name: string, original: string, file: string];

function collect(file: string): readonly Place[] {
  const text = readFileSync(file, 'utf8');
  const places: Place[] = [];
  for (const [, star, names = '', from = ''] of text.matchAll(
    /export (?:type )?(?:(\*)|\{([^}]*)\}) from '([^']+)'/g,
  )) {
    const target = join(dirname(file), from);
    if (star !== undefined) places.push(...collect(target), ...declared(target));
    for (const part of names.split(',')) {
      const [original = '', name = original] = part
        .trim()
        .replace(/^type /, '')
        .split(' as ');
      if (original !== '') places.push([name, original, target]);
    }
  }
  return places;
}

function declared(file: string): readonly Place[] {
  const names = readFileSync(file, 'utf8').matchAll(/^export (?:function|class|const|type) (\w+)/gm);
  return [...names].map(([, name = '']) => [name, name, file] as const);
}

function describe(name: string, original: string, file: string): ApiExport {
  const text = readFileSync(file, 'utf8');
  const declaration = new RegExp(
    `^export (?:abstract )?(function|class|const|type|interface) ${original}\\b`,
    'm',
  ).exec(text);
  if (declaration === null) return describeElsewhere(name, original, file, text);
  // The expression has no other words.
  const form = declaration[1]!.replace('interface', 'type') as ApiExport['form'];
  const row = /^(\w)(\w*)Row$/.exec(name);
  const header = /^.*?: KnownHeader<\s*'([^']+)'\s*>/.exec(text.slice(declaration.index))?.[1];
  const comment = header === undefined ? docBefore(text, declaration.index) : describeHeader(header);
  const ofRow = row === null ? '' : `One row of \`${row[1]!.toLowerCase()}${row[2]}Table\`.`;
  return { name, form, text: comment === '' ? ofRow : comment };
}

/** A name that the file has from another. */
function describeElsewhere(name: string, original: string, file: string, text: string): ApiExport {
  const from = new RegExp(`\\{[^}]*\\b${original}\\b[^}]*\\} from '([^']+)'`).exec(text)?.[1];
  if (from === undefined) throw new Error(`${original} is not declared in ${file}`);
  return describe(name, original, join(dirname(file), from));
}

function describeHeader(header: string): string {
  const row = headerTable.find(({ name }) => name === header)!;
  const compact = row.compact === undefined ? '' : ` (\`${row.compact}\`)`;
  const rfc = row.rfc === undefined ? '' : ` RFC ${row.rfc} §${row.section}.`;
  return `\`${header}\`${compact}, ${row.many || row.list === true ? 'all values' : 'the value'}.${rfc}`;
}

/** The first sentence of the comment that ends right before, and the RFCs named in the rest. */
function docBefore(text: string, at: number): string {
  const before = text.slice(0, at).trimEnd();
  if (!before.endsWith('*/')) return '';
  const comment = before.slice(before.lastIndexOf('/**') + 3, -2).replaceAll(/^\s*\*/gm, '');
  const whole = comment.replaceAll(/\s+/g, ' ').trim();
  const end = /[.:](?= [A-Z`]|$)/.exec(whole.replaceAll(/§[\d.]+\d/g, (place) => '§'.padEnd(place.length, '0')));
  const sentence = (end === null ? whole : whole.slice(0, end.index + 1)).replace(/:$/, '.');
  const rest = whole.slice(sentence.length).match(/RFC \d+(?: (?:§[\dA-Z.]*[\dA-Z](?:, )?)+)?/g) ?? [];
  const cited = rest.map((place) => place.replace(/, $/, '')).join('; ');
  return cited === '' ? sentence : `${sentence} ${cited}.`;
}

/** The whole reference as Markdown. */
export function apiReference(): string {
  const sections = entries.map(([entry, file, what]) => {
    const lines = exportsOf(file).map(
      ({ name, form, text }) => `| \`${name}\` | ${form} | ${text.replaceAll('|', '\\|')} |`,
    );
    return [`## ${entry}`, '', what, '', '| name | is a | gives |', '|---|---|---|', ...lines, ''].join('\n');
  });
  return [intro, ...sections, profiles()].join('\n');
}

const intro = `# @sipscope/parser: every export

Made from the comments of the sources (\`pnpm api-reference\`); a test compares. How they work together says the [README](../packages/parser/README.md) of the package; what one writes who knows
another library, [coming from another parser](coming-from.md). No function throws on what it reads: what is wrong stands in \`diagnostics\`. \`TypeError\` and \`RangeError\` are for wrong arguments alone.
`;

function profiles(): string {
  const parts = Object.entries(profileTable).map(([profile, rows]) => {
    const lines = rows.map(({ codes, headers, severity, because, rfc, section }) => {
      const which = codes === undefined ? 'any' : codes.map((code) => `\`${code}\``).join(', ');
      const where = headers === undefined ? '' : ` in ${headers.join(', ')}`;
      return `| ${which}${where} | ${severity} | ${because} | ${rfc === undefined ? '' : `RFC ${rfc} §${section}`} |`;
    });
    return [`### ${profile}`, '', '| diagnostics | are | because | |', '|---|---|---|---|', ...lines, ''].join('\n');
  });
  const text =
    '`reportDiagnostics(diagnostics, profile)` and `assertValid(message, { profile })` judge by these rows; every other diagnostic keeps the severity of `diagnosticTable`.';
  return ['## Profiles', '', text, '', ...parts].join('\n');
}
