/** Programs measured one after the other, and again: a slow moment of the machine hits all of them. */
import { type Spread, spreadOf } from '../../packages/parser/bench/measure/statistics.ts';
import { type ProcessOptions, type ProcessRun, runMeasured } from './measured-process.ts';

export type Contestant = ProcessOptions & {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Fewer than the others have, where one takes very long. */
  readonly mostRounds?: number;
};

export type Measured = {
  readonly name: string;
  /** One a round; empty where it did not end well. */
  readonly runs: readonly ProcessRun[];
  readonly failure?: string;
};

/** What does not end well is not run again. */
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Measured[]> {
  const runs = contestants.map((): ProcessRun[] => []);
  const failures: (string | undefined)[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [index, { program, args, mostRounds = rounds, ...options }] of contestants.entries()) {
      if (failures[index] !== undefined || round >= mostRounds) continue;
      const run = await runMeasured(program, args, options);
      if (run.failure === undefined) runs[index]?.push(run);
      else failures[index] = run.failure;
    }
  }
  return contestants.map(({ name }, index) => {
    const failure = failures[index];
    return failure === undefined ? { name, runs: runs[index] ?? [] } : { name, runs: [], failure };
  });
}

type Figure = 'seconds' | 'cpuSeconds' | 'peakMb' | 'firstOutputSeconds';

export function spreadOfRuns({ runs }: Measured, figure: Figure): Spread {
  return spreadOf(runs.map((run) => run[figure] ?? Number.NaN));
}

/** How many times the other's time this one's is, round by round. */
export function timesOf(one: Measured, other: Measured, figure: Figure = 'seconds'): Spread {
  const ratios = one.runs.map(
    (run, round) => (run[figure] ?? Number.NaN) / (other.runs[round]?.[figure] ?? Number.NaN),
  );
  return spreadOf(ratios.filter((ratio) => !Number.isNaN(ratio)));
}

/** The most of all rounds. */
export const peakOf = ({ runs }: Measured): number => Math.max(...runs.map(({ peakMb }) => peakMb));
