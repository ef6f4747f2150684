import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { TokenBuffer } from './token-buffer.ts';

/**
 * What the compiled rules run on. They do the same as the rules they are made from, without Chevrotain: a rule that cannot go on notes
 * where it stopped and returns, and so do those that called it.
 */
export abstract class CompiledParser {
  /** Values of the common form need no rules: see plain-values. */
  readonly takesPlain = true;
  readonly tokens: TokenBuffer = new TokenBuffer();
  /** What the rules gave, complete or not, in order. */
  values: unknown[] = [];
  diagnostics: Diagnostic[] = [];
  /** Index of the token at which no rule went on; -1 where all went well. */
  failedAt = -1;
  /** Index of the token consumed last. */
  protected currIdx = -1;
  /** The tokens' codes: those of `tokens`, one step nearer. */
  protected types: Uint8Array = this.tokens.types;
  #stop = -1;

  /** Runs a rule from the token at `from` on; what it made stands in `values`. Gives whether it took all tokens. */
  run(rule: () => unknown, from = 0): boolean {
    this.types = this.tokens.types;
    this.currIdx = from - 1;
    this.failedAt = -1;
    rule.call(this);
    if (this.failedAt !== -1) return false;
    if (this.currIdx + 1 >= this.tokens.count) return true;
    this.failedAt = this.currIdx + 1;
    this.#stop = -1;
    return false;
  }

  /** What is to be said of the place where no rule went on. */
  mismatch(code: DiagnosticCode): Diagnostic {
    const span = [this.tokens.starts[this.failedAt]!, this.tokens.ends[this.failedAt]!] as const;
    return { code, span, stop: this.#stop };
  }

  /** Stops a rule at the token consumed last, which it does not take. */
  protected miss(stop: number): never {
    this.failedAt = this.currIdx;
    this.#stop = stop;
    // What a stopped rule gives, nobody reads: each rule looks at `failedAt` behind each rule it calls.
    return undefined as never;
  }

  /** Stops a rule at the token that comes next. */
  protected missNext(stop: number): never {
    this.currIdx++;
    return this.miss(stop);
  }
}
