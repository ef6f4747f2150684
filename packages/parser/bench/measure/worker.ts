import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** A process of its own that measures when it is told to: `measure/<name>.ts`. */
export class Worker {
  readonly #child: ChildProcess;

  constructor(name: string, args: readonly string[], execArgv: readonly string[] = []) {
    this.#child = fork(path.join(import.meta.dirname, `${name}.ts`), args, {
      execArgv: [...process.execArgv, ...execArgv],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  /** The next thing it says, of the shape that this worker is known to say. */
  next<Answer>(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const child = this.#child;
      const failed = (code: number | null): void => reject(new Error(`A process that measures ended with ${code}.`));
      child.once('exit', failed);
      child.once('message', (message) => {
        child.off('exit', failed);
        resolve(message as Answer);
      });
    });
  }

  /** Asks, and waits for the answer. */
  ask<Answer>(question: string): Promise<Answer> {
    const answer = this.next<Answer>();
    this.#child.send(question);
    return answer;
  }

  end(): void {
    this.#child.disconnect();
  }
}
