/** Something that was done, and can be taken back for a while. */
export type Undoable = {
  /** What was done, as it is told: `trace.pcap was deleted`. */
  readonly title: string;
  /** Rejects where it cannot be taken back any more. */
  readonly undo: () => Promise<void> | void;
};

/** How many are kept. */
const mostKept = 20;

const done: Undoable[] = [];
const listeners = new Set<() => void>();

/** Tells that something was done; it is the first that is taken back. */
export function pushUndo(undoable: Undoable): void {
  done.push(undoable);
  if (done.length > mostKept) done.shift();
  for (const listener of listeners) listener();
}

/** What would be taken back next. */
export function lastUndo(): Undoable | undefined {
  return done.at(-1);
}

/** Takes back what was done last; resolves with it, `undefined` where there is nothing. */
export async function undoLast(): Promise<Undoable | undefined> {
  const last = done.pop();
  await last?.undo();
  return last;
}

/** Calls the listener whenever something was done; returns what ends this. */
export function onUndoable(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
