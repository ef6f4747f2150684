/** What the fuzzer looks for: a promise of the parser that does not hold for some input. `promise` names it, always alike; `seen` says how it was broken. */
export class BrokenPromise extends Error {
  readonly promise: string;

  constructor(promise: string, seen: string) {
    super(`${promise}: ${seen}`);
    this.name = 'BrokenPromise';
    this.promise = promise;
  }
}

/** Demands that a promise holds; `seen` is asked only where it does not. */
export function demand(holds: boolean, promise: string, seen: () => string): void {
  if (!holds) throw new BrokenPromise(promise, seen());
}

/** By what one fault is told from another: the promise, or where an exception came from. */
export function signatureOf(error: unknown): string {
  if (error instanceof BrokenPromise) return error.promise;
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const place = /\/(?:src|saxes)\/([\w./-]+\.[jt]s)/.exec(error.stack ?? '')?.[1] ?? 'unknown';
  const [said = ''] = /^[^:"']*/.exec(error.message) ?? [];
  return `${error.name} in ${place}: ${said.replaceAll(/\d+/g, 'N').slice(0, 80)}`;
}
