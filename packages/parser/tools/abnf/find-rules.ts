import { AbnfError, readRule } from './abnf-syntax.ts';
import type { TextLine } from './rfc-text.ts';

export type FoundRule = { readonly name: string; readonly section: string; readonly text: string };

export type Findings = {
  readonly rules: readonly FoundRule[];
  /** What looks like a rule and is no ABNF. */
  readonly broken: readonly { readonly text: string; readonly section: string; readonly reason: string }[];
};

/** Examples such as `nonce="MzQ0…"` have no blank at their "=", rules have. */
const ruleStart = /^(\s*)([A-Za-z][A-Za-z0-9_-]*)(?:\s+(?:=\/|=)|(?:=\/|=)\s)(?!=)/;

/** Every rule of ABNF in lines of an RFC. */
export function findRules(lines: readonly TextLine[]): Findings {
  const rules: FoundRule[] = [];
  const broken: { text: string; section: string; reason: string }[] = [];
  for (let at = 0; at < lines.length;) {
    const head = ruleStart.exec(lines[at]!.text);
    if (head === null) {
      at++;
      continue;
    }
    const { section } = lines[at]!;
    const blocks = ruleBlocks(lines, at, head[1]!.length);
    const reading = readLongest(blocks);
    if (typeof reading === 'string') rules.push({ name: head[2]!, section, text: reading });
    else broken.push({ section, ...reading });
    at++;
    while (at < lines.length && !ruleStart.test(lines[at]!.text)) at++;
  }
  return { rules, broken };
}

/** The lines that may belong to the rule which begins at a line, parted where blank lines stand. */
function ruleBlocks(lines: readonly TextLine[], start: number, indent: number): string[] {
  const blocks: string[] = [];
  let block: string[] = [lines[start]!.text.slice(indent)];
  for (let at = start + 1; at < lines.length; at++) {
    const { text, section } = lines[at]!;
    const isBlank = text === '';
    if (!isBlank && (indentOf(text) <= indent || ruleStart.test(text))) break;
    if (section !== lines[start]!.section || blocks.length > 6) break;
    if (!isBlank) block.push(text.slice(indent));
    else if (block.length > 0) {
      blocks.push(block.join('\n'));
      block = [];
    }
  }
  if (block.length > 0) blocks.push(block.join('\n'));
  return blocks;
}

/** As many blocks as make a rule; where not even the first does, the reason. */
function readLongest(blocks: readonly string[]): string | { text: string; reason: string } {
  let reason = '';
  for (let count = blocks.length; count > 0; count--) {
    const text = blocks.slice(0, count).join('\n');
    try {
      readRule(text);
      return text;
    } catch (error) {
      if (!(error instanceof AbnfError)) throw error;
      reason = error.message;
    }
  }
  return { text: blocks[0] ?? '', reason };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
