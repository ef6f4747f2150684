/**
 * Writes the table of which header fields stand in which requests and responses (`src/conformance/presence-table.gen.ts`) from a JSON file with the tables of RFC 3261 §20 and of the RFCs
 * that add header fields or methods: `pnpm presence-table FILE`. Of several RFCs that say it of one header field and method the newest counts.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Row = {
  readonly header: string;
  readonly where: string;
  readonly methods: Readonly<Record<string, string>>;
  readonly rfc: number;
  readonly match: { readonly requests: boolean; readonly responses: readonly (readonly [number, number])[] };
};

type Merged = {
  readonly header: string;
  readonly when: string;
  readonly codes: Map<string, { code: string; rfc: number }>;
};

const names: Readonly<Record<string, string>> = { '-': 'never', m: 'always', 'm*': 'should' };

const [file = ''] = process.argv.slice(2);
const { presence } = JSON.parse(readFileSync(file, 'utf8')) as { presence: { rows: readonly Row[] } };
const merged = new Map<string, Merged>();
for (const { header, methods, rfc, match } of presence.rows) {
  const responses = match.responses.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  const when = [...(match.requests ? ['request'] : []), ...responses].join(' ');
  const key = `${header} ${when}`;
  const row = merged.get(key) ?? { header, when, codes: new Map() };
  for (const [method, code] of Object.entries(methods)) {
    const known = row.codes.get(method);
    if (known === undefined || known.rfc < rfc) row.codes.set(method, { code, rfc });
  }
  merged.set(key, row);
}

const lines = [...merged.values()].map(({ header, when, codes }) => {
  const groups = Map.groupBy(codes, ([, { code }]) => names[code] ?? 'may');
  const parts = ['never', 'always', 'should', 'may'].flatMap((name) => {
    const methods = groups.get(name)?.map(([method]) => method);
    return methods === undefined ? [] : `${name}: '${methods.join(' ')}'`;
  });
  return `  { header: '${header}', when: '${when}', ${parts.join(', ')} },`;
});
const text = `import type { PresenceRow } from './presence.ts';

/** Made by \`tools/presence-table.ts\`. RFC 3261 §20, tables 2 and 3, and the tables of the RFCs after it; RFC 6665 has none, so that of RFC 3265 §7 stays. */
export const presenceRows: readonly PresenceRow[] = [
${lines.join('\n')}
];
`;
writeFileSync(resolve(import.meta.dirname, '../src/conformance/presence-table.gen.ts'), text);
