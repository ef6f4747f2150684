import { type MadeCapture, withCapture } from './captures.ts';
import { largeKinds, type LargeKind } from './large.ts';
import { warm, worker } from './programs.ts';
import type { Sizes } from './results.ts';
import type { ThreadsAnswer } from './threads-worker.ts';
import { type Measured, takeTurns } from './turns.ts';

/** One capture analysed in one thread and in two. */
export type ThreadsTable = {
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly one: Measured;
  readonly two: Measured;
  /** Whether all transactions, dialogs and calls are the same in every run. */
  readonly hasSameRows: boolean;
};

export function measureThreads(kind: LargeKind, sizes: Sizes): Promise<ThreadsTable> {
  const { name, title, recipe } = largeKinds[kind];
  return withCapture(recipe(sizes.threadsBytes), async ({ file, bytes }: MadeCapture) => {
    const contestants = ['1', '2'].map((threads) =>
      worker(`${threads} of them`, 'threads-worker.ts', [file, threads], sizes.timeoutSeconds),
    );
    await warm(file, sizes.timeoutSeconds);
    const measured = await takeTurns(contestants, sizes.largeRounds);
    const answers = measured.flatMap(({ runs }) => runs.map(({ output }) => JSON.parse(output) as ThreadsAnswer));
    const [one, two] = measured.map(byItself);
    return {
      name,
      title,
      bytes,
      // As many as there are contestants.
      one: one!,
      two: two!,
      hasSameRows: new Set(answers.map(({ rows }) => rows)).size === 1,
    };
  });
}

/** The time that it took itself, without Node's start and without hashing the rows. */
function byItself(measured: Measured): Measured {
  const runs = measured.runs.map((run) => ({ ...run, seconds: (JSON.parse(run.output) as ThreadsAnswer).seconds }));
  return { ...measured, runs };
}
