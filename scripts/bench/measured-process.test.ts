import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { runMeasured } from './measured-process.ts';

const node = (code: string, options = {}): ReturnType<typeof runMeasured> =>
  runMeasured(process.execPath, ['--eval', code], { timeoutSeconds: 15, ...options });

describe('runMeasured()', () => {
  test('counts lines, and tells when the first came', async () => {
    const run = await node("setTimeout(() => console.log('1\\n2'), 300);");

    expect(run).toMatchObject({ lines: 2, status: 0, output: '' });
    expect(run.firstOutputSeconds).toBeGreaterThan(0.3);
    expect(run.seconds).toBeGreaterThan(run.firstOutputSeconds ?? Infinity);
    expect(run.failure).toBeUndefined();
  });

  test('keeps what it wrote where that is wanted', async () => {
    const { output } = await node("process.stdout.write('{}')", { output: 'text' });

    expect(output).toBe('{}');
  });

  test.runIf(process.platform === 'linux')('adds up memory and time of all its processes', async () => {
    const child = 'const kept = Buffer.alloc(1e8, 1); const end = Date.now() + 500; while (Date.now() < end);';
    const parent = `const kept = Buffer.alloc(1e8, 1); require('node:child_process').execFileSync(process.execPath, ['--eval', ${JSON.stringify(child)}]);`;

    const { peakMb, cpuSeconds } = await node(parent);

    expect(peakMb).toBeGreaterThan(200);
    expect(cpuSeconds).toBeGreaterThan(0.1);
  });

  test('ends what takes too long, and says so', async () => {
    const { failure, seconds } = await node('setInterval(() => {}, 1000)', { timeoutSeconds: 0.5 });

    expect(failure).toBe('not done after 0.5 s');
    expect(seconds).toBeLessThan(10);
  });

  test('tells what is not installed, and what fails', async () => {
    const missing = await runMeasured('no-such-program', [], { timeoutSeconds: 5 });
    const failed = await node("console.error('No.'); process.exit(3)");

    expect(missing.failure).toBe('no-such-program is not installed');
    expect(failed.failure).toBe('ended with 3: No.');
  });

  test('takes an exit status that is known to be none', async () => {
    const { status, failure } = await node('process.exit(4)', { goodStatuses: [4] });

    expect(status).toBe(4);
    expect(failure).toBeUndefined();
  });
});
