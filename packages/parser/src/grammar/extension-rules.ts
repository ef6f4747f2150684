import { AnswerMode } from '../header/answer-mode.ts';
import { ErrorValue } from '../header/error-value.ts';
import { LocationValue } from '../header/location-value.ts';
import { PolicyContact } from '../header/policy-contact.ts';
import { PolicyId } from '../header/policy-id.ts';
import { Reason } from '../header/reason.ts';
import { SecurityMechanism } from '../header/security-mechanism.ts';
import { SessionId } from '../header/session-id.ts';
import { TriggerConsent } from '../header/trigger-consent.ts';
import { UserToUser } from '../header/user-to-user.ts';
import {
  alertErrorForms,
  answerModeForms,
  consentForms,
  errorCode,
  locationErrorForms,
  locationForms,
  policyContactForms,
  policyIdForms,
  reasonForms,
  rValueForm,
  securityForms,
  sessionIdForms,
  sessionUuid,
  threeDigits,
  uuiForms,
} from './extension-forms.ts';
import { IdentityRules } from './identity-rules.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Digits, QuotedString, Token } from './token-types.ts';

/** Header fields of many RFCs: why a request is sent, which session it belongs to, where the caller is, what should be done with it. */
export abstract class ExtensionRules extends IdentityRules {
  /** `protocol *( SEMI reason-params )` */
  readonly reasonValue: Rule = this.RULE('reasonValue', () => {
    this.CONSUME(Token);
    this.give(new Reason(this.text(), this.newParams()));
    this.forms = reasonForms;
    this.SUBRULE(this.formedParams);
  });

