import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { unfold } from '../text/source-text.ts';
import { characterClasses, spaceChar } from '../text/character-class.ts';
import { isWord } from '../text/lower-case.ts';
import type { Span } from '../text/span.ts';
import { fromForms } from './info-forms.ts';
import { LazyAddress } from './lazy-address.ts';
import type { Rule } from './token-parser.ts';
import { tokenCode } from './token-code.ts';
import { Comma, DisplayText, Laquot, QuotedString, Raquot, Semi, Token, Uri } from './token-types.ts';
import { UriRules } from './uri-rules.ts';

/** Addresses: From, To, Contact, Route and their like. RFC 3261 §25.1, §20.10, §20.30; RFC 8217. */
export abstract class AddressRules extends UriRules {
  #displayName: string | undefined = undefined;
  #addressClass: typeof LazyAddress = LazyAddress;
  /** The value, of all that were read, for which `#addressClass` was named. */
  #addressesOf = -1;

  /** `*( token LWS ) / quoted-string`; the white space before `<` is optional (RFC 3261 erratum 5598). */
  readonly displayName: Rule = this.RULE('displayName', () => {
    const first = this.currIdx + 1;
    this.OR([
      {
        ALT: () => {
          this.AT_LEAST_ONE(() => this.CONSUME(Token));
          this.#displayName = unfold(this.textFrom(first));
        },
      },
      {
        ALT: () => {
          this.CONSUME(QuotedString);
          this.#displayName = this.unquoted();
        },
      },
      {
        // Not in the grammar: see scanLenientAddress.
        ALT: () => {
          this.CONSUME(DisplayText);
          this.#displayName = unfold(this.text());
        },
      },
    ]);
  });

  /** `SIP-URI / SIPS-URI / absoluteURI`, one token here. */
  readonly addrSpec: Rule = this.RULE('addrSpec', () => {
    this.CONSUME(Uri);
    this.give(this.newAddress(this.#displayName));
  });

  /** `[ display-name ] LAQUOT addr-spec RAQUOT` */
  readonly nameAddr: Rule = this.RULE('nameAddr', () => {
    this.OPTION(() => {
      this.SUBRULE(this.displayName);
    });
    this.CONSUME(Laquot);
    this.SUBRULE(this.addrSpec);
    this.reportSpaceRound();
    this.CONSUME(Raquot);
  });

  /** `name-addr / addr-spec` */
  readonly address: Rule = this.RULE('address', () => {
    this.#displayName = undefined;
    this.OR([
      { ALT: () => this.SUBRULE(this.nameAddr) },
      {
        ALT: () => {
          this.SUBRULE(this.addrSpec);
          if (this.text().includes('?')) this.report('addr-spec-brackets');
        },
      },
    ]);
  });

  /** `*( SEMI param )` of the address read last. */
  readonly addressParams: Rule = this.RULE('addressParams', () => {
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.noteTag();
    });
  });

