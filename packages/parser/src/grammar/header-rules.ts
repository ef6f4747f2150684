import type { CSeq } from '../header/cseq.ts';
import { unquote } from '../text/quoted-string.ts';
import type { Rule } from './token-parser.ts';
import {
  CallIdWord,
  Colon,
  Comma,
  Comment,
  Digits,
  Equal,
  Ipv6Reference,
  QuotedString,
  Semi,
  Slash,
  Token,
} from './token-types.ts';
import { ViaRules } from './via-rules.ts';

const days = new Set(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The other headers whose values have a shape of their own. RFC 3261 §25.1 unless said otherwise. */
export abstract class HeaderRules extends ViaRules {
  /** `word [ "@" word ]` */
  readonly callid: Rule<string> = this.RULE('callid', () => {
    this.CONSUME(CallIdWord);
    const callId = this.text();
    const at = callId.indexOf('@');
    if (at === 0 || (at !== -1 && (at === callId.length - 1 || callId.includes('@', at + 1))))
      this.report('call-id-at');
    return callId;
  });

  /** Call-ID has one, In-Reply-To `callid *( COMMA callid )`. */
  readonly callids: Rule = this.RULE('callids', () => {
    const callId = this.SUBRULE(this.callid);
    this.values.push(callId);
    this.MANY(() => {
      this.CONSUME(Comma);
      const next = this.SUBRULE2(this.callid);
      this.values.push(next);
    });
  });

  /** `callid *( SEMI generic-param )`: Replaces (RFC 3891 §6.1), Join (RFC 3911 §7.1), Target-Dialog (RFC 4538 §7). */
  readonly callidParams: Rule = this.RULE('callidParams', () => {
    const callId = this.SUBRULE(this.callid);
    this.values.push({ callId, params: this.newParams() });
    this.SUBRULE(this.genericParams);
  });

  /** `1*DIGIT LWS Method` */
  readonly cseq: Rule = this.RULE('cseq', () => {
    const cseq = this.SUBRULE(this.cseqValue);
    this.values.push(cseq);
  });

  readonly cseqValue: Rule<CSeq> = this.RULE('cseqValue', () => {
    this.CONSUME(Digits);
    const numberText = this.text();
    const number = this.uint32();
    this.CONSUME(Token);
    return { number, numberText, method: this.text() };
  });

  /** `response-num LWS CSeq-num LWS Method`. RFC 3262 §7.2. */
  readonly rack: Rule = this.RULE('rack', () => {
    this.CONSUME(Digits);
    const responseNumberText = this.text();
    const responseNumber = this.uint32();
    const cseq = this.SUBRULE(this.cseqValue);
    this.values.push({ responseNumber, responseNumberText, cseq });
  });

  /** `delta-seconds [ comment ] *( SEMI param )`: Retry-After, Session-Expires, Min-SE (RFC 4028 §4, §5). */
  readonly deltaParams: Rule = this.RULE('deltaParams', () => {
    this.CONSUME(Digits);
    this.values.push({ seconds: this.uint32(), secondsText: this.text(), params: this.newParams() });
    this.OPTION(() => {
      this.CONSUME(Comment);
    });
    this.SUBRULE(this.genericParams);
  });

  /** `m-type SLASH m-subtype *( SEMI m-parameter )` */
  readonly mediaType: Rule = this.RULE('mediaType', () => {
    this.CONSUME(Token);
    const type = this.text();
    this.CONSUME(Slash);
    this.CONSUME2(Token);
    const subtype = this.text();
    this.values.push({ type, subtype, params: this.newParams(), essence: `${type}/${subtype}`.toLowerCase() });
    this.SUBRULE(this.genericParams);
  });

  /** `[ accept-range *( COMMA accept-range ) ]` */
  readonly accept: Rule = this.RULE('accept', () => {
    this.OPTION(() => {
      this.SUBRULE(this.mediaType);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE2(this.mediaType);
      });
    });
  });

  /** `auth-param-name EQUAL ( token / quoted-string )` */
  readonly authParam: Rule = this.RULE('authParam', () => {
    let value = '';
    let quoted = false;
    this.CONSUME(Token);
    const name = this.text();
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
          value = unquote(this.text());
          quoted = true;
        },
      },
    ]);
    this.params.push({ name, value, quoted });
  });

  /** `auth-scheme LWS auth-param *( COMMA auth-param )`: challenge and credentials alike. RFC 3261 §22.4, RFC 8760 §2.6. */
  readonly credentials: Rule = this.RULE('credentials', () => {
    this.CONSUME(Token);
    this.values.push({ scheme: this.text(), params: this.newParams() });
    this.SUBRULE(this.authParam);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.authParam);
    });
  });

  /** `ainfo *( COMMA ainfo )`: Authentication-Info. */
  readonly ainfo: Rule = this.RULE('ainfo', () => {
    this.values.push(this.newParams());
    this.SUBRULE(this.authParam);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.authParam);
    });
  });

  /**
   *     server-val = product / comment
   *     product    = token [ SLASH product-version ]
   *
   * `server-val *( LWS server-val )`: User-Agent, Server.
   */
  readonly serverVal: Rule = this.RULE('serverVal', () => {
    this.AT_LEAST_ONE(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.product) }, { ALT: () => this.CONSUME(Comment) }]);
    });
    this.values.push(this.wholeText());
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
    this.values.push({ code: Math.min(Number(code), Number.MAX_SAFE_INTEGER), agent, text: unquote(this.text()) });
  });

  /** `hostport / pseudonym` */
  readonly warnAgent: Rule<string> = this.RULE('warnAgent', () => {
    let port = '';
    this.OR([{ ALT: () => this.CONSUME(Token) }, { ALT: () => this.CONSUME(Ipv6Reference) }]);
    const agent = this.text();
    this.OPTION(() => {
      this.CONSUME(Colon);
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

  /** `wkday "," SP date1 SP time SP "GMT"`, the only form of date SIP has. RFC 3261 §20.17. */
  readonly sipDate: Rule = this.RULE('sipDate', () => {
    this.CONSUME(Token);
    if (!days.has(this.text())) this.report('date-day');
    this.CONSUME(Comma);
    this.CONSUME(Digits);
    const day = this.dateNumber(2, 31);
    this.CONSUME2(Token);
    const month = months.indexOf(this.text());
    if (month === -1) this.report('date-month');
    this.CONSUME2(Digits);
    const year = this.dateNumber(4, 9999);
    this.CONSUME3(Digits);
    const hour = this.dateNumber(2, 23);
    this.CONSUME(Colon);
    this.CONSUME4(Digits);
    const minute = this.dateNumber(2, 59);
    this.CONSUME2(Colon);
    this.CONSUME5(Digits);
    const second = this.dateNumber(2, 60);
    this.CONSUME3(Token);
    if (this.text() !== 'GMT') this.report('date-zone');
    const timeMs = Date.UTC(year, Math.max(month, 0), day, hour, minute, second);
    // Numbers far out of range give no time at all.
    if (Number.isFinite(timeMs)) this.values.push(new Date(timeMs));
  });

  /** `1*DIGIT [ "." *DIGIT ] [ LWS delay ]` */
  readonly timestamp: Rule = this.RULE('timestamp', () => {
    this.CONSUME(Token);
    this.values.push(this.decimal());
    this.OPTION(() => {
      this.CONSUME2(Token);
      this.decimal();
    });
  });

  /** `1*DIGIT "." 1*DIGIT` */
  readonly mimeVersion: Rule = this.RULE('mimeVersion', () => {
    this.CONSUME(Token);
    this.values.push(this.text());
    this.decimal();
  });

  protected decimal(): string {
    const text = this.text();
    if (!/^\d*\.?\d*$/.test(text)) this.report('number-form');
    return text;
  }

  protected dateNumber(digits: number, max: number): number {
    const text = this.text();
    if (text.length !== digits || Number(text) > max) this.report('date-number');
    return Number(text);
  }

  /** An element that stands alone between `;`, as Privacy has them (RFC 3323 §4.2; RFC 3323 erratum 5184: `,`). */
  readonly privacy: Rule = this.RULE('privacy', () => {
    this.CONSUME(Token);
    this.values.push(this.text());
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(Semi) }, { ALT: () => this.CONSUME(Comma) }]);
      this.CONSUME2(Token);
      this.values.push(this.text());
    });
  });
}
