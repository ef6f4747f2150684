import { randomOf } from '../../test/mutate.ts';
import { byteMutators, type Draw, type Mutator, repeatMutator } from './byte-mutators.ts';
import { Coverage } from './coverage.ts';
import { countEdges } from './coverage-hook.ts';
import { examine, type Fault } from './examine.ts';
import { minimize } from './minimize.ts';
import type { Target } from './target.ts';

export type FuzzOptions = {
  /** The same seed gives the same inputs in the same order. */
  readonly seed: number;
  /** Ends after so many seconds, or so many executions. */
  readonly seconds?: number;
  readonly executions?: number;
  /** Besides the target's own seeds. */
  readonly inputs?: readonly Uint8Array[];
  /** Told of each input before it is tried. */
  readonly onTry?: (bytes: Uint8Array) => void;
  /** Told of each input that reached what none before it did. */
  readonly onKeep?: (bytes: Uint8Array) => void;
};

export type Crasher = Fault & { readonly bytes: Uint8Array };

export type FuzzReport = {
  readonly executions: number;
  readonly seconds: number;
  /** Of this thread's processor: the machine may do other things too. */
  readonly cpuSeconds: number;
  /** Inputs that each reached something new. */
  readonly kept: number;
  /** Of so many blocks of the parser so many were entered; none are counted without the coverage hook. */
  readonly blocks: number;
  readonly reached: number;
  /** One for each fault, minimised. */
  readonly crashers: readonly Crasher[];
};

/** Longer inputs are cut, but for those of the repeats; and only so long ones are kept. */
const longest = 8192;
const longestKept = 3000;
/** One input of so many is examined with the dearer demands, and one of so many that are kept. */
const moreEvery = 300;
const moreOfKept = 8;
const repeatsEvery = 1500;

/** Tries inputs, each made from one that reached something new, and keeps those that do so again. */
export function fuzzTarget(target: Target, options: FuzzOptions): FuzzReport {
  return new Fuzzing(target, options).run();
}

class Fuzzing {
  readonly #target: Target;
  readonly #options: FuzzOptions;
  readonly #coverage: Coverage = new Coverage(countEdges());
  readonly #kept: Uint8Array[] = [];
  readonly #crashers: Map<string, Crasher> = new Map();
  readonly #draw: Draw;
  #executions = 0;

  constructor(target: Target, options: FuzzOptions) {
    this.#target = target;
    this.#options = options;
    const random = randomOf(options.seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    this.#draw = {
      random,
      below,
      pick: (items) => items[below(items.length)]!,
      other: () => this.#anyKept(),
    };
  }

  run(): FuzzReport {
    const started = performance.now();
    const cpu = process.threadCpuUsage();
    const { seconds = Infinity, executions = Infinity } = this.#options;
    const isOver = (): boolean => this.#executions >= executions || performance.now() - started > seconds * 1000;
    const seeds = [...this.#target.seeds(), ...(this.#options.inputs ?? [])].toSorted(
      (one, other) => one.length - other.length,
    );
    // Where nothing is counted every seed is kept.
    for (const seed of seeds) if (!isOver()) this.#try(seed, countEdges() === 0);
    if (this.#kept.length === 0) this.#kept.push(new Uint8Array(0));
    while (!isOver()) this.#try(this.#make(), false);
    const { user, system } = process.threadCpuUsage(cpu);
    return {
      executions: this.#executions,
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (user + system) / 1e6,
      kept: this.#kept.length,
      blocks: countEdges(),
      reached: this.#coverage.reached,
      crashers: [...this.#crashers.values()],
    };
  }

  #try(bytes: Uint8Array, keepAnyway: boolean): void {
    this.#executions++;
    this.#options.onTry?.(bytes);
    this.#coverage.begin();
    const fault = examine(this.#target, bytes, this.#executions % moreEvery === 0);
    if (fault !== undefined) return this.#takeFault(bytes, fault);
    if ((!this.#coverage.learn() && !keepAnyway) || bytes.length > longestKept) return;
    this.#kept.push(bytes);
    this.#options.onKeep?.(bytes);
    const isChosen = !keepAnyway && this.#kept.length % moreOfKept === 0;
    const more = isChosen ? examine(this.#target, bytes, true) : undefined;
    if (more !== undefined) this.#takeFault(bytes, more);
  }

  /** An input of one to some changes; short and new ones are preferred as what it is made from. */
  #make(): Uint8Array {
    const { random, below, pick } = this.#draw;
    let bytes = this.#choose();
    const changes = 1 + Math.floor(-Math.log2(1 - random()) * 1.3);
    for (let change = 0; change < changes; change++) {
      const isOwn = this.#target.mutators.length > 0 && random() < 0.5;
      const mutators: readonly Mutator[] = isOwn ? this.#target.mutators : byteMutators;
      bytes = pick(mutators)(bytes, this.#draw);
    }
    if (bytes.length > longest) bytes = bytes.slice(0, longest);
    return below(repeatsEvery) === 0 ? repeatMutator(bytes, this.#draw) : bytes;
  }

  #choose(): Uint8Array {
    const { random, below } = this.#draw;
    const kept = this.#kept;
    const newest = (): Uint8Array => kept[kept.length - 1 - below(Math.min(kept.length, 60))]!;
    const isNew = random() < 0.3;
    const some = [0, 1, 2, 3].map(() => (isNew ? newest() : this.#anyKept()));
    return random() < 0.15 ? some[0]! : some.reduce((one, other) => (one.length <= other.length ? one : other));
  }

  #anyKept(): Uint8Array {
    return this.#kept[this.#draw.below(this.#kept.length)]!;
  }

  #takeFault(bytes: Uint8Array, fault: Fault): void {
    if (this.#crashers.has(fault.signature)) return;
    const isSame = (smaller: Uint8Array): boolean =>
      examine(this.#target, smaller, true)?.signature === fault.signature;
    const least = minimize(bytes, isSame);
    this.#crashers.set(fault.signature, { ...(examine(this.#target, least, true) ?? fault), bytes: least });
  }
}
