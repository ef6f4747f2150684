import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Parameter } from '../header/parameter.ts';
import { isSameName, isWord } from '../text/lower-case.ts';
import { maxUint32 } from '../text/number-range.ts';
import { unfold } from '../text/source-text.ts';
import { checkHost } from './check-host.ts';
import { formOf, isOddlyQuoted, type ParameterForm, type ParameterForms } from './parameter-form.ts';
import { tokenCode } from './token-code.ts';
import { type Rule, TokenParser } from './token-parser.ts';
import { Comma, Digits, Equal, Ipv6Address, Ipv6Reference, QuotedString, Semi, Text, Token } from './token-types.ts';

/** A parameter behind as many others is not compared with them: the time it takes stays linear. */
const maxComparedParams = 32;

/** The shapes many values share. RFC 3261 §25.1. */
export abstract class CoreRules extends TokenParser {
  /** The parameters of the value that is being read. A value holds this list from its beginning, so that it keeps those read before an error. */
  protected params: Parameter[] = [];

  protected newParams(): Parameter[] {
    this.params = [];
    return this.params;
  }

  /** Gives a value. Most header fields have one, for which a list of one takes less memory than one to which a value is added. */
  protected give(value: unknown): void {
    if (this.values.length === 0) this.values = [value];
    else this.values.push(value);
  }

  /** Text of the token consumed last. */
  protected text(): string {
    return this.tokens.text(this.currIdx);
  }

  /** What the quoted-string consumed last says. */
  protected unquoted(): string {
    return this.tokens.unquoted(this.currIdx);
  }

  /** Notes something wrong with the token consumed last, which the rules nevertheless take. */
  protected report(code: DiagnosticCode, detail?: string): void {
    if (this.currIdx < 0) return;
    const span = [this.tokens.starts[this.currIdx]!, this.tokens.ends[this.currIdx]!] as const;
    this.diagnostics.push(detail === undefined ? { code, span } : { code, span, detail });
  }

  /** Notes a value that is no token, though it was taken for one. */
  protected reportLoose(): void {
    if (this.currIdx >= 0 && this.tokens.types[this.currIdx] === tokenCode.looseToken)
      this.report('parameter-value', this.text());
  }

  protected reportIfAny(code: DiagnosticCode | undefined): void {
    if (code !== undefined) this.report(code);
  }

  /** The number consumed last, or undefined (and a diagnostic) where it is above 2^32 - 1. */
  protected uint32(): number | undefined {
    const value = this.tokens.integer(this.currIdx);
    if (value <= maxUint32) return value;
    this.report('number-too-large');
    return undefined;
  }

  /** Whether no white space stands behind the token consumed last. */
  protected isNextAdjacent(): boolean {
    const next = this.currIdx + 1;
    return next > 0 && next < this.tokens.count && this.tokens.starts[next] === this.tokens.ends[next - 1];
  }

  /** Whether no white space stands before the token consumed last. */
  protected isAdjacent(): boolean {
    return this.currIdx < 1 || this.tokens.starts[this.currIdx] === this.tokens.ends[this.currIdx - 1];
  }

  /** Reports the parameter read last where one before it has its name: nobody can say which of them counts. RFC 3261 §7.3.1. */
  protected checkRepeated(): void {
    const last = this.params.length - 1;
    if (this.currIdx < 0 || last < 1 || last > maxComparedParams) return;
    const { name } = this.params[last]!;
    for (let at = 0; at < last; at++) {
      if (isSameName(this.params[at]!.name, name)) return this.reportName('parameter-repeated', name);
    }
  }

  /** Reports the name of the parameter read last. */
  protected reportName(code: DiagnosticCode, detail: string): void {
    const { types, starts, ends } = this.tokens;
    const at = types[this.currIdx - 1] === tokenCode.equal ? Math.max(this.currIdx - 2, 0) : this.currIdx;
    this.diagnostics.push({ code, span: [starts[at]!, ends[at]!], detail });
  }

  /** Reports the parameter read last where the table has its name and the value is not of the form it should have. */
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

  /**
   *     generic-param = token [ EQUAL gen-value ]
   *     gen-value     = token / host / quoted-string
   *
   * An IPv6 address without brackets is taken too: `received` of Via has one, where it is right.
   */
  readonly genericParam: Rule = this.RULE('genericParam', () => {
    let value: string | undefined;
    let quoted = false;
    this.CONSUME(Token);
    const name = this.text();
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.OR([
        {
          ALT: () => {
            this.CONSUME2(Token);
            value = this.text();
            this.reportLoose();
          },
        },
        {
          ALT: () => {
            this.CONSUME(QuotedString);
            value = this.unquoted();
            quoted = true;
          },
        },
        {
          ALT: () => {
            this.CONSUME(Ipv6Reference);
            value = this.text();
            this.reportIfAny(checkHost(value));
          },
        },
        {
          ALT: () => {
            this.CONSUME(Ipv6Address);
            value = this.text();
            if (!isWord(name, 'received')) this.report('host-ipv6-brackets');
          },
        },
      ]);
    });
    this.params.push({ name, value, quoted });
  });

  /** `*( SEMI generic-param )` */
  readonly genericParams: Rule = this.RULE('genericParams', () => {
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
    });
  });

  /** `[ token *( COMMA token ) ]`: Allow, Supported. */
  readonly tokenList: Rule = this.RULE('tokenList', () => {
    this.OPTION(() => {
      this.CONSUME(Token);
      this.give(this.text());
      this.MANY(() => {
        this.CONSUME(Comma);
        this.CONSUME2(Token);
        this.give(this.text());
      });
    });
  });

  /** `token *( COMMA token )`: Require, Proxy-Require, Unsupported, Content-Encoding. */
  readonly someTokens: Rule = this.RULE('someTokens', () => {
    this.CONSUME(Token);
    this.give(this.text());
    this.MANY(() => {
      this.CONSUME(Comma);
      this.CONSUME2(Token);
      this.give(this.text());
    });
  });

  /** `token *( SEMI generic-param )`: Info-Package (RFC 6086 §9.2) and its like. */
  readonly tokenParams: Rule = this.RULE('tokenParams', () => {
    this.CONSUME(Token);
    this.give({ value: this.text(), params: this.newParams() });
    this.SUBRULE(this.genericParams);
  });

  /** `[ … *( COMMA … ) ]` of the same: Recv-Info. */
  readonly tokenParamsList: Rule = this.RULE('tokenParamsList', () => {
    this.OPTION(() => {
      this.SUBRULE(this.tokenParams);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE2(this.tokenParams);
      });
    });
  });

  /** Parameters alone, parted by `;` or `,`: P-Charging-Vector (RFC 7315 §5.6) and its like. */
  readonly paramsOnly: Rule = this.RULE('paramsOnly', () => {
    this.give(this.newParams());
    this.SUBRULE(this.genericParam);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(Semi) }, { ALT: () => this.CONSUME(Comma) }]);
      this.SUBRULE2(this.genericParam);
    });
  });

  /** `1*DIGIT` up to 2^32 - 1: Max-Forwards, Content-Length, Expires, Min-Expires, RSeq … */
  readonly deltaSeconds: Rule = this.RULE('deltaSeconds', () => {
    this.CONSUME(Digits);
    this.give(this.uint32());
  });

  /** `[ TEXT-UTF8-TRIM ]`: Subject, Organization, and every header without a grammar here. */
  readonly textUtf8Trim: Rule = this.RULE('textUtf8Trim', () => {
    this.OPTION(() => {
      this.CONSUME(Text);
      this.give(unfold(this.text()));
    });
  });
}
