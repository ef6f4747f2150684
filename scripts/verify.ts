/**
 * `npm test`: builds, checks, and runs every test, in Node and in a real browser. Every step runs, whatever the ones
 * before gave; the last line counts checks and tests together.
 */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.ts';
import { runChecks } from './check.ts';
import { installChromium } from './chromium.ts';
import { bin, root, runCommand } from './run-command.ts';

type Count = { readonly passed: number; readonly failed: number };

const reports = path.join(root, '.cache/reports');

async function step(title: string, run: () => Promise<Count>): Promise<Count> {
  const started = performance.now();
  process.stdout.write(`\n== ${title}\n`);
  let count: Count;
  try {
    count = await run();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    count = { passed: 0, failed: 1 };
  }
  process.stdout.write(
    `   ${count.passed} passed, ${count.failed} failed (${((performance.now() - started) / 1000).toFixed(1)} s)\n`,
  );
  return count;
}

async function vitest(project: string): Promise<Count> {
  const report = path.join(reports, `vitest-${project}.json`);
  const { code } = await runCommand(
    bin('vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { show: true },
  );
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  return counted(code, numPassedTests, numFailedTests);
}

async function playwright(): Promise<Count> {
  const report = path.join(reports, 'playwright.json');
  const args = ['test', '--config', 'packages/viewer/playwright.config.ts', '--reporter=line,json'];
  const { code } = await runCommand(bin('playwright'), args, {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  return counted(code, stats.expected, stats.unexpected + stats.flaky);
}

/** A runner that failed without a failed test (it could not load a file, say), or that ran no test, counts as one failure. */
function counted(code: number, passed: number, failed: number): Count {
  const isSilentFailure = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}

rmSync(reports, { recursive: true, force: true });
const counts = [
  await step('build', async () => {
    await build();
    return { passed: 1, failed: 0 };
  }),
  await step('types, lint, import rules, format, packages', runChecks),
  await step('a browser for the tests', async () => {
    process.stdout.write(`   ${await installChromium()}\n`);
    return { passed: 1, failed: 0 };
  }),
  await step('unit, property and capture tests', () => vitest('node')),
  await step('tests in the browser', () => vitest('browser')),
  await step('end to end in the browser', playwright),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
