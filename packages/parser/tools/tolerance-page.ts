import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tolerated } from '../test/tolerated.ts';

const path = join(import.meta.dirname, '../../../docs/tolerance.md');

/** What is read though it is wrong, and what is told of it, as a page. The rows are those of a test. */
export function tolerancePage(): string {
  const rows = tolerated.map(({ by, what, codes }) => {
    const told =
      codes.length === 0 ? 'nothing: it is right' : [...new Set(codes)].map((code) => `\`${code}\``).join(', ');
    return `| ${what} | ${by} | ${told} |`;
  });
  return `# What is accepted

There is one grammar. It never refuses a message: what can be read is read, and each departure is told of as a diagnostic (\`docs/diagnostics.md\`) of a severity. \`reportDiagnostics\` judges
one parse as strict, lenient or IMS elements would; nothing is read otherwise for it. This page is written by \`pnpm tolerance-page\` from the rows of a test.

| what | by | is told as |
|---|---|---|
${rows.join('\n')}
`;
}

/** The page as it is committed. */
export function committedTolerancePage(): string {
  return readFileSync(path, 'utf8');
}

if (import.meta.main) writeFileSync(path, tolerancePage());