  /** `tag-param / generic-param` */
  readonly fromParam: Rule = this.RULE('fromParam', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    if (this.noteTag()) this.checkTag();
  });

  /** `( name-addr / addr-spec ) *( SEMI from-param )`: From, To. */
  readonly fromSpec: Rule = this.RULE('fromSpec', () => {
    this.SUBRULE(this.address);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.fromParam);
    });
  });

  /** `( name-addr / addr-spec ) *( SEMI generic-param )`: Reply-To and its like. */
  readonly rplytoSpec: Rule = this.RULE('rplytoSpec', () => {
    this.SUBRULE(this.address);
    this.SUBRULE(this.addressParams);
  });

  /** `rplyto-spec *( COMMA rplyto-spec )`: P-Asserted-Identity and its like. */
  readonly addressList: Rule = this.RULE('addressList', () => {
    this.SUBRULE(this.rplytoSpec);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.rplytoSpec);
    });
  });

  /** `name-addr *( SEMI rr-param )`; without brackets the parameters would be the header's, so that is reported. */
  readonly routeParam: Rule = this.RULE('routeParam', () => {
    const first = this.currIdx + 1;
    this.SUBRULE(this.address);
    if (this.isUri(first)) this.reportInstead('route-brackets');
    this.SUBRULE(this.addressParams);
  });

  /** Route, Record-Route, Path, Service-Route. */
  readonly route: Rule = this.RULE('route', () => {
    this.SUBRULE(this.routeParam);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.routeParam);
    });
  });

  /** An address at the URI consumed last, with parameters still to come. */
  protected newAddress(displayName: string | undefined): LazyAddress {
    const at = Math.max(this.currIdx, 0);
    const span = [this.tokens.starts[at]!, this.tokens.ends[at]!] as const;
    const Address = this.#addressesOf === this.tokens.reading ? this.#addressClass : LazyAddress;
    return new Address(displayName, span, this.newParams(), this.tokens.source, this.readUri);
  }

  /** Makes the addresses of the value being read, and of no other, of a class with more to ask. */
  protected makeAddresses(addressClass: typeof LazyAddress): void {
    this.#addressClass = addressClass;
    this.#addressesOf = this.tokens.reading;
  }

  /** Looks at the parameter read last, whether it is a tag: each is looked at once, however many there are. */
  protected noteTag(): boolean {
    const address = this.values[this.values.length - 1];
    const param = this.params[this.params.length - 1];
    if (param === undefined || !isWord(param.name, 'tag')) return false;
    if (address instanceof LazyAddress) address.tag ??= param.value;
    return true;
  }

  /** Reports a tag that is no token; what stands without quotes is one, or has been reported. */
  protected checkTag(): void {
    const tag = this.params[this.params.length - 1];
    if (tag !== undefined && (tag.quoted || tag.value === undefined)) this.checkParam(fromForms);
  }

  /** Reports white space between the brackets and the URI consumed last: what stands before it, else what stands behind it. */
  protected reportSpaceRound(): void {
    if (this.currIdx < 0) return;
    const { bytes } = this.tokens.source;
    const start = this.tokens.starts[this.currIdx]!;
    const end = this.tokens.ends[this.currIdx]!;
    let from = start;
    while (isSpace(bytes[from - 1])) from--;
    let to = end;
    while (from === start && to < this.tokens.valueEnd && isSpace(bytes[to])) to++;
    if (from < start) this.diagnostics.push({ code: 'uri-space', span: [from, start] });
    else if (to > end) this.diagnostics.push({ code: 'uri-space', span: [end, to] });
  }

  /** Reports what is wrong with the token consumed last, in the place of something less telling that has been said of it. */
  protected reportInstead(code: DiagnosticCode, detail?: string): void {
    const last = this.diagnostics[this.diagnostics.length - 1];
    const isLess = last?.code === 'parameter-value' || last?.code === 'addr-spec-brackets';
    if (isLess && this.currIdx >= 0 && last.span[0] === this.tokens.starts[this.currIdx]) this.diagnostics.pop();
    this.report(code, detail);
  }

  /** From that token to the one consumed last. */
  protected spanFrom(first: number): Span {
    const { starts, ends } = this.tokens;
    return [starts[Math.max(first, 0)]!, ends[Math.max(this.currIdx, 0)]!];
  }

  protected reportFrom(first: number, code: DiagnosticCode, detail?: string): void {
    if (this.currIdx < 0) return;
    const span = this.spanFrom(first);
    this.diagnostics.push(detail === undefined ? { code, span } : { code, span, detail });
  }

  /** Reports an address, begun at that token, that is not `LAQUOT URI RAQUOT` alone. */
  protected checkBrackets(first: number): void {
    const type = this.currIdx < 0 ? tokenCode.laquot : this.tokens.types[first];
    // What is no name at all has been reported as that.
    if (type !== tokenCode.laquot && type !== tokenCode.displayText) this.reportInstead('uri-brackets');
  }

  protected isUri(index: number): boolean {
    return this.currIdx >= 0 && this.tokens.types[index] === tokenCode.uri;
  }

  /** Text from that token to the one consumed last. */
  protected textFrom(first: number): string {
    return this.currIdx < 0
      ? ''
      : this.tokens.source.slice(this.tokens.starts[first]!, this.tokens.ends[this.currIdx]!);
  }
}

function isSpace(byte: number | undefined): boolean {
  return (characterClasses[byte ?? 0]! & spaceChar) !== 0;
}
