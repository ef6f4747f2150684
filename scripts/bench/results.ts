import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { bin } from '../run-command.ts';
import type { GrowthRow } from './growth.ts';
import type { LargeTable } from './large.ts';
import type { PeersTable } from './peers.ts';
import type { StagesTable } from './stages.ts';
import type { StreamsTable } from './streams.ts';
import type { ThreadsTable } from './threads.ts';

export const sections = ['peers', 'growth', 'large', 'threads', 'streams', 'stages'] as const;
export type Section = (typeof sections)[number];

/** How large and how often. */
export type Sizes = {
  readonly rounds: number;
  readonly largeRounds: number;
  /** Of `sipscope messages` on a large capture, which prints more than it reads. */
  readonly messagesRounds: number;
  readonly peersCalls: number;
  /** Each ten times the one before it, then some between. */
  readonly growthCalls: readonly number[];
  readonly largeBytes: number;
  readonly threadsBytes: number;
  readonly streamsPackets: number;
  readonly stagesCalls: number;
  readonly timeoutSeconds: number;
};

/** Of a quick run nothing can be concluded but that the bench works; a full one also reads what takes long to make. */
export function sizesOf(how: 'quick' | 'usual' | 'full'): Sizes {
  if (how === 'quick') {
    return {
      rounds: 1,
      largeRounds: 1,
      messagesRounds: 1,
      peersCalls: 300,
      growthCalls: [34, 334, 3334],
      largeBytes: 20e6,
      threadsBytes: 20e6,
      streamsPackets: 50_000,
      stagesCalls: 1000,
      timeoutSeconds: 60,
    };
  }
  // 20 k, 200 k, 2 M messages; 1 M; 5 M.
  const growthCalls = [3334, 33_334, 333_334, 166_667];
  return {
    rounds: 5,
    // What takes minutes is measured less often.
    largeRounds: 3,
    messagesRounds: how === 'full' ? 1 : 3,
    peersCalls: 30_000,
    growthCalls: how === 'full' ? [...growthCalls, 833_334] : growthCalls,
    largeBytes: how === 'full' ? 5e9 : 1e9,
    threadsBytes: 1e9,
    streamsPackets: 1_000_000,
    stagesCalls: 166_667,
    timeoutSeconds: how === 'full' ? 1800 : 900,
  };
}

/** The same in no more rounds than that. */
export function inRounds(sizes: Sizes, most: number): Sizes {
  const { rounds, largeRounds, messagesRounds } = sizes;
  return {
    ...sizes,
    rounds: Math.min(rounds, most),
    largeRounds: Math.min(largeRounds, most),
    messagesRounds: Math.min(messagesRounds, most),
  };
}

/** Everything that was measured in one run; of a section that was left out, nothing. */
export type Results = {
  readonly how: 'quick' | 'usual' | 'full';
  /** Of small captures: of large ones there may be fewer. */
  readonly rounds: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly peers: readonly string[];
  };
  readonly peers: PeersTable[];
  readonly growth: GrowthRow[];
  readonly large: LargeTable[];
  readonly threads: ThreadsTable[];
  readonly streams: StreamsTable[];
  readonly stages: StagesTable[];
  /** What could not be measured, and why. */
  readonly missing: string[];
};

export function noResults(how: Results['how'], rounds: number): Results {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: versionOf(bin('node')) ?? process.version,
    peers: ['sngrep', 'tshark'].map((program) => versionOf(program) ?? `no ${program}`),
  };
  return { how, rounds, machine, peers: [], growth: [], large: [], threads: [], streams: [], stages: [], missing: [] };
}

/** The first line that it says of itself; nothing where it is not installed. */
function versionOf(program: string): string | undefined {
  const { stdout, error } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return error === undefined ? stdout.split('\n')[0]?.replace(/\.$/, '').trim() : undefined;
}
