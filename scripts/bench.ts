/**
 * `pnpm bench [CAPTURE]`: our times beside our peers' in one run, so that only the ratios count. Without a capture, one
 * of 30,000 calls (180,000 messages) is made. sngrep is measured where it is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.ts';
import { writeLoadCapture } from './load-capture.ts';
import { bin, root } from './run-command.ts';

const rounds = 3;

type Measured = { readonly seconds: number; readonly peakMb: number; readonly lines: number };

await build();
const capture = process.argv[2] ?? madeCapture();
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
process.stdout.write('\n@sipscope/parser, messages a second:\n');
spawnSync(bin('node'), ['--conditions=@sipscope/source', path.join(root, 'packages/parser/bench/measure.ts')], {
  stdio: 'inherit',
});

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
