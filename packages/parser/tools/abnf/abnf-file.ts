import { findRules, type FoundRule } from './find-rules.ts';
import { notGrammar, type Repair, repairs } from './repairs.ts';
import { readRfc, type TextLine } from './rfc-text.ts';
import type { Source } from './sources.ts';

/** Signs that mean something in a regular expression, as themselves. */
function escaped(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&');
}

/** Lines with what the repairs of their RFC put into them. Throws where a repair's text is not found. */
function repaired(lines: readonly TextLine[], changes: readonly Repair[]): TextLine[] {
  let all = [...lines];
  for (const { find, put, rfc } of changes) all = repairedOnce(all, find, put, rfc);
  return all;
}

function repairedOnce(lines: readonly TextLine[], find: string, put: string, rfc: number): TextLine[] {
  const pattern = new RegExp(find.split(' ').map(escaped).join('\\s+'));
  const text = lines.map((line) => line.text).join('\n');
  const found = pattern.exec(text);
  if (found === null) throw new Error(`RFC ${rfc}: no such text: ${find}`);
  const before = text.slice(0, found.index).split('\n').length - 1;
  const taken = found[0].split('\n').length;
  const indent = / */.exec(lines[before]!.text)![0];
  const start = text.lastIndexOf('\n', found.index - 1) + 1;
  const endOfLine = text.indexOf('\n', found.index + found[0].length);
  const rest = text.slice(found.index + found[0].length, endOfLine === -1 ? undefined : endOfLine);
  const changed = text.slice(start, found.index) + put.replaceAll('\n', `\n${indent}`) + rest;
  const { section } = lines[before]!;
  const put2 = changed.split('\n').map((line) => ({ text: line, section }));
  return [...lines.slice(0, before), ...put2, ...lines.slice(before + taken)];
}

function rulesOf(source: Source): readonly FoundRule[] {
  const { rfc, sections, rules: taken } = source;
  const lines = readRfc(rfc).filter(({ section }) => sections.includes(section));
  const dropped = notGrammar.get(rfc) ?? [];
  const { rules, broken } = findRules(
    repaired(
      lines,
      repairs.filter((repair) => repair.rfc === rfc),
    ),
  );
  for (const { section, text, reason } of broken)
    process.stderr.write(`RFC ${rfc} §${section}: ${reason}\n  ${text}\n`);
  return rules.filter(({ name }) => !dropped.includes(name) && (taken?.includes(name) ?? true));
}

/** The file of `rules/` that a source gives. */
export function abnfFile(source: Source, title: string): string {
  const { rfc } = source;
  const lines = [`; RFC ${rfc}: ${title}`, '; Extracted from its text by extract.ts; do not edit.'];
  for (const { find, put, erratum, reason } of repairs.filter((repair) => repair.rfc === rfc)) {
    const by = erratum === undefined ? '' : `, erratum ${erratum}`;
    lines.push(`; Repaired${by}: ${find} -> ${put.replaceAll('\n', ' | ')}. ${reason}`);
  }
  let section = '';
  for (const rule of rulesOf(source)) {
    if (rule.section !== section) lines.push('', `;; §${rule.section}`);
    section = rule.section;
    lines.push(rule.text);
  }
  return `${lines.join('\n')}\n`;
}
