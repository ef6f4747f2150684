import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileGrammar } from './grammar-compiler.ts';
import { ruleTexts } from './rule-texts.ts';

/** Writes the compiled grammar beside the rules it is made from. With `--check` it only says whether the files are what it would write. */
for (const [name, text] of compileGrammar()) writeOrCheck(name, text);
writeOrCheck('rule-texts.gen.ts', ruleTexts());

function writeOrCheck(name: string, text: string): void {
  const target = fileURLToPath(new URL(`../src/grammar/${name}`, import.meta.url));
  const formatted = execFileSync('oxfmt', ['--stdin-filepath', target], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (!process.argv.includes('--check')) return writeFileSync(target, formatted);
  if (formatted === readFileSync(target, 'utf8')) return;
  process.stderr.write(`${name} is not what the rules give: run \`pnpm compile-grammar\`.\n`);
  process.exitCode = 1;
}
