import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { RuleRecorder } from './rule-recorder.ts';
import { TokenBuffer } from './token-buffer.ts';
import { sharedTokens, tokenTypes } from './token-types.ts';

/** A rule of the grammar, giving a value. */
export type Rule<Value = void> = ParserMethod<[], Value>;

/**
 * Thrown where no rule goes on, and caught where the value's first rule was called. One object for all: a trace of the stack for every
 * wrong byte would make wrong input many times as dear as right input. Chevrotain knows it by its name.
 */
const mismatch: Error = Object.assign(new Error('no rule goes on'), { name: 'MismatchedTokenException' });

/**
 * Chevrotain, reading the columns of a token buffer instead of an array of token objects, and noting where it could not go on.
 * The rules above it are written plainly (rule calls, options, repetitions and actions, no closures made from data), because
 * `tools/compile-grammar.ts` turns the same text into the flat functions of the `compiled-*.gen.ts` files.
 */
export abstract class TokenParser extends EmbeddedActionsParser {
  /** Index of the token consumed last. */
  declare protected currIdx: number;
  /** Every value is read by the rules. */
  readonly takesPlain = false;
  readonly tokens: TokenBuffer = new TokenBuffer();
  /** What the rules gave, complete or not, in order. */
  values: unknown[] = [];
  diagnostics: Diagnostic[] = [];
  /** Index of the token at which no rule went on; -1 where all went well. */
  failedAt = -1;
  /** Notes which rule took which tokens, while a syntax tree is made. */
  recorder: RuleRecorder | undefined = undefined;

  constructor(skipValidations: boolean) {
    super([...tokenTypes], { maxLookahead: 2, recoveryEnabled: false, skipValidations });
  }

  /** Runs a rule from the token at `from` on; what it made stands in `values`. Gives whether it took all tokens. */
  run(rule: () => unknown, from = 0): boolean {
    this.currIdx = from - 1;
    this.failedAt = -1;
    rule.call(this);
    return this.failedAt === -1;
  }

  /** What is to be said of the place where no rule went on. */
  mismatch(code: DiagnosticCode): Diagnostic {
    return { code, span: [this.tokens.starts[this.failedAt]!, this.tokens.ends[this.failedAt]!] };
  }

  // From here on: the joints of Chevrotain.

  protected override LA_FAST(howMuch: number): IToken {
    return sharedTokens[this.tokens.types[this.currIdx + howMuch]!]!;
  }

  protected override LA(howMuch: number): IToken {
    const index = this.currIdx + howMuch;
    return sharedTokens[index < 0 || index >= this.tokens.count ? 0 : this.tokens.types[index]!]!;
  }

  protected onBeforeParse(): void {}

  protected onAfterParse(): void {
    if (this.failedAt === -1 && this.currIdx + 1 < this.tokens.count) this.failedAt = this.currIdx + 1;
  }

  protected moveToTerminatedState(): void {}

  protected consumeInternalError(): never {
    return this.#stop();
  }

  protected raiseNoAltException(): never {
    return this.#stop();
  }

  protected raiseEarlyExitException(): never {
    return this.#stop();
  }

  protected ruleInvocationStateUpdate(shortName: number, fullName: string, index: number): void {
    this.recorder?.enter(fullName, this.currIdx + 1);
    // @ts-expect-error: chevrotain's own method, not in its declarations
    super.ruleInvocationStateUpdate(shortName, fullName, index);
  }

  protected ruleFinallyStateUpdate(): void {
    this.recorder?.leave(this.currIdx);
    // @ts-expect-error: chevrotain's own method, not in its declarations
    super.ruleFinallyStateUpdate();
  }

  #stop(): never {
    this.failedAt = this.currIdx + 1;
    throw mismatch;
  }
}
