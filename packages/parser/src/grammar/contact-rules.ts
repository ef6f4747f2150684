import { ContactAddress } from '../header/contact.ts';
import { isFeatureName, isFeatureText } from '../header/feature.ts';
import { Preferences } from '../header/preferences.ts';
import { ReferTo } from '../header/refer.ts';
import { isDigits } from '../text/character-class.ts';
import { isWord } from '../text/lower-case.ts';
import { maxUint32 } from '../text/number-range.ts';
import { AddressRules } from './address-rules.ts';
import { acForms, contactForms, featureFormOf, featureForms, fcForms } from './contact-forms.ts';
import { isQvalue, oneOf, type ParameterForms } from './parameter-form.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Semi, Star, Token } from './token-types.ts';

const directiveForm = oneOf(
  'proxy',
  'redirect',
  'cancel',
  'no-cancel',
  'fork',
  'no-fork',
  'recurse',
  'no-recurse',
  'parallel',
  'sequential',
  'queue',
  'no-queue',
);

/** Contact, and the headers that tell or ask what a contact can do. RFC 3840 §9, RFC 3841 §10, RFC 4508 §3, RFC 6809 §6. */
export abstract class ContactRules extends AddressRules {
  /**
   *     contact-params = c-p-q / c-p-expires / feature-param / c-p-reg / c-p-instance / temp-gruu / pub-gruu / contact-extension
   *     c-p-q          = "q" EQUAL qvalue
   *     c-p-expires    = "expires" EQUAL delta-seconds
   *
   * RFC 3261 §25.1, RFC 3840 §9, RFC 5626 §10, RFC 5627 §7.
   */
  readonly contactParams: Rule = this.RULE('contactParams', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    if (!this.noteTag()) this.checkContactParam();
  });

  /** `( name-addr / addr-spec ) *( SEMI contact-params )` */
  readonly contactParam: Rule = this.RULE('contactParam', () => {
    this.SUBRULE(this.address);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.contactParams);
    });
  });

  /** `STAR / ( contact-param *( COMMA contact-param ) )` */
  readonly contact: Rule = this.RULE('contact', () => {
    this.makeAddresses(ContactAddress);
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Star);
          this.give('*');
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.contactParam);
          this.MANY(() => {
            this.CONSUME(Comma);
            this.SUBRULE2(this.contactParam);
          });
        },
      },
    ]);
  });

  /** `generic-param / feature-param`. RFC 4508 §3. */
  readonly referParam: Rule = this.RULE('referParam', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    this.checkFeature(featureForms);
  });

  /** `( name-addr / addr-spec ) *( SEMI refer-param )` */
  readonly referTo: Rule = this.RULE('referTo', () => {
    this.makeAddresses(ReferTo);
    this.SUBRULE(this.address);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.referParam);
    });
  });

  /** The asterisk that Accept-Contact, Reject-Contact and Feature-Caps begin their values with. */
  readonly asterisk: Rule = this.RULE('asterisk', () => {
    this.CONSUME(Token);
    if (this.text() !== '*') this.report('value-form', 'expected *');
    this.give(new Preferences(this.newParams()));
  });

  /** `"*" *( SEMI ( feature-param / req-param / explicit-param / generic-param ) )` */
  readonly acValue: Rule = this.RULE('acValue', () => {
    this.SUBRULE(this.asterisk);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkFeature(acForms);
    });
  });

  /** `ac-value *( COMMA ac-value )` */
  readonly acceptContact: Rule = this.RULE('acceptContact', () => {
    this.SUBRULE(this.acValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.acValue);
    });
  });

  /** `"*" *( SEMI ( feature-param / generic-param ) )` */
  readonly rcValue: Rule = this.RULE('rcValue', () => {
    this.SUBRULE(this.asterisk);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkFeature(featureForms);
    });
  });

  /** `rc-value *( COMMA rc-value )` */
  readonly rejectContact: Rule = this.RULE('rejectContact', () => {
    this.SUBRULE(this.rcValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.rcValue);
    });
  });

  /** `"+" fcap-name [ EQUAL LDQUOT ( fcap-value-list / fcap-string-value ) RDQUOT ]`. RFC 6809 §6.3.2. */
  readonly featureCap: Rule = this.RULE('featureCap', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    this.checkFeatureCap();
  });

  /** `"*" *( SEMI feature-cap )` */
  readonly fcValue: Rule = this.RULE('fcValue', () => {
    this.SUBRULE(this.asterisk);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.featureCap);
    });
  });

  /** `fc-value *( COMMA fc-value )` */
  readonly featureCaps: Rule = this.RULE('featureCaps', () => {
    this.SUBRULE(this.fcValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.fcValue);
    });
  });

  /** `proxy-directive / cancel-directive / fork-directive / recurse-directive / parallel-directive / queue-directive` */
  readonly directive: Rule = this.RULE('directive', () => {
    this.CONSUME(Token);
    const directive = this.text();
    if (!directiveForm.accepts(directive, false)) this.report('value-form', `expected ${directiveForm.form}`);
    this.give(directive);
  });

  /** `directive *( COMMA directive )` */
  readonly requestDisposition: Rule = this.RULE('requestDisposition', () => {
    this.SUBRULE(this.directive);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.directive);
    });
  });

  protected checkContactParam(): void {
    const param = this.params[this.params.length - 1];
    if (param === undefined || this.currIdx < 0) return;
    const value = param.value ?? '';
    if (isWord(param.name, 'q')) {
      if (!isQvalue(value)) this.reportInstead('contact-q');
    } else if (isWord(param.name, 'expires')) {
      if (!isDigits(value) || Number(value) > maxUint32) this.reportInstead('contact-expires');
    } else this.checkFeature(contactForms);
  }

  /** Reports the parameter read last where it is of the table, or a feature, and not of the form it should have. */
  protected checkFeature(forms: ParameterForms): void {
    const param = this.params[this.params.length - 1];
    if (param !== undefined) this.checkForm(featureFormOf(forms, param.name));
  }

  /** Reports the parameter read last where it is no `feature-cap`: the ABNF has no other parameter beside it. */
  protected checkFeatureCap(): void {
    const param = this.params[this.params.length - 1];
    if (this.currIdx < 0 || param === undefined) return;
    const form = featureFormOf(fcForms, param.name);
    if (!isFeatureName(param.name)) this.reportInstead('feature-cap', param.name);
    else if (form?.accepts(param.value, param.quoted) === false || (param.quoted && !isFeatureText(this.text())))
      this.report('parameter-form', `${param.name}: expected ${form?.form}`);
  }
}
