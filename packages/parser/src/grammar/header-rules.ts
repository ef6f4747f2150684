import { Products } from '../header/products.ts';
import { Timestamp } from '../header/timestamp.ts';
import { isDigits } from '../text/character-class.ts';
import { lowerCase } from '../text/lower-case.ts';
import { unfold } from '../text/source-text.ts';
import { checkHost } from './check-host.ts';
import { EventRules } from './event-rules.ts';
import { tokenCode } from './token-code.ts';
import type { Rule } from './token-parser.ts';
import { Colon, Comma, Comment, Digits, Ipv6Reference, QuotedString, Semi, Slash, Token } from './token-types.ts';

const days = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The other headers whose values have a shape of their own. RFC 3261 §25.1 unless said otherwise. */
export abstract class HeaderRules extends EventRules {
  /**
   *     server-val = product / comment
   *     product    = token [ SLASH product-version ]
   *
   * `server-val *( LWS server-val )`: User-Agent, Server.
   */
  readonly serverVal: Rule = this.RULE('serverVal', () => {
    this.AT_LEAST_ONE(() => {
      if (this.isNextAdjacent()) this.report('product-syntax');
      this.OR([{ ALT: () => this.SUBRULE(this.product) }, { ALT: () => this.CONSUME(Comment) }]);
    });
    this.give(new Products(unfold(this.wholeText())));
  });

  readonly product: Rule = this.RULE('product', () => {
    this.CONSUME(Token);
    this.OPTION(() => {
      this.CONSUME(Slash);
      this.CONSUME2(Token);
    });
  });

  /** `warn-code SP warn-agent SP warn-text` */
  readonly warningValue: Rule = this.RULE('warningValue', () => {
    this.CONSUME(Digits);
    const code = this.text();
    if (code.length !== 3) this.report('warning-code');
    const agent = this.SUBRULE(this.warnAgent);
    this.CONSUME(QuotedString);
    if (this.isAdjacent()) this.report('warning-syntax');
    this.give({ code: Math.min(Number(code), Number.MAX_SAFE_INTEGER), agent, text: this.unquoted() });
  });

  /** `hostport / pseudonym` */
  readonly warnAgent: Rule<string> = this.RULE('warnAgent', () => {
    let port = '';
    this.OR([{ ALT: () => this.CONSUME(Token) }, { ALT: () => this.CONSUME(Ipv6Reference) }]);
    const agent = this.text();
    if (this.isAdjacent()) this.report('warning-syntax');
    if (this.isIpv6Reference()) this.reportIfAny(checkHost(agent));
    this.OPTION(() => {
      this.CONSUME(Colon);
      // A pseudonym has no port.
      this.reportIfAny(checkHost(agent));
      if (!this.isAdjacent() || !this.isNextAdjacent()) this.report('warning-syntax');
      const portText = this.SUBRULE(this.port);
      port = `:${portText}`;
    });
    return agent + port;
  });

  /** `warning-value *( COMMA warning-value )` */
  readonly warning: Rule = this.RULE('warning', () => {
    this.SUBRULE(this.warningValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.warningValue);
    });
  });

  /** `"emergency" / "urgent" / "normal" / "non-urgent" / "psap-callback" / token`. RFC 3261 §25.1, RFC 7090 §4.3.2. */
  readonly priorityValue: Rule = this.RULE('priorityValue', () => {
    this.CONSUME(Token);
    this.give(this.text());
  });

  /** `wkday "," SP date1 SP time SP "GMT"`, the only form of date SIP has. RFC 3261 §20.17. */
  readonly sipDate: Rule = this.RULE('sipDate', () => {
    this.CONSUME(Token);
    if (!days.has(lowerCase(this.text()))) this.report('date-day');
    this.CONSUME(Comma);
    if (!this.isAdjacent()) this.report('date-space');
    this.CONSUME(Digits);
    const day = this.dateNumber(2, 31, 1);
    this.checkDateSpace();
    this.CONSUME2(Token);
    const month = months.indexOf(lowerCase(this.text()));
    if (month === -1) this.report('date-month');
    this.checkDateSpace();
    this.CONSUME2(Digits);
    const year = this.dateNumber(4, 9999);
    this.checkDateSpace();
    this.CONSUME3(Digits);
    const hour = this.dateNumber(2, 23);
    this.checkDateSpace();
    this.CONSUME(Colon);
    if (!this.isAdjacent()) this.report('date-space');
    this.CONSUME4(Digits);
    const minute = this.dateNumber(2, 59);
    if (!this.isAdjacent()) this.report('date-space');
    this.CONSUME2(Colon);
    if (!this.isAdjacent()) this.report('date-space');
    this.CONSUME5(Digits);
    const second = this.dateNumber(2, 60);
    if (!this.isAdjacent()) this.report('date-space');
    this.CONSUME3(Token);
    const zone = lowerCase(this.text());
    if (zone !== 'gmt') this.report('date-zone');
    this.checkDateSpace();
    const isKnown = zone === 'gmt' || zone === 'utc' || zone === 'ut';
    const timeMs = Date.UTC(year, Math.max(month, 0), day, hour, minute, second);
    // A time of another zone, or numbers far out of range, give no instant at all.
    if (isKnown && Number.isFinite(timeMs)) this.give(new Date(timeMs));
  });

  /** `1*DIGIT [ "." *DIGIT ] [ LWS *DIGIT [ "." *DIGIT ] ]` */
  readonly timestamp: Rule = this.RULE('timestamp', () => {
    let delay: string | undefined;
    this.CONSUME(Token);
    const timestamp = this.decimal();
    if (timestamp.startsWith('.')) this.report('number-form');
    this.OPTION(() => {
      this.CONSUME2(Token);
      delay = this.decimal();
    });
    this.give(new Timestamp(timestamp, delay));
  });

  /** The token consumed last, which is to be digits and perhaps a dot among them. */
  protected decimal(): string {
    const text = this.text();
    const dot = text.indexOf('.');
    const digits = dot === -1 ? text : text.slice(0, dot) + text.slice(dot + 1);
    if (digits !== '' && !isDigits(digits)) this.report('number-form');
    return text;
  }

  protected dateNumber(digits: number, max: number, min = 0): number {
    const text = this.text();
    if (text.length !== digits || Number(text) > max || Number(text) < min) this.report('date-number');
    return Number(text);
  }

  /** Reports the token consumed last where no white space stands before it: any is as good as the one space of the ABNF (RFC 3261 §25.1). */
  protected checkDateSpace(): void {
    if (this.isAdjacent()) this.report('date-space');
  }

  protected isIpv6Reference(): boolean {
    return this.currIdx >= 0 && this.tokens.types[this.currIdx] === tokenCode.ipv6Reference;
  }

  /** An element that stands alone between `;`, as Privacy has them (RFC 3323 §4.2; RFC 3323 erratum 5184: `,`). */
  readonly privacy: Rule = this.RULE('privacy', () => {
    this.CONSUME(Token);
    this.give(this.text());
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(Semi) }, { ALT: () => this.CONSUME(Comma) }]);
      this.CONSUME2(Token);
      this.give(this.text());
    });
  });
}
