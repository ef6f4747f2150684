import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticTable, parseMessage, type Span } from '../src/index.ts';
import { xmlDiagnosticTable } from '../src/xml.ts';
import { cases, framingCases, passportCases, sdpLines } from '../test/diagnostic-examples.ts';
import { withHeaders } from '../test/sip.ts';
import { xmlCases } from '../test/xml-diagnostic-examples.ts';

type Row = {
  readonly class: string;
  readonly severity: string;
  readonly rfc?: number;
  readonly section?: string;
  readonly sentence: string;
};

const path = join(import.meta.dirname, '../../../docs/diagnostics.md');
const decoder = new TextDecoder();
const sdpType = 'Content-Type: application/sdp';
const ownLines = new Set(decoder.decode(withHeaders()).split('\r\n').concat(sdpLines));

/** Every diagnostic of the tables as a page, each with an input that gives it. The inputs are those of the tests. */
export function diagnosticsPage(): string {
  return `# Diagnostics

What the parser says of text that departs from its RFC. Written by \`pnpm diagnostics-page\` from the tables; a test compares.

A code is stable and never reused; \`describeDiagnostic\` gives its sentence with what stands at the place and, where a rule of the grammar could not go on, the rule and what it
would have taken. An **error** means that others may read the text otherwise or refuse it, a **warning** that it is understood but departs from the RFC (or that a limit was met), an
**info** that it is right or harmless but worth knowing. The place (a span of bytes) is set in brackets in the examples: ⟦here⟧; a place between two bytes is ⟦⟧.

${section('Messages, session descriptions and bodies', diagnosticTable, messageExamples())}
## XML bodies

Of \`parseXmlBody\` (\`@sipscope/parser/xml\`). Where no RFC stands, the diagnostic names that of its document.

${table(xmlDiagnosticTable, xmlExamples())}`;
}

function section(title: string, rows: Readonly<Record<string, Row>>, examples: ReadonlyMap<string, string>): string {
  return `## ${title}\n\n${table(rows, examples)}`;
}

function table(rows: Readonly<Record<string, Row>>, examples: ReadonlyMap<string, string>): string {
  const lines = Object.entries(rows).map(([code, row]) => {
    const place = row.rfc === undefined ? '' : `RFC ${row.rfc} §${row.section}`;
    return `| \`${code}\` | ${row.severity} | \`${row.class}\` | ${place} | ${cell(row.sentence)} | ${examples.get(code) ?? ''} |`;
  });
  return ['| code | severity | class | RFC | says | for example |', '|---|---|---|---|---|---|', ...lines, ''].join(
    '\n',
  );
}

function messageExamples(): ReadonlyMap<string, string> {
  const examples = new Map<string, string>();
  for (const [code, bytes, at, options] of cases) {
    const found = parseMessage(bytes, options).diagnostics.find(
      ({ code: other, span }) => other === code && decoder.decode(bytes.subarray(...span)) === at,
    );
    if (found === undefined) continue;
    const limits = Object.entries(options?.limits ?? {}).map(([name, limit]) => ` (\`${name}: ${limit}\`)`);
    const transport = options?.transport === 'stream' ? ' (in a stream)' : '';
    examples.set(code, exampleOf(code, bytes, found.span) + limits.join('') + transport);
  }
  for (const [code] of framingCases) examples.set(code, framingExamples[code] ?? '');
  for (const [code, text] of passportCases)
    examples.set(code, code === 'limit-passport' ? 'a part of 65,537 characters' : quoted(text));
  examples.set('passport-mismatch', 'an Identity with `ppt=shaken` whose PASSporT has another `ppt`');
  return examples;
}

/** Said in words: the whole of such an input would be long. */
const framingExamples: Readonly<Record<string, string>> = {
  'framing-mid-stream': 'a stream that begins `tag=1⏎`, a message behind it',
  'framing-junk': '`more⏎` between two messages of a stream',
  'framing-body-unannounced': 'in a stream, a message without Content-Length, then `more⏎`',
  'framing-length-unknown': '`l: -1` in a stream',
  'framing-length-too-large': '`l: 99` in a stream, the next message 6 bytes behind',
  'framing-cut-off': 'a stream that ends in the midst of a header field',
  'framing-keep-alive': 'a datagram of `⏎⏎`',
  'framing-second-message': 'two messages in one datagram',
  'websocket-second-message': 'two messages in one WebSocket message',
  'websocket-not-sip': '`{"type":"ping"}` in a WebSocket message',
  'websocket-encoding': 'the byte FF in a WebSocket message of text',
};

function xmlExamples(): ReadonlyMap<string, string> {
  return new Map(
    xmlCases.map(([code, bytes, , options]) => {
      const limits = Object.entries(options?.limits ?? {}).map(([name, limit]) => ` (\`${name}: ${limit}\`)`);
      return [code, quoted(decoder.decode(bytes)) + limits.join('')];
    }),
  );
}

/** The lines of a message at the place, with the place marked; of one that lacks something, that it does. */
function exampleOf(code: string, bytes: Uint8Array, [start, end]: Span): string {
  if (/^(?:via|from|to|call-id|cseq|max-forwards|content-type|content-length)-missing$/.test(code))
    return 'a message without it';
  if (/^sdp-.*-missing$/.test(code)) return 'a session description without it';
  const from = bytes.lastIndexOf(0x0a, Math.max(0, start - 1)) + 1;
  const lineFeed = bytes.indexOf(0x0a, Math.max(start, end - 1));
  const to = lineFeed === -1 ? bytes.length : lineFeed + 1;
  const text = (a: number, b: number): string => decoder.decode(bytes.subarray(a, b));
  const marked = `${text(from, start)}⟦${text(start, end)}⟧${text(end, to)}`;
  const others = decoder
    .decode(bytes)
    .split('\r\n')
    .filter((line) => line !== '' && !ownLines.has(line) && !marked.includes(line) && line !== sdpType);
  // Where the place alone would not show what is wrong.
  const isTelling = marked
    .replaceAll(/[⟦⟧]/g, '')
    .split('\r\n')
    .some((line) => line !== '' && !ownLines.has(line));
  return isTelling || others.length === 0 ? quoted(marked) : `${quoted(others.join('\r\n'))} at ${quoted(marked)}`;
}

/** In one cell of a table: a line break as ⏎, a lone line feed as ␊, other control characters by their pictures. */
function quoted(text: string): string {
  const shown = text
    .replaceAll('\r\n', '⏎')
    // eslint-disable-next-line no-control-regex -- these are what is shown
    .replaceAll(/[\u0000-\u001f]/g, (control) => String.fromCodePoint(0x2400 + control.codePointAt(0)!))
    .replaceAll('\u007f', '␡')
    .replaceAll('|', '\\|');
  const short = shown.length > 150 ? `${shown.slice(0, 150)}…` : shown;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}

function cell(sentence: string): string {
  return sentence.replaceAll('|', '\\|').replaceAll('<', '\\<').replaceAll('*', '\\*');
}

/** The page as it is committed. */
export function committedPage(): string {
  return readFileSync(path, 'utf8');
}

if (import.meta.main) writeFileSync(path, diagnosticsPage());
