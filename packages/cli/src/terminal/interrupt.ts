/** How long a pipe may still bring what its writer had gathered when Ctrl-C ended both. */
const graceMs = 300;

export type Interrupt = {
  /** Aborted a moment after Ctrl-C. */
  readonly signal: AbortSignal;
  readonly wasHeard: boolean;
  /** Lets Ctrl-C end the process again. */
  ignore(): void;
};

/** Takes the first Ctrl-C for a wish to end the reading; the second ends the process, as always. */
export function listenForInterrupt(): Interrupt {
  const ending = new AbortController();
  let wasHeard = false;
  let timer: NodeJS.Timeout | undefined;
  const hear = (): void => {
    wasHeard = true;
    timer = setTimeout(() => ending.abort(), graceMs);
  };
  process.once('SIGINT', hear);
  return {
    signal: ending.signal,
    get wasHeard() {
      return wasHeard;
    },
    ignore() {
      clearTimeout(timer);
      process.off('SIGINT', hear);
    },
  };
}
