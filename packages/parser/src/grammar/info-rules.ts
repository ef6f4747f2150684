import { AlertInfo, CallInfo } from '../header/info.ts';
import { ReferredBy } from '../header/refer.ts';
import { ContactRules } from './contact-rules.ts';
import { alertForms, infoForms, referredByForms } from './info-forms.ts';
import { LazyAddress } from './lazy-address.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Semi } from './token-types.ts';

/** Headers with URIs that stand alone between angle brackets, and Referred-By. RFC 3261 §25.1 unless said otherwise. */
export abstract class InfoRules extends ContactRules {
  /** `LAQUOT absoluteURI RAQUOT`; a URI without brackets, or with a display name, is taken and reported. */
  readonly bracketedUri: Rule = this.RULE('bracketedUri', () => {
    const first = this.currIdx + 1;
    this.SUBRULE(this.address);
    this.checkBrackets(first);
  });

  /** `LAQUOT absoluteURI RAQUOT *( SEMI ( generic-param / appearance-param ) )`. RFC 7463 §7. */
  readonly alertParam: Rule = this.RULE('alertParam', () => {
    this.SUBRULE(this.bracketedUri);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(alertForms);
    });
  });

  /** `alert-param *( COMMA alert-param )` */
  readonly alertInfo: Rule = this.RULE('alertInfo', () => {
    this.makeAddresses(AlertInfo);
    this.SUBRULE(this.alertParam);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.alertParam);
    });
  });

  /** `( "purpose" EQUAL ( "icon" / "info" / "card" / token ) ) / generic-param` */
  readonly infoParam: Rule = this.RULE('infoParam', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    this.checkParam(infoForms);
  });

  /** `LAQUOT absoluteURI RAQUOT *( SEMI info-param )` */
  readonly info: Rule = this.RULE('info', () => {
    this.SUBRULE(this.bracketedUri);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.infoParam);
    });
  });

  /** `info *( COMMA info )` */
  readonly callInfo: Rule = this.RULE('callInfo', () => {
    this.makeAddresses(CallInfo);
    this.SUBRULE(this.info);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.info);
    });
  });

  /** `LAQUOT absoluteURI RAQUOT *( SEMI generic-param )` */
  readonly errorUri: Rule = this.RULE('errorUri', () => {
    this.SUBRULE(this.bracketedUri);
    this.SUBRULE(this.addressParams);
  });

  /** `error-uri *( COMMA error-uri )` */
  readonly errorInfo: Rule = this.RULE('errorInfo', () => {
    this.SUBRULE(this.errorUri);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.errorUri);
    });
  });

  /** `LAQUOT ( SIP-URI / SIPS-URI ) RAQUOT *( SEMI generic-param )`. RFC 7614 §4.8. */
  readonly referEventsAt: Rule = this.RULE('referEventsAt', () => {
    this.SUBRULE(this.bracketedUri);
    this.checkSipScheme();
    this.SUBRULE(this.addressParams);
  });

  /** `( name-addr / addr-spec ) *( SEMI ( referredby-id-param / generic-param ) )`. RFC 3892 §3. */
  readonly referredBy: Rule = this.RULE('referredBy', () => {
    this.makeAddresses(ReferredBy);
    this.SUBRULE(this.address);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(referredByForms);
    });
  });

  /** Reports the address read last where its URI is neither SIP nor SIPS. */
  protected checkSipScheme(): void {
    const address = this.values[this.values.length - 1];
    if (address instanceof LazyAddress && !/^sips?:/i.test(address.uriText))
      this.diagnostics.push({ code: 'uri-not-sip', span: address.uriSpan });
  }
}