  /** `reason-value *( COMMA reason-value )`. RFC 3326 §2; `location`: RFC 8606 §4. */
  readonly reason: Rule = this.RULE('reason', () => {
    this.SUBRULE(this.reasonValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.reasonValue);
    });
  });

  /** `local-uuid *( SEMI sess-id-param )`. RFC 7989 §5, RFC 7329 §5, RFC 8497 §6. */
  readonly sessionIdValue: Rule = this.RULE('sessionIdValue', () => {
    this.CONSUME(Token);
    this.checkValue(sessionUuid);
    this.give(new SessionId(this.text(), this.newParams()));
    this.forms = sessionIdForms;
    this.SUBRULE(this.formedParams);
  });

  /** `mechanism-name *( SEMI mech-parameters )` */
  readonly secMechanism: Rule = this.RULE('secMechanism', () => {
    this.CONSUME(Token);
    this.give(new SecurityMechanism(this.text(), this.newParams()));
    this.forms = securityForms;
    this.SUBRULE(this.formedParams);
  });

  /** Security-Client, Security-Server, Security-Verify: `sec-mechanism *( COMMA sec-mechanism )`. RFC 3329 §2.2. */
  readonly securityClient: Rule = this.RULE('securityClient', () => {
    this.SUBRULE(this.secMechanism);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.secMechanism);
    });
  });

  /** `namespace "." r-priority` */
  readonly rValue: Rule = this.RULE('rValue', () => {
    this.CONSUME(Token);
    this.checkValue(rValueForm);
    const text = this.text();
    const dot = text.indexOf('.');
    this.give({ namespace: text.slice(0, Math.max(dot, 0)), priority: text.slice(dot + 1) });
  });

  /** `r-value *( COMMA r-value )`. RFC 4412 §3.1. */
  readonly resourcePriority: Rule = this.RULE('resourcePriority', () => {
    this.SUBRULE(this.rValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.rValue);
    });
  });

  /** `[ r-value *( COMMA r-value ) ]`. RFC 4412 §3.2. */
  readonly acceptResourcePriority: Rule = this.RULE('acceptResourcePriority', () => {
    this.OPTION(() => {
      this.SUBRULE(this.resourcePriority);
    });
  });

  /** `LAQUOT locationURI RAQUOT *( SEMI geoloc-param )` */
  readonly locationValue: Rule = this.RULE('locationValue', () => {
    this.makeAddresses(LocationValue);
    this.SUBRULE(this.bracketedUri);
    this.forms = locationForms;
    this.SUBRULE(this.formedParams);
  });

  /** `locationValue *( COMMA locationValue )`. RFC 6442 §4.1; `loc-src`: RFC 8787 §4. */
  readonly geolocationHeader: Rule = this.RULE('geolocationHeader', () => {
    this.SUBRULE(this.locationValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.locationValue);
    });
  });

  /** `"yes" / "no" / generic-value`, the last a generic-param. RFC 6442 §4.2. */
  readonly georoutingHeader: Rule = this.RULE('georoutingHeader', () => {
    const params = this.newParams();
    this.SUBRULE(this.genericParam);
    this.give(params[0]);
  });

  /** `location-error-code *( SEMI location-error-params )`. RFC 6442 §4.4. */
  readonly locationErrorValue: Rule = this.RULE('locationErrorValue', () => {
    this.CONSUME(Digits);
    this.checkValue(errorCode);
    this.give(new ErrorValue(Number(this.text()), this.newParams()));
    this.forms = locationErrorForms;
    this.SUBRULE(this.formedParams);
  });

  /** `error-code *( SEMI error-params )`: AlertMsg-Error. RFC 8876 §5.2. */
  readonly errorValue: Rule = this.RULE('errorValue', () => {
    this.CONSUME(Digits);
    this.checkValue(threeDigits);
    this.give(new ErrorValue(Number(this.text()), this.newParams()));
    this.forms = alertErrorForms;
    this.SUBRULE(this.formedParams);
  });

  /** `( token / quoted-string ) *( SEMI uui-param )` */
  readonly uuiValue: Rule = this.RULE('uuiValue', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Token);
          this.give(new UserToUser(this.text(), false, this.newParams()));
        },
      },
      {
        ALT: () => {
          this.CONSUME(QuotedString);
          this.give(new UserToUser(this.unquoted(), true, this.newParams()));
        },
      },
    ]);
    this.forms = uuiForms;
    this.SUBRULE(this.formedParams);
  });

  /** User-to-User: `uui-value *( COMMA uui-value )`. RFC 7433 §4.1. */
  readonly uui: Rule = this.RULE('uui', () => {
    this.SUBRULE(this.uuiValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.uuiValue);
    });
  });

  /** Answer-Mode, Priv-Answer-Mode: `answer-mode-value *( SEMI answer-mode-param )`. RFC 5373 §2. */
  readonly answerMode: Rule = this.RULE('answerMode', () => {
    this.CONSUME(Token);
    this.give(new AnswerMode(this.text(), this.newParams()));
    this.forms = answerModeForms;
    this.SUBRULE(this.formedParams);
  });

  /** `( SIP-URI / SIPS-URI / absoluteURI ) [ SEMI token-param ] *( SEMI generic-param )` */
  readonly policyUri: Rule = this.RULE('policyUri', () => {
    this.makeAddresses(PolicyId);
    this.SUBRULE(this.bareUri);
    this.forms = policyIdForms;
    this.SUBRULE(this.formedParams);
  });

  /** `policyURI *( COMMA policyURI )`. RFC 6794 §4.4.5.1. */
  readonly policyId: Rule = this.RULE('policyId', () => {
    this.SUBRULE(this.policyUri);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.policyUri);
    });
  });

  /** `LAQUOT policyContact-uri RAQUOT *( SEMI policyContact-param )` */
  readonly policyContactInfo: Rule = this.RULE('policyContactInfo', () => {
    this.makeAddresses(PolicyContact);
    this.SUBRULE(this.bracketedUri);
    this.forms = policyContactForms;
    this.SUBRULE(this.formedParams);
  });

  /** `policyContact-info *( COMMA policyContact-info )`. RFC 6794 §4.4.5.2. */
  readonly policyContact: Rule = this.RULE('policyContact', () => {
    this.SUBRULE(this.policyContactInfo);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.policyContactInfo);
    });
  });

  /** `( SIP-URI / SIPS-URI ) *( SEMI trigger-param )` */
  readonly triggerConsSpec: Rule = this.RULE('triggerConsSpec', () => {
    this.makeAddresses(TriggerConsent);
    this.SUBRULE(this.bareUri);
    this.checkSipScheme();
    this.forms = consentForms;
    this.SUBRULE(this.formedParams);
  });

  /** `trigger-cons-spec *( COMMA trigger-cons-spec )`. RFC 5360 §5.11.2. */
  readonly triggerConsent: Rule = this.RULE('triggerConsent', () => {
    this.SUBRULE(this.triggerConsSpec);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.triggerConsSpec);
    });
  });
}
