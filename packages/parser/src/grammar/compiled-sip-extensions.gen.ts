// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.
import { AccessNetworkInfo } from '../header/access-network-info.ts';
import { AnswerMode } from '../header/answer-mode.ts';
import { BillingInfo } from '../header/billing-info.ts';
import { ChargingAddresses } from '../header/charging-addresses.ts';
import { ChargingVector } from '../header/charging-vector.ts';
import { DcsRedirect } from '../header/dcs-redirect.ts';
import { Diversion } from '../header/diversion.ts';
import { ErrorValue } from '../header/error-value.ts';
import { HistoryEntry } from '../header/history-entry.ts';
import { IdentityInfo } from '../header/identity-info.ts';
import { Identity } from '../header/identity.ts';
import { LocationValue } from '../header/location-value.ts';
import { hasParameter, parameter } from '../header/parameter.ts';
import { PolicyContact } from '../header/policy-contact.ts';
import { PolicyId } from '../header/policy-id.ts';
import { Reason } from '../header/reason.ts';
import { RefusedUri } from '../header/refused-uri.ts';
import { RemoteParty } from '../header/remote-party.ts';
import { SecurityMechanism } from '../header/security-mechanism.ts';
import { ServedUser } from '../header/served-user.ts';
import { ServiceId } from '../header/service-id.ts';
import { SessionId } from '../header/session-id.ts';
import { Surveillance } from '../header/surveillance.ts';
import { TracedParty } from '../header/traced-party.ts';
import { TriggerConsent } from '../header/trigger-consent.ts';
import { UserDatabase } from '../header/user-database.ts';
import { UserToUser } from '../header/user-to-user.ts';
import { isWord } from '../text/lower-case.ts';
import type { Span } from '../text/span.ts';
import { checkHost, isIpv4 } from './check-host.ts';
import { CompiledSip } from './compiled-sip.gen.ts';
import {
  alertErrorForms,
  answerModeForms,
  consentForms,
  errorCode,
  locationErrorForms,
  locationForms,
  policyContactForms,
  policyIdForms,
  quotedUri,
  rValueForm,
  reasonForms,
  securityForms,
  sessionIdForms,
  sessionUuid,
  threeDigits,
  uuiForms,
} from './extension-forms.ts';
import { diversionForms, historyForms, identityForms, identityInfoForms, remotePartyForms } from './identity-forms.ts';
import {
  accessForms,
  billingForms,
  chargingAddressForms,
  chargingForms,
  hexDigits,
  hexUpTo16,
  hexUpTo48,
  redirectForms,
  refusedForms,
  servedUserForms,
  serviceIdForm,
  surveillanceForms,
  traceForms,
} from './ims-forms.ts';
import { LazyUri } from './lazy-uri.ts';
import { type ParameterForm, type ParameterForms, formOf } from './parameter-form.ts';

function hasLeadingZero(index: string): boolean {
  return /^[\d.]*\d$/.test(index) && /(?:^|\.)0\d/.test(index);
}
function withoutBlanks(text: unknown): string {
  return String(text).replaceAll(/\s/g, '');
}

/** The rules of the same names as functions of their own, which do the same without Chevrotain. */
export class CompiledSipExtensions extends CompiledSip {
  protected forms: ParameterForms = new Map();

  protected uris: LazyUri[] = [];

