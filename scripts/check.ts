/** Everything that is judged without running the code: types, lint and import rules, format, unused code, packages. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bin, root, runCommand } from './run-command.ts';

type Check = { readonly name: string; readonly program: string; readonly args: readonly string[] };

/** The packages as `pnpm publish` would send them, in here. */
const packed = path.join(root, '.cache/pack');
const tarballs = ['sipscope-parser', 'sipscope-analyzer', 'sipscope-viewer', 'sipscope'] as const;
const version: string = (
  JSON.parse(readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8')) as { version: string }
).version;
const tarball = (name: string): string => path.join(packed, `${name}-${version}.tgz`);

const checks: readonly Check[] = [
  { name: 'types', program: bin('tsc'), args: ['-b'] },
  { name: 'lint and import rules', program: bin('oxlint'), args: ['--deny-warnings'] },
  { name: 'format', program: bin('oxfmt'), args: ['--check', '.'] },
  {
    name: 'the compiled grammar is what the rules give',
    program: bin('node'),
    args: ['--conditions=@sipscope/source', path.join(root, 'packages/parser/tools/compile-grammar.ts'), '--check'],
  },
  { name: 'unused files, exports and dependencies', program: bin('knip'), args: [] },
  {
    name: 'packages can be packed',
    program: bin('node'),
    args: [
      path.join(root, 'scripts/with-pnpm.mjs'),
      '-r',
      '--filter',
      './packages/*',
      'pack',
      '--pack-destination',
      packed,
    ],
  },
  ...tarballs.map((name) => ({
    name: `publint ${name}`,
    program: bin('publint'),
    args: ['run', tarball(name), '--strict'],
  })),
  // The command exports nothing that has types.
  ...tarballs
    .filter((name) => name !== 'sipscope')
    .map((name) => ({ name: `attw ${name}`, program: bin('attw'), args: [tarball(name), '--profile', 'esm-only'] })),
];

/** Runs every check, whatever the ones before gave; prints what failed. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  mkdirSync(packed, { recursive: true });
  let failed = 0;
  for (const { name, program, args } of checks) {
    const { code, output, seconds } = await runCommand(program, args);
    process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)\n`);
    if (code === 0) continue;
    failed++;
    process.stdout.write(`${output}\n`);
  }
  return { passed: checks.length - failed, failed };
}

if (import.meta.main) {
  const { failed } = await runChecks();
  process.exit(failed === 0 ? 0 : 1);
}
