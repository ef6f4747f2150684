import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export type TextLine = { readonly text: string; readonly section: string };

/** The folder of RFC texts beside the project. */
export const rfcFolder: string = join(import.meta.dirname, '../../../../../shared/rfc');

/** An RFC's lines without page breaks, each with the section in which it stands. */
export function readRfc(rfc: number): TextLine[] {
  const raw = gunzipSync(readFileSync(join(rfcFolder, `rfc${rfc}.txt.gz`))).toString('latin1');
  const lines = withoutPageBreaks(raw.replaceAll('\r', '').split('\n'));
  let section = '';
  return lines.map((text) => {
    section = headingOf(text) ?? section;
    return { text, section };
  });
}

/** The title of an RFC is not in a fixed place: the index of all RFCs has it. */
export function readTitles(): ReadonlyMap<number, string> {
  const raw = gunzipSync(readFileSync(join(rfcFolder, 'rfc-index.txt.gz'))).toString('latin1');
  const titles = new Map<number, string>();
  for (const entry of raw.replaceAll('\r', '').split(/\n\n+/)) {
    const found = /^(\d{4}) ([^]+?)\. [A-Z]\. ?/.exec(entry);
    if (found !== null) titles.set(Number(found[1]), found[2]!.replaceAll(/\s+/g, ' ').replace(/ \(SIP\)/g, ''));
  }
  return titles;
}

function headingOf(line: string): string | undefined {
  const found =
    /^(?:Appendix )?([0-9]{1,2}|[A-Z](?=[.:]))((?:\.[0-9]{1,3})*)[.:]?\s{1,4}[A-Z"<'@]/.exec(line) ??
    /^([0-9]{1,2})((?:\.[0-9]{1,3})+)\.\s\s[a-z]/.exec(line);
  return found === null || line.includes('. . .') ? undefined : found[1]! + found[2]!;
}

/** A page break takes with it the blank lines round it, so that a rule broken by it is whole again. */
function withoutPageBreaks(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.replaceAll('\f', '');
    if (!/\[Page \d+\]\s*$/.test(line)) {
      kept.push(line.trimEnd());
      continue;
    }
    while (kept.length > 0 && kept.at(-1) === '') kept.pop();
    while (at + 1 < lines.length && isBreakLine(lines[at + 1]!)) at++;
    kept.push('');
  }
  return kept;
}

function isBreakLine(line: string): boolean {
  const text = line.replaceAll('\f', '').trim();
  return text === '' || /^RFC \d+ .*\d{4}$/.test(text);
}
