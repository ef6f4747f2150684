/**
 * The items, until the signal says that it is enough: an item that is being waited for then is not waited for any longer. What the signal
 * said before the first item stops it behind that one.
 */
export async function* untilAborted<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item, void, undefined> {
  if (signal === undefined) {
    yield* items;
    return;
  }
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let isWaiting = false;
  try {
    for (;;) {
      isWaiting = true;
      const result = await firstOf(Promise.resolve(iterator.next()), signal);
      if (result === undefined) return;
      isWaiting = false;
      if (result.done === true) return;
      yield result.value;
      if (signal.aborted) return;
    }
  } finally {
    // What is still waiting ends when its source does: nobody can make it end sooner.
    const ended = Promise.resolve(iterator.return?.());
    if (isWaiting) ended.catch(() => {});
    else await ended;
  }
}

/** What is awaited; `undefined` where the signal comes first. A listener an item: one promise for all would keep every item. */
async function firstOf<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return awaited;
  let stop = (): void => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([awaited, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
    awaited.catch(() => {});
  }
}
