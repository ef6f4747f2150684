import { type Spread, spreadOf } from '../../packages/parser/bench/measure/statistics.ts';
import { type LoadRecipe, type MadeCapture, withCapture } from './captures.ts';
import { largeKinds } from './large.ts';
import { warm, worker } from './programs.ts';
import type { Sizes } from './results.ts';
import type { StagesAnswer } from './stages-worker.ts';
import { type Measured, takeTurns } from './turns.ts';

/** Each with all before it. */
const stageNames = ['reading', 'packets', 'network', 'transport', 'keys', 'calls', 'rows'] as const;
export type StageName = (typeof stageNames)[number];

type StageRow = {
  readonly stage: StageName;
  /** Processor time up to here, in one thread, in seconds. */
  readonly cpuSeconds: Spread;
  /** That of this stage alone: what its median is more than that of the stage before it. */
  readonly ownSeconds: number;
  /** Of what it makes: bytes, packets, datagrams, messages, characters. */
  readonly count: number;
};

export type StagesTable = {
  readonly title: string;
  readonly bytes: number;
  readonly rows: readonly StageRow[];
  readonly failure?: string;
};

export async function measureStages(sizes: Sizes): Promise<StagesTable[]> {
  const calls = await measureCapture('short messages, nothing else', { calls: sizes.stagesCalls }, sizes);
  const { title, recipe } = largeKinds.rtp;
  return [calls, await measureCapture(title, recipe(sizes.threadsBytes), sizes)];
}

function measureCapture(title: string, recipe: LoadRecipe, sizes: Sizes): Promise<StagesTable> {
  return withCapture(recipe, async ({ file, bytes }: MadeCapture) => {
    const contestants = stageNames.map((stage) =>
      worker(stage, 'stages-worker.ts', [file, stage], sizes.timeoutSeconds),
    );
    await warm(file, sizes.timeoutSeconds);
    const measured = await takeTurns(contestants, sizes.rounds);
    const failure = measured.find((one) => one.failure !== undefined)?.failure;
    return { title, bytes, rows: rowsOf(measured), ...(failure === undefined ? {} : { failure }) };
  });
}

function rowsOf(measured: readonly Measured[]): StageRow[] {
  const rows: StageRow[] = [];
  let before = 0;
  for (const [index, stage] of stageNames.entries()) {
    const answers = measured[index]?.runs.map(({ output }) => JSON.parse(output) as StagesAnswer) ?? [];
    const cpuSeconds = spreadOf(answers.map((answer) => answer.cpuSeconds));
    rows.push({ stage, cpuSeconds, ownSeconds: cpuSeconds.median - before, count: answers[0]?.count ?? 0 });
    before = cpuSeconds.median;
  }
  return rows;
}
