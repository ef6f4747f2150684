import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileGrammar } from './grammar-compiler.ts';

/**
 * Writes `src/grammar/compiled-grammar.gen.ts` from the rules beside it. With `--check` it only says whether the file is what it would write.
 */
const target = fileURLToPath(new URL('../src/grammar/compiled-grammar.gen.ts', import.meta.url));

const compiled = format(compileGrammar());
if (!process.argv.includes('--check')) writeFileSync(target, compiled);
else if (compiled !== readFileSync(target, 'utf8')) {
  process.stderr.write('compiled-grammar.gen.ts is not what the rules give: run `pnpm compile-grammar`.\n');
  process.exitCode = 1;
}

function format(text: string): string {
  return execFileSync('oxfmt', ['--stdin-filepath', target], { input: text, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