  formedParams(): void {
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkFormed();
    }
  }

  bracketedAddress(): void {
    const first = this.currIdx + 1;
    this.address();
    if (this.failedAt !== -1) return;
    if (this.isUri(first)) this.reportInstead('name-addr-brackets');
  }

  bareUri(): void {
    const first = this.currIdx + 1;
    this.address();
    if (this.failedAt !== -1) return;
    if (!this.isUri(first)) this.reportFrom(first, 'addr-spec-bare');
  }

  protected checkValue(form: ParameterForm): void {
    if (this.currIdx >= 0 && !form.accepts(this.text(), false)) this.report('value-form', `expected ${form.form}`);
  }

  protected checkFormed(): void {
    const param = this.params[this.params.length - 1];
    const last = this.diagnostics[this.diagnostics.length - 1];
    const form = param === undefined ? undefined : formOf(this.forms, param.name);
    if (form === quotedUri && form.accepts(param?.value, param?.quoted === true)) this.noteUri(1);
    const isLoose = last?.code === 'parameter-value' && last.span[0] === this.tokens.starts[this.currIdx];
    if (isLoose && form?.accepts(param?.value, false) === true) this.diagnostics.pop();
    else this.checkForm(form);
  }

  protected newUris(): LazyUri[] {
    this.uris = [];
    return this.uris;
  }

  protected noteUri(margin: number): void {
    const [start, end] = this.spanFrom(this.currIdx);
    this.uris.push(
      new LazyUri([start + margin, Math.max(end - margin, start + margin)], this.tokens.source, this.readUri),
    );
  }

  signedIdentityDigest(): string {
    const first = this.currIdx + 1;
    if (
      !(
        (this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 ||
        this.types[this.currIdx + 1]! === 10 ||
        this.types[this.currIdx + 1]! === 12
      )
    )
      return this.missNext(75);
    do {
      if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 12) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 10) {
        this.currIdx++;
      } else return this.missNext(75);
    } while (
      (this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 ||
      this.types[this.currIdx + 1]! === 10 ||
      this.types[this.currIdx + 1]! === 12
    );
    return this.textFrom(first);
  }

  identInfoParams(): void {
    let value: string | undefined;
    let quoted = false;
    let isUri = false;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(76);
    const name = this.text();
    if (this.types[this.currIdx + 1]! === 10) {
      this.currIdx++;
      if (this.types[this.currIdx + 1]! === 13) {
        this.currIdx++;
        if (this.types[++this.currIdx] !== 19) return this.miss(77);
        value = this.text();
        isUri = true;
        this.noteUri(0);
        this.reportSpaceRound();
        if (this.types[++this.currIdx] !== 14) return this.miss(78);
      } else if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
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
      } else return this.missNext(79);
    }
    const isInfo = isWord(name, 'info') && !hasParameter(this.params, 'info');
    this.params.push({ name, value, quoted });
    if (isUri !== isInfo)
      this.reportInstead('parameter-form', `${name}: ${isInfo ? 'expected' : 'only info has'} a URI in < and >`);
    else this.checkParam(identityForms);
  }

  identity(): void {
    const first = this.currIdx + 1;
    if (
      (this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 ||
      this.types[this.currIdx + 1]! === 10 ||
      this.types[this.currIdx + 1]! === 12
    ) {
      const digest = this.signedIdentityDigest();
      if (this.failedAt !== -1) return;
      const params = this.newParams();
      this.give(new Identity(withoutBlanks(digest), this.spanFrom(first), false, params, this.newUris()));
      const span = this.spanFrom(first);
      const nameAt = this.currIdx + 2;
      while (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
        this.identInfoParams();
        if (this.failedAt !== -1) return;
      }
      this.checkIdentity(digest, span, nameAt);
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      const digest = withoutBlanks(this.unquoted());
      this.give(new Identity(digest, this.spanFrom(first), true, this.newParams()));
      this.report('identity-obsolete');
    } else return this.missNext(80);
  }

  identityInfo(): void {
    this.makeAddresses(IdentityInfo);
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    this.forms = identityInfoForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  hiEntry(): void {
    this.makeAddresses(HistoryEntry);
    this.bracketedAddress();
    if (this.failedAt !== -1) return;
    this.forms = historyForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
    const index = parameter(this.params, 'index');
    if (index === undefined) this.report('history-index');
    else if (hasLeadingZero(index.value ?? '')) this.report('history-index-zeros', index.value);
  }

  historyInfo(): void {
    this.hiEntry();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.hiEntry();
      if (this.failedAt !== -1) return;
    }
  }

  diversionParams(): void {
    this.makeAddresses(Diversion);
    this.bracketedAddress();
    if (this.failedAt !== -1) return;
    this.forms = diversionForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  diversion(): void {
    this.diversionParams();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.diversionParams();
      if (this.failedAt !== -1) return;
    }
  }

  remotePartyId(): void {
    this.remoteParty();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.remoteParty();
      if (this.failedAt !== -1) return;
    }
  }

  remoteParty(): void {
    this.makeAddresses(RemoteParty);
    this.address();
    if (this.failedAt !== -1) return;
    this.forms = remotePartyForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  pAssertedIdValue(): void {
    this.address();
    if (this.failedAt !== -1) return;
    const nameAt = this.currIdx + 2;
    this.genericParams();
    if (this.failedAt !== -1) return;
    if (this.params.length > 0) this.reportFrom(nameAt, 'parameter-unexpected', this.params[0]?.name);
  }

  pAssertedId(): void {
    this.pAssertedIdValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.pAssertedIdValue();
      if (this.failedAt !== -1) return;
    }
  }

  privacyHdr(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(81);
    this.give(this.text());
    while (this.types[this.currIdx + 1]! === 8 || this.types[this.currIdx + 1]! === 9) {
      if (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
      } else return this.missNext(82);
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(81);
      this.give(this.text());
    }
  }

  protected checkIdentity(digest: string, span: Span, nameAt: number): void {
    if (this.currIdx < 0) return;
    const isDraft = this.params.length === 0 && !digest.includes('.');
    if (isDraft) this.diagnostics.push({ code: 'identity-obsolete', span });
    else if (!/^[\w.-]*$/.test(digest)) this.diagnostics.push({ code: 'identity-digest', span });
    if (isDraft || isWord(this.params[0]?.name ?? '', 'info')) return;
    const at = this.params.length === 0 ? this.currIdx : nameAt;
    this.diagnostics.push({ code: 'identity-info', span: [this.tokens.starts[at]!, this.tokens.ends[at]!] });
  }

  reasonValue(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(83);
    this.give(new Reason(this.text(), this.newParams()));
    this.forms = reasonForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  reason(): void {
    this.reasonValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.reasonValue();
      if (this.failedAt !== -1) return;
    }
  }

  sessionIdValue(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(84);
    this.checkValue(sessionUuid);
    this.give(new SessionId(this.text(), this.newParams()));
    this.forms = sessionIdForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  secMechanism(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(85);
    this.give(new SecurityMechanism(this.text(), this.newParams()));
    this.forms = securityForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  securityClient(): void {
    this.secMechanism();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.secMechanism();
      if (this.failedAt !== -1) return;
    }
  }

  rValue(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(86);
    this.checkValue(rValueForm);
    const text = this.text();
    const dot = text.indexOf('.');
    this.give({ namespace: text.slice(0, Math.max(dot, 0)), priority: text.slice(dot + 1) });
  }

  resourcePriority(): void {
    this.rValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.rValue();
      if (this.failedAt !== -1) return;
    }
  }

  acceptResourcePriority(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.resourcePriority();
      if (this.failedAt !== -1) return;
    }
  }

  locationValue(): void {
    this.makeAddresses(LocationValue);
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    this.forms = locationForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  geolocationHeader(): void {
    this.locationValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.locationValue();
      if (this.failedAt !== -1) return;
    }
  }

  georoutingHeader(): void {
    const params = this.newParams();
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.give(params[0]);
  }

  locationErrorValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(87);
    this.checkValue(errorCode);
    this.give(new ErrorValue(Number(this.text()), this.newParams()));
    this.forms = locationErrorForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  errorValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(88);
    this.checkValue(threeDigits);
    this.give(new ErrorValue(Number(this.text()), this.newParams()));
    this.forms = alertErrorForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  uuiValue(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.give(new UserToUser(this.text(), false, this.newParams()));
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      this.give(new UserToUser(this.unquoted(), true, this.newParams()));
    } else return this.missNext(89);
    this.forms = uuiForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  uui(): void {
    this.uuiValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.uuiValue();
      if (this.failedAt !== -1) return;
    }
  }

  answerMode(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(90);
    this.give(new AnswerMode(this.text(), this.newParams()));
    this.forms = answerModeForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  policyUri(): void {
    this.makeAddresses(PolicyId);
    this.bareUri();
    if (this.failedAt !== -1) return;
    this.forms = policyIdForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  policyId(): void {
    this.policyUri();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.policyUri();
      if (this.failedAt !== -1) return;
    }
  }

  policyContactInfo(): void {
    this.makeAddresses(PolicyContact);
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    this.forms = policyContactForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  policyContact(): void {
    this.policyContactInfo();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.policyContactInfo();
      if (this.failedAt !== -1) return;
    }
  }

  triggerConsSpec(): void {
    this.makeAddresses(TriggerConsent);
    this.bareUri();
    if (this.failedAt !== -1) return;
    this.checkSipScheme();
    this.forms = consentForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  triggerConsent(): void {
    this.triggerConsSpec();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.triggerConsSpec();
      if (this.failedAt !== -1) return;
    }
  }

  pAsoUriSpec(): void {
    this.bracketedAddress();
    if (this.failedAt !== -1) return;
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  pAssociatedUri(): void {
    if (
      (this.types[this.currIdx + 1]! - 2) >>> 0 <= 4 ||
      this.types[this.currIdx + 1]! === 13 ||
      this.types[this.currIdx + 1]! === 19 ||
      this.types[this.currIdx + 1]! === 33
    ) {
      this.pAsoUriSpec();
      if (this.failedAt !== -1) return;
    }
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.pAsoUriSpec();
      if (this.failedAt !== -1) return;
    }
  }

  vnetworkSpec(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.give({ name: this.text(), quoted: false, params: this.newParams() });
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      this.give({ name: this.unquoted(), quoted: true, params: this.newParams() });
    } else return this.missNext(91);
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  pVisitedNetworkId(): void {
    this.vnetworkSpec();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.vnetworkSpec();
      if (this.failedAt !== -1) return;
    }
  }

  accessNetSpec(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(92);
    this.give(new AccessNetworkInfo(this.text(), this.newParams()));
    this.forms = accessForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  pAccessNetworkInfo(): void {
    this.accessNetSpec();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.accessNetSpec();
      if (this.failedAt !== -1) return;
    }
  }

  chargeAddrParams(): void {
    this.give(new ChargingAddresses(this.newParams()));
    this.forms = chargingAddressForms;
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkFormed();
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  pChargingAddresses(): void {
    this.chargeAddrParams();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.chargeAddrParams();
      if (this.failedAt !== -1) return;
    }
  }

  pChargingVector(): void {
    this.give(new ChargingVector(this.newParams()));
    this.forms = chargingForms;
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkFormed();
    if (!isWord(this.params[0]?.name ?? '', 'icid-value')) this.report('value-form', 'expected icid-value first');
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  pServedUser(): void {
    this.makeAddresses(ServedUser);
    this.address();
    if (this.failedAt !== -1) return;
    this.forms = servedUserForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  pUserDatabase(): void {
    this.makeAddresses(UserDatabase);
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  uriListEntry(): void {
    this.makeAddresses(RefusedUri);
    this.address();
    if (this.failedAt !== -1) return;
    this.forms = refusedForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  pRefusedUriList(): void {
    this.uriListEntry();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.uriListEntry();
      if (this.failedAt !== -1) return;
    }
  }

  serviceId(): void {
    if (this.types[++this.currIdx] !== 19) return this.miss(93);
    this.checkValue(serviceIdForm);
    this.give(new ServiceId(this.text()));
  }

  pAssertedService(): void {
    this.serviceId();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.serviceId();
      if (this.failedAt !== -1) return;
    }
  }

  pniValue(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(94);
    this.reportIfAny(checkHost(this.text()));
    if (isIpv4(this.text())) this.report('value-form', 'expected a host name');
    this.give({ value: this.text(), params: this.newParams() });
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  pMediaAuthorizationToken(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(95);
    this.checkValue(hexDigits);
    this.give(this.text());
  }

  pMediaAuthorization(): void {
    this.pMediaAuthorizationToken();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.pMediaAuthorizationToken();
      if (this.failedAt !== -1) return;
    }
  }

  pDcsTracePartyId(): void {
    this.makeAddresses(TracedParty);
    this.bracketedAddress();
    if (this.failedAt !== -1) return;
    this.forms = traceForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  ospsTag(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(96);
    this.give(this.text());
  }

  pDcsBillingInfo(): void {
    const first = this.currIdx + 1;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(97);
    this.checkValue(hexUpTo48);
    const correlationId = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(98);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(97);
    this.checkValue(hexUpTo16);
    const element = this.text();
    if (this.types[++this.currIdx] !== 16) return this.miss(99);
    const host = this.host();
    if (this.failedAt !== -1) return;
    const feid = `${element}@${host}`;
    this.give(new BillingInfo(correlationId, feid, this.newParams(), this.newUris()));
    if (this.textFrom(first) !== `${correlationId}/${feid}`) this.report('value-form', 'expected no blanks');
    this.forms = billingForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  laesParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      const port = this.port();
      if (this.failedAt !== -1) return;
      this.addPort(port);
    }
    this.checkFormed();
  }

  pDcsLaes(): void {
    const first = this.currIdx + 1;
    const signalling = this.sentBy();
    if (this.failedAt !== -1) return;
    this.give(new Surveillance(signalling, this.newParams()));
    if (this.textFrom(first) !== signalling?.text) this.report('value-form', 'expected no blanks');
    this.forms = surveillanceForms;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.laesParam();
      if (this.failedAt !== -1) return;
    }
  }

  pDcsRedirect(): void {
    if (this.types[++this.currIdx] !== 6) return this.miss(100);
    this.give(new DcsRedirect(this.unquoted(), this.newParams(), this.newUris()));
    this.noteUri(1);
    this.forms = redirectForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  protected addPort(port: string): void {
    const param = this.params.pop();
    if (param === undefined) return;
    if (!isWord(param.name, 'content') || !`${param.value}`.endsWith(']'))
      this.report('parameter-form', `${param.name}: a port only behind the address of content`);
    this.params.push({ ...param, value: `${param.value}:${port}` });
  }
}
