/** docs/performance.md: text written by hand, and between markers the figures of one run. */
import type { Results, Section } from './results.ts';
import { type ResultTable, tablesOf } from './result-tables.ts';

/** What stands between markers. */
const blocks = [
  'machine',
  'goals',
  'peers',
  'growth',
  'large',
  'threads',
  'streams',
  'stages',
] as const satisfies readonly ('machine' | 'goals' | Section)[];
type Block = (typeof blocks)[number];

const beginOf = (block: Block): string => `<!-- figures: ${block} -->`;
const end = '<!-- end of figures -->';

/** The page with the figures of this run in place of those it had. Throws where a marker is missing. */
export function writeFigures(page: string, results: Results): string {
  const tables = tablesOf(results);
  return blocks.reduce((text, block) => replaceBlock(text, block, textOf(block, results, tables)), page);
}

function replaceBlock(page: string, block: Block, figures: string): string {
  const start = page.indexOf(beginOf(block));
  const stop = page.indexOf(end, start);
  if (start < 0 || stop < 0) throw new Error(`The page has no place for the figures "${block}".`);
  return `${page.slice(0, start + beginOf(block).length)}\n\n${figures}\n\n${page.slice(stop)}`;
}

function textOf(block: Block, results: Results, tables: readonly ResultTable[]): string {
  if (block === 'machine') return [`${machineText(results)}.`, ...missingText(results)].join('\n\n');
  const own = tables.filter(({ section }) => section === block).map(tableText);
  return own.length === 0 ? 'Not measured.' : own.join('\n\n');
}

function tableText({ section, title, head, rows }: ResultTable): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return section === 'goals' ? lines : `**${title.charAt(0).toUpperCase()}${title.slice(1)}**\n\n${lines}`;
}

/** What the figures are worth. */
export function machineText({ how, rounds, machine }: Results): string {
  const { cpu, cores, node, peers } = machine;
  const where = `${cpu}, ${cores} cores, Node ${node}, ${peers.join(', ')}; ${rounds === 1 ? 'one round' : `${rounds} rounds`}`;
  return how === 'quick' ? `${where}; a quick run on small captures, no figures to rely on` : where;
}

const missingText = ({ missing }: Results): string[] =>
  missing.length === 0 ? [] : [`Not measured: ${missing.join('; ')}.`];
