import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Spread, spreadOf } from './statistics.ts';

/** Milliseconds from the first line of a program to its first message parsed, loading the parser included: by the clock, and of processor time. */
export type StartRow = { readonly what: string; readonly ms: Spread; readonly cpuMs: Spread };

type Time = { readonly ms: number; readonly cpuMs: number };

const bench = path.join(import.meta.dirname, '..');
const built = path.join(bench, '../dist/index.js');

const message = [
  'INVITE sip:bob@biloxi.example.com SIP/2.0',
  'Via: SIP/2.0/UDP pc33.atlanta.example.com;branch=z9hG4bKnashds8',
  'From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774',
  'To: <sip:bob@biloxi.example.com>',
  'Call-ID: a84b4c76e66710',
  'CSeq: 314159 INVITE',
  'Contact: <sip:alice@pc33.atlanta.example.com>',
  'Max-Forwards: 70',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

const ours = (specifier: string): string =>
  `const { parseMessage } = await import(${JSON.stringify(specifier)}); const parsed = parseMessage(bytes);` +
  ' const found = [parsed.topVia, parsed.from, parsed.to, parsed.cseq, parsed.contacts, parsed.callId];';

const programs: readonly { readonly what: string; readonly needs?: string; readonly code: string }[] = [
  { what: '@sipscope/parser, as built', needs: built, code: ours(pathToFileURL(built).href) },
  { what: 'sip', code: "const { default: sip } = await import('sip'); const found = sip.parse(bytes);" },
  {
    what: "drachtio-srf's parser",
    code: "const { default: parser } = await import('drachtio-srf/lib/sip-parser/parser.js'); const found = parser.parseSipMessage(bytes, false);",
  },
  {
    what: 'sip-parsing',
    code: "const { default: parser } = await import('sip-parsing'); const found = parser.parse(text).$fu;",
  },
  {
    what: "jssip's parser",
    code: "const { default: parser } = await import('jssip/lib/Parser.js'); const found = parser.parseMessage(text);",
  },
  {
    what: "sip.js's parser",
    code: "const { Parser } = await import('sip.js/lib/core/messages/parser.js'); const found = Parser.parseMessage(text);",
  },
];

/** `bundle`: our parser in one file, where it was made. */
export function measureStart(runs: number, bundle: string | undefined): StartRow[] {
  const all = [
    ...(bundle === undefined
      ? []
      : [{ what: '@sipscope/parser, bundled', needs: bundle, code: ours(pathToFileURL(bundle).href) }]),
    ...programs,
  ].filter(({ needs }) => needs === undefined || existsSync(needs));
  const times = all.map((): Time[] => []);
  for (let run = 0; run < runs; run++) all.forEach(({ code }, index) => times[index]?.push(timeOf(code)));
  return all.map(({ what }, index) => ({
    what,
    ms: spreadOf(times[index]?.map(({ ms }) => ms) ?? []),
    cpuMs: spreadOf(times[index]?.map(({ cpuMs }) => cpuMs) ?? []),
  }));
}

function timeOf(code: string): Time {
  const program =
    `const text = ${JSON.stringify(message)}; const bytes = Buffer.from(text); const cpu = process.cpuUsage(); const start = performance.now();` +
    `${code} const ms = performance.now() - start; const { user, system } = process.cpuUsage(cpu);` +
    ' process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1000, found: typeof found })); process.exit();';
  // What this process was told of sources and loaders is not for a program that uses what was built.
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: bench,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Time;
}
