import { setTimeout } from 'node:timers/promises';
import { startSipscope } from './sipscope.ts';

/** The command while it reads a pipe. */
export class Reading {
  static readonly #all: Reading[] = [];
  readonly child: ReturnType<typeof startSipscope>;
  stdout = '';
  stderr = '';
  readonly closed: Promise<number | null>;

  constructor(args: readonly string[]) {
    this.child = startSipscope(args);
    Reading.#all.push(this);
    this.child.stdin.on('error', () => {});
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.closed = new Promise((resolve) => this.child.on('close', resolve));
  }

  /** For the end of a test, however it went. */
  static killAll(): void {
    for (const { child } of Reading.#all.splice(0)) child.kill('SIGKILL');
  }

  get rows(): number {
    return this.stdout.split('\n').length - 1;
  }

  /** Waits until as many rows are there; returns how long that took. */
  async until(rows: number): Promise<number> {
    return this.#until(() => this.rows >= rows);
  }

  /** Waits until this is printed; returns how long that took. */
  async untilSeen(text: string): Promise<number> {
    return this.#until(() => this.stdout.includes(text));
  }

  async #until(isSo: () => boolean): Promise<number> {
    const started = performance.now();
    while (!isSo()) {
      if (performance.now() - started > 10_000) throw new Error(`${this.rows} rows: ${this.stdout}${this.stderr}`);
      await setTimeout(1);
    }
    return performance.now() - started;
  }
}
