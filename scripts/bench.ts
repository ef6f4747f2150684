/**
 * `pnpm bench [capture [OPTIONS]] [parser [OPTIONS]]`: our times beside our peers' in one run, so that only the ratios count; without a word, both.
 * What they take: scripts/bench/capture-bench.ts, packages/parser/bench/README.md.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { benchCapture } from './bench/capture-bench.ts';
import { build } from './build.ts';
import { bin, root } from './run-command.ts';

const [what, ...rest] = process.argv.slice(2);
await build();
switch (what) {
  case undefined:
    await benchCapture([]);
    process.exitCode = benchParser([]);
    break;
  case 'capture':
    await benchCapture(rest);
    break;
  case 'parser':
    process.exitCode = benchParser(rest);
    break;
  default:
    throw new RangeError(`There is no benchmark "${what}": capture, parser.`);
}

/** The built parser beside its peers; gives the exit code. */
function benchParser(args: readonly string[]): number {
  const program = path.join(root, 'packages/parser/bench/bench.ts');
  return spawnSync(bin('node'), [program, ...args], { stdio: 'inherit' }).status ?? 1;
}
