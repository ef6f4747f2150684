import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { hookCoverage } from './coverage-hook.ts';
import { randomOf } from '../../test/mutate.ts';
import type { TargetName } from './target.ts';

/** What a worker is to do. `progress`: how many inputs it has tried, then the length of the present one; `input`: that one. */
export type FuzzTask = {
  readonly target: TargetName;
  /** In milliseconds since 1970. */
  readonly endsAt: number;
  readonly seed: number;
  readonly executions: number;
  /** Whether only the project's own seeds count, which are the same everywhere. */
  readonly ownSeeds: boolean;
  readonly corpus: string | undefined;
  readonly progress: Int32Array;
  readonly input: Uint8Array;
};

// What whoever started this thread gave it.
const { target, endsAt, seed, executions, ownSeeds, corpus, progress, input } = workerData as FuzzTask;

hookCoverage();
if (ownSeeds) {
  process.env['SIPSCOPE_OWN_SEEDS'] = 'true';
  drawAlike();
}
// Only now, so that the hook sees the parser's modules.
const { fuzzTarget } = await import('./fuzz-target.ts');
const { targets } = await import('./targets.ts');

/** The keys of hashes are drawn: where they differ, other blocks are reached, and other inputs kept. */
function drawAlike(): void {
  const random = randomOf(seed);
  // Tables of hashes take 64 KiB at a time, for each input anew.
  const drawn = Uint8Array.from({ length: 1 << 17 }, () => Math.floor(random() * 256));
  Math.random = random;
  crypto.getRandomValues = (values) => {
    const from = Math.floor(random() * (1 << 16));
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(
      drawn.subarray(from, from + values.byteLength),
    );
    return values;
  };
}

/** For whoever watches this thread, should it not come back. */
function show(bytes: Uint8Array): void {
  input.set(bytes.length > input.length ? bytes.subarray(0, input.length) : bytes);
  Atomics.store(progress, 1, Math.min(bytes.length, input.length));
  Atomics.add(progress, 0, 1);
}

function keep(bytes: Uint8Array): void {
  if (corpus === undefined) return;
  writeFileSync(join(corpus, createHash('sha256').update(bytes).digest('hex').slice(0, 16)), bytes);
}

function readCorpus(): readonly Uint8Array[] {
  if (corpus === undefined) return [];
  mkdirSync(corpus, { recursive: true });
  return existsSync(corpus)
    ? readdirSync(corpus)
        .toSorted()
        .map((name) => new Uint8Array(readFileSync(join(corpus, name))))
    : [];
}

parentPort?.postMessage(
  fuzzTarget(targets[target], {
    seed,
    executions,
    seconds: (endsAt - Date.now()) / 1000,
    inputs: readCorpus(),
    onTry: show,
    onKeep: keep,
  }),
);
