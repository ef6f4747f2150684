/**
 * `pnpm bench [analyzer [CAPTURE]] [parser [OPTIONS]]`: our times beside our peers' in one run, so that only the ratios count; without a word, both.
 * Without a capture, one of 30,000 calls (180,000 messages) is made. sngrep is measured where it is installed. What the parser's bench
 * takes: packages/parser/bench/README.md.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.ts';
import { writeLoadCapture } from './load-capture.ts';
import { bin, root } from './run-command.ts';

const rounds = 3;

type Measured = { readonly seconds: number; readonly peakMb: number; readonly lines: number };

const [what, ...rest] = process.argv.slice(2);
await build();
if (what === 'parser') {
  process.exitCode = benchParser(rest);
} else {
  await benchAnalyzer(what === 'analyzer' ? rest[0] : what);
  if (what !== 'analyzer') process.exitCode = benchParser([]);
}

async function benchAnalyzer(capture: string = madeCapture()): Promise<void> {
  const peers = [
    { name: 'sipscope calls', program: bin('sipscope'), args: ['calls', capture, '--format', 'ndjson', '--quiet'] },
    { name: 'sngrep -N -q -l 200000', program: 'sngrep', args: ['-N', '-q', '-l', '200000', '-I', capture] },
  ];
  const results = new Map<string, Measured[]>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, program, args } of peers.filter((peer) => isThere(peer.program))) {
      results.set(name, [...(results.get(name) ?? []), await measure(program, args)]);
    }
  }
  const ours = medianSeconds(results.get('sipscope calls') ?? []);
  for (const { name, program } of peers) {
    const measured = results.get(name);
    if (measured === undefined) {
      process.stdout.write(`${name}: not measured, ${program} is not installed\n`);
      continue;
    }
    const seconds = medianSeconds(measured);
    const peakMb = Math.max(...measured.map((one) => one.peakMb));
    const rows = name.startsWith('sipscope')
      ? `, ${measured[0]?.lines ?? 0} calls`
      : `, ${(seconds / ours).toFixed(1)} times ours`;
    process.stdout.write(`${name}: ${seconds.toFixed(2)} s, ${peakMb.toFixed(0)} MB${rows}\n`);
  }
}

/** The built parser beside its peers; gives the exit code. */
function benchParser(args: readonly string[]): number {
  const program = path.join(root, 'packages/parser/bench/bench.ts');
  return spawnSync(bin('node'), [program, ...args], { stdio: 'inherit' }).status ?? 1;
}

function madeCapture(): string {
  const file = path.join(root, '.cache/bench/load-30000-calls.pcap');
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  writeLoadCapture(file, 30_000);
  return file;
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** The whole process from outside: wall time, and the peak of its memory where the system tells it. */
function measure(program: string, args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let peakMb = 0;
    let lines = 0;
    const sampler = setInterval(() => {
      peakMb = Math.max(peakMb, peakOf(child.pid ?? 0));
    }, 10);
    child.stdout.on('data', (data: Buffer) => {
      for (const byte of data) if (byte === 10) lines++;
    });
    child.on('error', reject);
    child.on('close', () => {
      clearInterval(sampler);
      resolve({ seconds: (performance.now() - started) / 1000, peakMb, lines });
    });
  });
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function medianSeconds(measured: readonly Measured[]): number {
  const seconds = measured.map((one) => one.seconds).toSorted((a, b) => a - b);
  return seconds[Math.floor(seconds.length / 2)] ?? Number.NaN;
}
