import { expect, test } from 'vitest';
import { UploadQueue } from './upload-queue.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('two uploads run at once, the others in their turn, whatever becomes of those before', async () => {
  const queue = new UploadQueue();
  const begun: number[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const uploads = [0, 1, 2, 3].map((number) =>
    queue.run(async () => {
      begun.push(number);
      await new Promise<void>((resolve, reject) =>
        ends.push((failure) => (failure === undefined ? resolve() : reject(failure))),
      );
    }),
  );
  const all = Promise.allSettled(uploads);
  await settle();
  const atFirst = [...begun];

  ends[0]?.(new Error('cut off'));
  await settle();
  const afterOne = [...begun];
  ends[1]?.();
  await settle();
  ends[2]?.();
  ends[3]?.();

  expect([atFirst, afterOne, begun]).toEqual([
    [0, 1],
    [0, 1, 2],
    [0, 1, 2, 3],
  ]);
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
