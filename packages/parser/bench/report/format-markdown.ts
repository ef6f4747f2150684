import type { Results } from '../measure/results.ts';
import { machineText, tablesOf } from './result-tables.ts';

const introduction = `# Benchmarks

What \`@sipscope/parser\` costs, beside the parsers that people use today, all in one run on one machine: the ratios count. This page is written by
\`pnpm bench parser --docs\`; how it measures stands in [packages/parser/bench](../packages/parser/bench/README.md).`;

/** What was measured, as a page; the goals come first. */
export function formatMarkdown(results: Results): string {
  const tables = tablesOf(results);
  const goalsFirst = [...tables.slice(-1), ...tables.slice(0, -1)];
  const sections = goalsFirst.map(({ title, head, rows }) => {
    const heading = `## ${title.charAt(0).toUpperCase()}${title.substring(1)}`;
    const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return `${heading}\n\n${lines.join('\n')}`;
  });
  return `${[introduction, `${machineText(results)}. Medians, with the lowest and the highest in brackets.`, ...sections].join('\n\n')}\n`;
}
