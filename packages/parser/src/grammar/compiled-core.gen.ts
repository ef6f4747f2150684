// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Parameter } from '../header/parameter.ts';
import { isSameName, isWord } from '../text/lower-case.ts';
import { maxUint32 } from '../text/number-range.ts';
import { unfold } from '../text/source-text.ts';
import { checkHost } from './check-host.ts';
import { CompiledParser } from './compiled-parser.ts';
import { type ParameterForm, type ParameterForms, formOf, isOddlyQuoted } from './parameter-form.ts';
import { tokenCode } from './token-code.ts';

const maxComparedParams = 32;

/** The rules of the same names as functions of their own, which do the same without Chevrotain. */
export class CompiledCore extends CompiledParser {
  protected params: Parameter[] = [];

  protected newParams(): Parameter[] {
    this.params = [];
    return this.params;
  }

  protected give(value: unknown): void {
    if (this.values.length === 0) this.values = [value];
    else this.values.push(value);
  }

  protected text(): string {
    return this.tokens.text(this.currIdx);
  }

  protected unquoted(): string {
    return this.tokens.unquoted(this.currIdx);
  }

  protected report(code: DiagnosticCode, detail?: string): void {
    if (this.currIdx < 0) return;
    const span = [this.tokens.starts[this.currIdx]!, this.tokens.ends[this.currIdx]!] as const;
    this.diagnostics.push(detail === undefined ? { code, span } : { code, span, detail });
  }

  protected reportLoose(): void {
    if (this.currIdx >= 0 && this.tokens.types[this.currIdx] === tokenCode.looseToken)
      this.report('parameter-value', this.text());
  }

  protected reportIfAny(code: DiagnosticCode | undefined): void {
    if (code !== undefined) this.report(code);
  }

  protected uint32(): number | undefined {
    const value = this.tokens.integer(this.currIdx);
    if (value <= maxUint32) return value;
    this.report('number-too-large');
    return undefined;
  }

  protected isNextAdjacent(): boolean {
    const next = this.currIdx + 1;
    return next > 0 && next < this.tokens.count && this.tokens.starts[next] === this.tokens.ends[next - 1];
  }

  protected isAdjacent(): boolean {
    return this.currIdx < 1 || this.tokens.starts[this.currIdx] === this.tokens.ends[this.currIdx - 1];
  }

  protected checkRepeated(): void {
    const last = this.params.length - 1;
    if (this.currIdx < 0 || last < 1 || last > maxComparedParams) return;
    const { name } = this.params[last]!;
    for (let at = 0; at < last; at++) {
      if (isSameName(this.params[at]!.name, name)) return this.reportName('parameter-repeated', name);
    }
  }

  protected reportName(code: DiagnosticCode, detail: string): void {
    const { types, starts, ends } = this.tokens;
    const at = types[this.currIdx - 1] === tokenCode.equal ? Math.max(this.currIdx - 2, 0) : this.currIdx;
    this.diagnostics.push({ code, span: [starts[at]!, ends[at]!], detail });
  }

  protected checkParam(forms: ParameterForms): void {
    const param = this.params[this.params.length - 1];
    if (param !== undefined) this.checkForm(formOf(forms, param.name));
  }

  protected checkForm(form: ParameterForm | undefined): void {
    const param = this.params[this.params.length - 1];
    if (form === undefined || param === undefined || this.currIdx < 0) return;
    if (form.accepts(param.value, param.quoted)) return;
    // What is no token at all has been reported as that.
    if (this.tokens.types[this.currIdx] === tokenCode.looseToken) return;
    const isOdd = isOddlyQuoted(form, param.value, param.quoted);
    this.report(isOdd ? 'parameter-quotes' : 'parameter-form', `${param.name}: expected ${form.form}`);
  }

  genericParam(): void {
    let value: string | undefined;
    let quoted = false;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(0);
    const name = this.text();
    if (this.types[this.currIdx + 1]! === 10) {
      this.currIdx++;
      if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
        this.currIdx++;
        value = this.text();
        this.reportLoose();
      } else if (this.types[this.currIdx + 1]! === 6) {
        this.currIdx++;
        value = this.unquoted();
        quoted = true;
      } else if (this.types[this.currIdx + 1]! === 20) {
        this.currIdx++;
        value = this.text();
        this.reportIfAny(checkHost(value));
      } else if (this.types[this.currIdx + 1]! === 21) {
        this.currIdx++;
        value = this.text();
        if (!isWord(name, 'received')) this.report('host-ipv6-brackets');
      } else return this.missNext(1);
    }
    this.params.push({ name, value, quoted });
  }

  genericParams(): void {
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
    }
  }

  tokenList(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.give(this.text());
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
        this.give(this.text());
      }
    }
  }

  someTokens(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    this.give(this.text());
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
      this.give(this.text());
    }
  }

  tokenParams(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    this.give({ value: this.text(), params: this.newParams() });
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  tokenParamsList(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.tokenParams();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        this.tokenParams();
        if (this.failedAt !== -1) return;
      }
    }
  }

  paramsOnly(): void {
    this.give(this.newParams());
    this.genericParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8 || this.types[this.currIdx + 1]! === 9) {
      if (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
      } else return this.missNext(3);
      this.genericParam();
      if (this.failedAt !== -1) return;
    }
  }

  deltaSeconds(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(4);
    this.give(this.uint32());
  }

  textUtf8Trim(): void {
    if (this.types[this.currIdx + 1]! === 32) {
      this.currIdx++;
      this.give(unfold(this.text()));
    }
  }
}
