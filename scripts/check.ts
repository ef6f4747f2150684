/** Everything that is judged without running the code: types, lint and import rules, format, unused code, packages. */
import { bin, runCommand } from './run-command.ts';

export type Check = { readonly name: string; readonly program: string; readonly args: readonly string[] };

const packages = ['parser', 'analyzer', 'viewer', 'cli'] as const;

export const checks: readonly Check[] = [
  { name: 'types', program: bin('tsc'), args: ['-b'] },
  { name: 'lint and import rules', program: bin('oxlint'), args: ['--deny-warnings'] },
  { name: 'format', program: bin('oxfmt'), args: ['--check', '.'] },
  { name: 'unused files, exports and dependencies', program: bin('knip'), args: [] },
  ...packages.map((name) => ({
    name: `publint ${name}`,
    program: bin('publint'),
    args: ['run', `packages/${name}`, '--strict'],
  })),
  ...packages
    .filter((name) => name !== 'cli')
    .map((name) => ({
      name: `attw ${name}`,
      program: bin('attw'),
      args: ['--pack', `packages/${name}`, '--profile', 'esm-only'],
    })),
];

/** Runs every check, whatever the ones before gave; prints what failed. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
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
