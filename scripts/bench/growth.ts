import { withCapture } from './captures.ts';
import { sipscope, warm } from './programs.ts';
import type { Sizes } from './results.ts';
import { type Measured, takeTurns } from './turns.ts';

/** `sipscope calls` on captures of one kind and of several sizes. */
export type GrowthRow = {
  readonly calls: number;
  readonly messages: number;
  readonly measured: Measured;
};

/** The smallest first; all sizes take turns. */
export async function measureGrowth({ growthCalls, rounds, timeoutSeconds }: Sizes): Promise<GrowthRow[]> {
  const sizes = growthCalls.toSorted((one, other) => one - other);
  const measured = await withCaptures(sizes, [], async (files) => {
    for (const file of files) await warm(file, timeoutSeconds);
    return takeTurns(
      files.map((file) => sipscope('calls', file, timeoutSeconds)),
      rounds,
    );
  });
  return sizes.flatMap((calls, index) => {
    const one = measured[index];
    return one === undefined ? [] : [{ calls, messages: calls * 6, measured: one }];
  });
}

/** All captures at once, each deleted in its turn. */
function withCaptures<Result>(
  [calls, ...others]: readonly number[],
  files: readonly string[],
  use: (files: readonly string[]) => Promise<Result>,
): Promise<Result> {
  if (calls === undefined) return use(files);
  return withCapture({ calls }, ({ file }) => withCaptures(others, [...files, file], use));
}
