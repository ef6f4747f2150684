// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.
import type {
  AlternativeAddress,
  Candidate,
  CapabilityDescription,
  Configuration,
  Crypto,
  CryptoKey,
  DataChannel,
  Extmap,
  FileDate,
  FileRange,
  FileSelector,
  Fingerprint,
  FloorId,
  FrameSize,
  ImageAttribute,
  ImageRange,
  ImageSet,
  KeyManagement,
  Msid,
  NameValue,
  NumberedPlace,
  Precondition,
  RemoteCandidate,
  Rid,
  RtcpAddress,
  RtcpFeedback,
  SctpMap,
  SdpGroup,
  Simulcast,
  SimulcastStreams,
  SourceFilter,
  SsrcGroup,
  TransportCapability,
  ZrtpHash,
} from '../body/sdp/attribute-values.ts';
import type {
  Bandwidth,
  Connection,
  Origin,
  RepeatTimes,
  Timing,
  ZoneAdjustment,
} from '../body/sdp/session-description.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { AccessNetworkInfo } from '../header/access-network-info.ts';
import { AnswerMode } from '../header/answer-mode.ts';
import { AuthenticationInfo, Challenge, Credentials } from '../header/auth.ts';
import { BillingInfo } from '../header/billing-info.ts';
import { ChargingAddresses } from '../header/charging-addresses.ts';
import { ChargingVector } from '../header/charging-vector.ts';
import { ContactAddress } from '../header/contact.ts';
import { ContentDisposition } from '../header/content-disposition.ts';
import type { CSeq } from '../header/cseq.ts';
import { DcsRedirect } from '../header/dcs-redirect.ts';
import { DeltaParams, RetryAfter, SessionExpires } from '../header/delta-params.ts';
import { Replaces, TargetDialog } from '../header/dialog-id.ts';
import { Diversion } from '../header/diversion.ts';
import { ErrorValue } from '../header/error-value.ts';
import { Event, SubscriptionState } from '../header/event.ts';
import { isFeatureName, isFeatureText } from '../header/feature.ts';
import { HistoryEntry } from '../header/history-entry.ts';
import { type HostPort, hostPort } from '../header/host-port.ts';
import { IdentityInfo } from '../header/identity-info.ts';
import { Identity } from '../header/identity.ts';
import { AlertInfo, CallInfo } from '../header/info.ts';
import { LocationValue } from '../header/location-value.ts';
import { MediaRange, MediaType, Preference } from '../header/media-type.ts';
import { type Parameter, hasParameter, parameter, parameterValue } from '../header/parameter.ts';
import { PolicyContact } from '../header/policy-contact.ts';
import { PolicyId } from '../header/policy-id.ts';
import { Preferences } from '../header/preferences.ts';
import { Products } from '../header/products.ts';
import { Reason } from '../header/reason.ts';
import { ReferTo, ReferredBy } from '../header/refer.ts';
import { RefusedUri } from '../header/refused-uri.ts';
import { RemoteParty } from '../header/remote-party.ts';
import { SecurityMechanism } from '../header/security-mechanism.ts';
import { ServedUser } from '../header/served-user.ts';
import { ServiceId } from '../header/service-id.ts';
import { SessionId } from '../header/session-id.ts';
import { Surveillance } from '../header/surveillance.ts';
import { Timestamp } from '../header/timestamp.ts';
import { TracedParty } from '../header/traced-party.ts';
import { TriggerConsent } from '../header/trigger-consent.ts';
import { UserDatabase } from '../header/user-database.ts';
import { UserToUser } from '../header/user-to-user.ts';
import { ViaParm } from '../header/via.ts';
import { characterClasses, isDigits, spaceChar } from '../text/character-class.ts';
import { isDotAtomText } from '../text/dot-atom.ts';
import { isWord, lowerCase } from '../text/lower-case.ts';
import { maxPort, maxUint32 } from '../text/number-range.ts';
import { unquote } from '../text/quoted-string.ts';
import { type SourceText, unfold } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { AbsoluteUri } from '../uri/absolute-uri.ts';
import { isUrn } from '../uri/check-urn.ts';
import { isGlobalNumber, isLocalNumber } from '../uri/phone-number.ts';
import { SipUri, type UriHeader } from '../uri/sip-uri.ts';
import { TelUri } from '../uri/tel-uri.ts';
import { readTelephoneSubscriber } from '../uri/telephone-subscriber.ts';
import { unescapeUri } from '../uri/unescape-uri.ts';
import type { Uri } from '../uri/uri.ts';
import { Urn } from '../uri/urn.ts';
import { ainfoForms, challengeFormsOf, credentialsFormsOf, noForms } from './auth-forms.ts';
import { checkHost, checkIpv6, isIpv4 } from './check-host.ts';
import { isOpaque } from './check-opaque.ts';
import { CompiledParser } from './compiled-parser.ts';
import { acForms, contactForms, fcForms, featureFormOf, featureForms } from './contact-forms.ts';
import { acceptForms, dispositionForms, mediaTypeForms } from './content-forms.ts';
import { joinForms, replacesForms, retryForms, seForms, tdForms } from './dialog-forms.ts';
import { eventForms, subexpForms } from './event-forms.ts';
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
import { alertForms, fromForms, infoForms, referredByForms } from './info-forms.ts';
import { LazyAddress, type UriReading } from './lazy-address.ts';
import { LazyUri } from './lazy-uri.ts';
import { type ParameterForm, type ParameterForms, formOf, isOddlyQuoted, isQvalue, oneOf } from './parameter-form.ts';
import { scanUri } from './scan-uri.ts';
import { tokenCode } from './token-code.ts';
import { sipUriForms, telForms } from './uri-forms.ts';
import { viaForms } from './via-forms.ts';

const fewParameters = 8;
function isBehind(before: string, name: string): boolean {
  const [first, second] = [lowerCase(before), lowerCase(name)];
  const [one, other] = [rank(first), rank(second)];
  return one < other || (one === other && (one < 2 || first <= second));
}
function rank(name: string): number {
  if (name === 'isub' || name === 'ext') return 0;
  return name === 'phone-context' ? 1 : 2;
}
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
function isPort(text: string): boolean {
  return isDigits(text) && text.length <= 5 && Number(text) <= maxPort;
}
function isLanguageTag(text: string): boolean {
  return /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(text);
}
function isMsgId(text: string): boolean {
  const at = text.indexOf('@');
  if (at === -1 || !text.startsWith('<') || !text.endsWith('>')) return false;
  const right = text.slice(at + 1, -1);
  return isDotAtomText(text.slice(1, at)) && (isDotAtomText(right) || /^\[[!-Z^-~]*\]$/.test(right));
}
const referSubForm = oneOf('true', 'false');
const days = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
function withoutBlanks(text: unknown): string {
  return String(text).replaceAll(/\s/g, '');
}
type MediaField = {
  readonly kind: string;
  readonly port: number | undefined;
  readonly portCount: number | undefined;
  readonly proto: string;
  readonly formats: readonly string[];
};
type AttributeField = { readonly name: string; readonly value: string | undefined };
type FormatParameters = { readonly format: string; readonly parameters: string };
type RtpMap = {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
};
const maxReports = 1000;
const secondsOfUnit: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60 };
const multicastAddresses = 2 ** 28;
const statusTypes: readonly string[] = ['e2e', 'local', 'remote'];
const directionTags: readonly string[] = ['none', 'send', 'recv', 'sendrecv'];
const strengthTags: readonly string[] = ['mandatory', 'optional', 'none', 'failure', 'unknown'];
const hashBytes: ReadonlyMap<string, number> = new Map([
  ['md5', 16],
  ['sha-1', 20],
  ['sha-224', 28],
  ['sha-256', 32],
  ['sha-384', 48],
  ['sha-512', 64],
]);
function isFrom1To128(value: number): boolean {
  return value >= 1 && value <= 128;
}
function isDirection(text: string): boolean {
  return /^(?:sendrecv|sendonly|recvonly|inactive)$/.test(text);
}
function isDataChannelOption(name: string, value: string): boolean {
  if (name === 'ordered') return value === 'true' || value === 'false';
  if (name === 'subprotocol' || name === 'label') return /^"[^"]*"$/.test(value);
  return /^(?:max-retr|max-time|priority)$/.test(name) && /^\d{1,10}$/.test(value);
}
function dataChannel(streamId: number, options: readonly NameValue[]): DataChannel {
  const text = (wanted: string): string | undefined => options.find(({ name }) => name === wanted)?.value;
  const number = (wanted: string): number | undefined => {
    const digits = text(wanted) ?? '';
    return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
  };
  return {
    streamId,
    subprotocol: quotedText(options, 'subprotocol'),
    label: quotedText(options, 'label'),
    ordered: text('ordered') !== 'false',
    maxRetransmits: number('max-retr'),
    maxTimeMs: number('max-time'),
    priority: number('priority'),
  };
}
function fileSelector(selectors: readonly NameValue[]): FileSelector {
  const hashes: Fingerprint[] = [];
  for (const { name, value = '' } of selectors) {
    const colon = value.indexOf(':');
    if (name === 'hash' && colon > 0)
      hashes.push({ hash: value.substring(0, colon), fingerprint: value.substring(colon + 1) });
  }
  const text = (wanted: string): string | undefined => selectors.find(({ name }) => name === wanted)?.value;
  const size = text('size') ?? '';
  return {
    name: quotedText(selectors, 'name'),
    size: /^\d{1,15}$/.test(size) ? Number(size) : undefined,
    type: text('type'),
    hashes,
  };
}
function quotedText(pairs: readonly NameValue[], wanted: string): string | undefined {
  const value = pairs.find(({ name }) => name === wanted)?.value;
  return value === undefined ? undefined : unescapeUri(value.replace(/^"/, '').replace(/"$/, ''));
}

/** Every rule of `SipGrammar` as a function of its own, which does the same without Chevrotain. */
export class CompiledGrammar extends CompiledParser {
  protected params: Parameter[] = [];

  protected newParams(): Parameter[] {
    this.params = [];
    return this.params;
  }

  protected text(): string {
    return this.tokens.text(this.currIdx);
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
    const value = Number(this.text());
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
        value = unquote(this.text());
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
    }
  }

  tokenList(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.values.push(this.text());
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
        this.values.push(this.text());
      }
    }
  }

  someTokens(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    this.values.push(this.text());
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
      this.values.push(this.text());
    }
  }

  tokenParams(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    this.values.push({ value: this.text(), params: this.newParams() });
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
    this.values.push(this.newParams());
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
    this.values.push(this.uint32());
  }

  textUtf8Trim(): void {
    if (this.types[this.currIdx + 1]! === 32) {
      this.currIdx++;
      this.values.push(this.text());
    }
  }

  #uriHeaders: UriHeader[] = [];

  #names: Set<string> = new Set();

  #isSips = false;

  #isPhone = false;

  host(): string {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.reportIfAny(checkHost(this.text()));
    } else if (this.types[this.currIdx + 1]! === 20) {
      this.currIdx++;
      this.reportIfAny(checkHost(this.text()));
    } else if (this.types[this.currIdx + 1]! === 21) {
      this.currIdx++;
      this.report('host-ipv6-brackets');
    } else return this.missNext(5);
    return this.text();
  }

  port(): string {
    if (this.types[++this.currIdx] !== 5) return this.miss(6);
    const port = this.text();
    if (Number(port) > maxPort) this.report('port-range');
    return port;
  }

  uriParameter(): void {
    let value: string | undefined;
    if (this.types[++this.currIdx] !== 27) return this.miss(7);
    const name = this.text();
    const nameAt = this.currIdx;
    if (this.types[this.currIdx + 1]! === 10) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 27) return this.miss(7);
      value = this.text();
    }
    this.params.push({ name, value, quoted: false });
    this.checkParam(sipUriForms);
    this.noteSipParameter(name, value);
    this.noteRepeated(nameAt);
  }

  uriParameters(): void {
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.uriParameter();
      if (this.failedAt !== -1) return;
    }
  }

  header(): void {
    let value = '';
    if (this.types[++this.currIdx] !== 28) return this.miss(8);
    const name = this.text();
    if (this.types[++this.currIdx] !== 10) return this.miss(9);
    if (this.types[this.currIdx + 1]! === 28) {
      this.currIdx++;
      value = this.text();
    }
    this.#uriHeaders.push({ name, value });
  }

  headers(): void {
    if (this.types[++this.currIdx] !== 17) return this.miss(10);
    this.header();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 18) {
      this.currIdx++;
      this.header();
      if (this.failedAt !== -1) return;
    }
  }

  sipUri(): void {
    let user: string | undefined;
    let password: string | undefined;
    let portText: string | undefined;
    let userAt = -1;
    const params = this.newParams();
    this.#uriHeaders = [];
    const headers = this.#uriHeaders;
    if (this.types[++this.currIdx] !== 22) return this.miss(11);
    const scheme = this.text().length === 4 ? 'sips' : 'sip';
    this.#isSips = scheme === 'sips';
    this.#isPhone = false;
    if (this.types[++this.currIdx] !== 11) return this.miss(12);
    if (this.types[this.currIdx + 1]! === 25) {
      this.currIdx++;
      user = this.text();
      userAt = this.currIdx;
      if (this.types[this.currIdx + 1]! === 11) {
        this.currIdx++;
        password = '';
        if (this.types[this.currIdx + 1]! === 26) {
          this.currIdx++;
          password = this.text();
        }
      }
      if (this.types[++this.currIdx] !== 16) return this.miss(13);
    }
    const host = this.host();
    if (this.failedAt !== -1) return;
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      portText = this.port();
      if (this.failedAt !== -1) return;
    }
    this.uriParameters();
    if (this.failedAt !== -1) return;
    if (this.types[this.currIdx + 1]! === 17) {
      this.headers();
      if (this.failedAt !== -1) return;
    }
    const port = portText === undefined || Number(portText) > maxPort ? undefined : Number(portText);
    this.values.push(new SipUri(this.wholeText(), { scheme, user, password, host, port, params, headers }));
    if (this.#isPhone && user !== undefined) this.checkPhoneUser(user, userAt);
  }

  par(): void {
    let value: string | undefined;
    if (this.types[++this.currIdx] !== 9) return this.miss(14);
    if (this.types[++this.currIdx] !== 27) return this.miss(15);
    const name = this.text();
    const nameAt = this.currIdx;
    if (this.types[this.currIdx + 1]! === 10) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 27) return this.miss(15);
      value = this.text();
    }
    const before = this.params[this.params.length - 1];
    this.params.push({ name, value, quoted: false });
    this.checkParam(telForms);
    this.noteRepeated(nameAt);
    if (before !== undefined && !isBehind(before.name, name)) this.reportAt(nameAt, 'tel-parameter-order');
  }

  telephoneUri(): void {
    const params = this.newParams();
    if (this.types[++this.currIdx] !== 23) return this.miss(16);
    if (this.types[++this.currIdx] !== 11) return this.miss(17);
    if (this.types[++this.currIdx] !== 29) return this.miss(18);
    const number = this.text();
    const numberAt = this.currIdx;
    if (!isGlobalNumber(number) && !isLocalNumber(number)) this.report('tel-number');
    while (this.types[this.currIdx + 1]! === 9) {
      this.par();
      if (this.failedAt !== -1) return;
    }
    this.values.push(new TelUri(this.wholeText(), number, params));
    this.checkContexts(number, numberAt);
  }

  absoluteUri(): void {
    if (this.types[++this.currIdx] !== 24) return this.miss(19);
    const scheme = lowerCase(this.text());
    if (this.types[++this.currIdx] !== 11) return this.miss(20);
    if (this.types[++this.currIdx] !== 30) return this.miss(21);
    const opaque = this.text();
    const isName = scheme === 'urn';
    if (opaque.includes('#')) this.report('uri-fragment');
    if (isName && !isUrn(opaque)) this.report('urn-syntax');
    if (!isOpaque(opaque)) this.report('uri-authority');
    const text = this.wholeText();
    this.values.push(isName ? new Urn(text, opaque) : new AbsoluteUri(text, scheme, opaque));
  }

  requestUri(): void {
    if (this.types[this.currIdx + 1]! === 22) {
      this.sipUri();
      if (this.failedAt !== -1) return;
    } else if (this.types[this.currIdx + 1]! === 23) {
      this.telephoneUri();
      if (this.failedAt !== -1) return;
    } else if (this.types[this.currIdx + 1]! === 24) {
      this.absoluteUri();
      if (this.failedAt !== -1) return;
    } else return this.missNext(22);
  }

  protected wholeText(): string {
    return this.currIdx < 0 ? '' : this.tokens.source.slice(this.tokens.starts[0]!, this.tokens.ends[this.currIdx]!);
  }

  protected reportAt(token: number, code: DiagnosticCode, detail?: string): void {
    if (token < 0) return;
    const span = [this.tokens.starts[token]!, this.tokens.ends[token]!] as const;
    this.diagnostics.push(detail === undefined ? { code, span } : { code, span, detail });
  }

  protected noteSipParameter(name: string, value: string | undefined): void {
    if (value === undefined) return;
    if (isWord(name, 'lr') || isWord(name, 'ob')) this.report('uri-flag-value');
    else if (isWord(name, 'user')) this.#isPhone = isWord(value, 'phone');
    else if (this.#isSips && isWord(name, 'transport') && isWord(value, 'udp')) this.report('sips-transport');
  }

  protected noteRepeated(nameAt: number): void {
    const last = this.params.length - 1;
    if (last < 1) return;
    const name = lowerCase(this.params[last]!.name);
    if (last < fewParameters) {
      for (let at = 0; at < last; at++) {
        if (isWord(this.params[at]!.name, name)) return this.reportAt(nameAt, 'uri-parameter-repeated');
      }
      return;
    }
    if (last === fewParameters) this.#names = new Set(this.params.slice(0, last).map((one) => lowerCase(one.name)));
    if (this.#names.has(name)) this.reportAt(nameAt, 'uri-parameter-repeated');
    this.#names.add(name);
  }

  protected checkPhoneUser(user: string, userAt: number): void {
    const subscriber = readTelephoneSubscriber(user);
    if (subscriber === undefined) this.reportAt(userAt, 'phone-user');
    else if (!subscriber.global && subscriber.phoneContext === undefined) this.reportAt(userAt, 'phone-user-context');
  }

  protected checkContexts(number: string, numberAt: number): void {
    const { params } = this;
    if (number.startsWith('+') && params.length === 0) return;
    if (!number.startsWith('+') && !hasParameter(params, 'phone-context')) this.reportAt(numberAt, 'tel-context');
    for (const name of ['rn', 'cic']) {
      const value = parameterValue(params, name);
      const isLocal = value !== undefined && !value.startsWith('+');
      if (isLocal && !hasParameter(params, `${name}-context`))
        this.reportAt(numberAt, 'tel-context', `${name}-context`);
    }
  }

  #displayName: string | undefined = undefined;

  #addressClass: typeof LazyAddress = LazyAddress;

  #addressesOf: readonly unknown[] = [];

  displayName(): void {
    const first = this.currIdx + 1;
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      if (!((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3)) return this.missNext(23);
      do {
        this.currIdx++;
      } while ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3);
      this.#displayName = unfold(this.textFrom(first));
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      this.#displayName = unquote(this.text());
    } else if (this.types[this.currIdx + 1]! === 33) {
      this.currIdx++;
      this.#displayName = unfold(this.text());
    } else return this.missNext(24);
  }

  addrSpec(): void {
    if (this.types[++this.currIdx] !== 19) return this.miss(25);
    this.values.push(this.newAddress(this.#displayName));
  }

  nameAddr(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 4 || this.types[this.currIdx + 1]! === 33) {
      this.displayName();
      if (this.failedAt !== -1) return;
    }
    if (this.types[++this.currIdx] !== 13) return this.miss(26);
    this.addrSpec();
    if (this.failedAt !== -1) return;
    if (this.hasSpaceRound()) this.report('uri-space');
    if (this.types[++this.currIdx] !== 14) return this.miss(27);
  }

  address(): void {
    this.#displayName = undefined;
    if (
      (this.types[this.currIdx + 1]! - 2) >>> 0 <= 4 ||
      this.types[this.currIdx + 1]! === 13 ||
      this.types[this.currIdx + 1]! === 33
    ) {
      this.nameAddr();
      if (this.failedAt !== -1) return;
    } else if (this.types[this.currIdx + 1]! === 19) {
      this.addrSpec();
      if (this.failedAt !== -1) return;
      if (this.text().includes('?')) this.report('addr-spec-brackets');
    } else return this.missNext(28);
  }

  addressParams(): void {
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.noteTag();
    }
  }

  fromParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    if (this.noteTag()) this.checkParam(fromForms);
  }

  fromSpec(): void {
    this.address();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.fromParam();
      if (this.failedAt !== -1) return;
    }
  }

  rplytoSpec(): void {
    this.address();
    if (this.failedAt !== -1) return;
    this.addressParams();
    if (this.failedAt !== -1) return;
  }

  addressList(): void {
    this.rplytoSpec();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.rplytoSpec();
      if (this.failedAt !== -1) return;
    }
  }

  routeParam(): void {
    const first = this.currIdx + 1;
    this.address();
    if (this.failedAt !== -1) return;
    if (this.isUri(first)) this.report('route-brackets');
    this.addressParams();
    if (this.failedAt !== -1) return;
  }

  route(): void {
    this.routeParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.routeParam();
      if (this.failedAt !== -1) return;
    }
  }

  protected newAddress(displayName: string | undefined): LazyAddress {
    const at = Math.max(this.currIdx, 0);
    const span = [this.tokens.starts[at]!, this.tokens.ends[at]!] as const;
    const Address = this.#addressesOf === this.values ? this.#addressClass : LazyAddress;
    return new Address(displayName, span, this.newParams(), this.tokens.source, this.readUri);
  }

  protected makeAddresses(addressClass: typeof LazyAddress): void {
    this.#addressClass = addressClass;
    this.#addressesOf = this.values;
  }

  protected noteTag(): boolean {
    const address = this.values[this.values.length - 1];
    const param = this.params[this.params.length - 1];
    if (param === undefined || !isWord(param.name, 'tag')) return false;
    if (address instanceof LazyAddress) address.tag ??= param.value;
    return true;
  }

  protected hasSpaceRound(): boolean {
    if (this.currIdx < 0) return false;
    const { bytes } = this.tokens.source;
    const before = bytes[this.tokens.starts[this.currIdx]! - 1] ?? 0;
    const after = bytes[this.tokens.ends[this.currIdx]!] ?? 0;
    return ((characterClasses[before]! | characterClasses[after]!) & spaceChar) !== 0;
  }

  protected checkBrackets(first: number): void {
    const type = this.currIdx < 0 ? tokenCode.laquot : this.tokens.types[first];
    // What is no name at all has been reported as that.
    if (type !== tokenCode.laquot && type !== tokenCode.displayText) this.report('uri-brackets');
  }

  protected isUri(index: number): boolean {
    return this.currIdx >= 0 && this.tokens.types[index] === tokenCode.uri;
  }

  protected textFrom(first: number): string {
    return this.currIdx < 0
      ? ''
      : this.tokens.source.slice(this.tokens.starts[first]!, this.tokens.ends[this.currIdx]!);
  }

  contactParams(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    if (!this.noteTag()) this.checkContactParam();
  }

  contactParam(): void {
    this.address();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.contactParams();
      if (this.failedAt !== -1) return;
    }
  }

  contact(): void {
    this.makeAddresses(ContactAddress);
    if (this.types[this.currIdx + 1]! === 15) {
      this.currIdx++;
      this.values.push('*');
    } else if (
      (this.types[this.currIdx + 1]! - 2) >>> 0 <= 4 ||
      this.types[this.currIdx + 1]! === 13 ||
      this.types[this.currIdx + 1]! === 19 ||
      this.types[this.currIdx + 1]! === 33
    ) {
      this.contactParam();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        this.contactParam();
        if (this.failedAt !== -1) return;
      }
    } else return this.missNext(29);
  }

  referParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkFeature(featureForms);
  }

  referTo(): void {
    this.makeAddresses(ReferTo);
    this.address();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.referParam();
      if (this.failedAt !== -1) return;
    }
  }

  asterisk(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    if (this.text() !== '*') this.report('value-form', 'expected *');
    this.values.push(new Preferences(this.newParams()));
  }

  acValue(): void {
    this.asterisk();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkFeature(acForms);
    }
  }

  acceptContact(): void {
    this.acValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.acValue();
      if (this.failedAt !== -1) return;
    }
  }

  rcValue(): void {
    this.asterisk();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkFeature(featureForms);
    }
  }

  rejectContact(): void {
    this.rcValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.rcValue();
      if (this.failedAt !== -1) return;
    }
  }

  featureCap(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkFeatureCap();
  }

  fcValue(): void {
    this.asterisk();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.featureCap();
      if (this.failedAt !== -1) return;
    }
  }

  featureCaps(): void {
    this.fcValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.fcValue();
      if (this.failedAt !== -1) return;
    }
  }

  directive(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(30);
    const directive = this.text();
    if (!directiveForm.accepts(directive, false)) this.report('value-form', `expected ${directiveForm.form}`);
    this.values.push(directive);
  }

  requestDisposition(): void {
    this.directive();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.directive();
      if (this.failedAt !== -1) return;
    }
  }

  protected checkContactParam(): void {
    const param = this.params[this.params.length - 1];
    if (param === undefined || this.currIdx < 0) return;
    const value = param.value ?? '';
    if (isWord(param.name, 'q')) {
      if (!isQvalue(value)) this.report('contact-q');
    } else if (isWord(param.name, 'expires')) {
      if (!isDigits(value) || Number(value) > maxUint32) this.report('contact-expires');
    } else this.checkFeature(contactForms);
  }

  protected checkFeature(forms: ParameterForms): void {
    const param = this.params[this.params.length - 1];
    if (param !== undefined) this.checkForm(featureFormOf(forms, param.name));
  }

  protected checkFeatureCap(): void {
    const param = this.params[this.params.length - 1];
    if (this.currIdx < 0 || param === undefined) return;
    const form = featureFormOf(fcForms, param.name);
    if (!isFeatureName(param.name)) this.report('feature-cap', param.name);
    else if (form?.accepts(param.value, param.quoted) === false || (param.quoted && !isFeatureText(this.text())))
      this.report('parameter-form', `${param.name}: expected ${form?.form}`);
  }

  bracketedUri(): void {
    const first = this.currIdx + 1;
    this.address();
    if (this.failedAt !== -1) return;
    this.checkBrackets(first);
  }

  alertParam(): void {
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(alertForms);
    }
  }

  alertInfo(): void {
    this.makeAddresses(AlertInfo);
    this.alertParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.alertParam();
      if (this.failedAt !== -1) return;
    }
  }

  infoParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkParam(infoForms);
  }

  info(): void {
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.infoParam();
      if (this.failedAt !== -1) return;
    }
  }

  callInfo(): void {
    this.makeAddresses(CallInfo);
    this.info();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.info();
      if (this.failedAt !== -1) return;
    }
  }

  errorUri(): void {
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    this.addressParams();
    if (this.failedAt !== -1) return;
  }

  errorInfo(): void {
    this.errorUri();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.errorUri();
      if (this.failedAt !== -1) return;
    }
  }

  referEventsAt(): void {
    this.bracketedUri();
    if (this.failedAt !== -1) return;
    this.checkSipScheme();
    this.addressParams();
    if (this.failedAt !== -1) return;
  }

  referredBy(): void {
    this.makeAddresses(ReferredBy);
    this.address();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(referredByForms);
    }
  }

  protected checkSipScheme(): void {
    const address = this.values[this.values.length - 1];
    if (address instanceof LazyAddress && !/^sips?:/i.test(address.uriText)) this.report('uri-not-sip');
  }

  sentProtocol(): { protocol: string; transport: string } {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(31);
    const name = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(32);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(31);
    const version = this.text();
    const isSip2 = isWord(name, 'sip') && version === '2.0';
    if (!isSip2) this.report('via-protocol');
    const protocol = isSip2 && name === 'SIP' ? 'SIP/2.0' : `${name}/${version}`;
    if (this.types[++this.currIdx] !== 12) return this.miss(32);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(31);
    return { protocol, transport: this.text() };
  }

  sentBy(): HostPort {
    let portText: string | undefined;
    const host = this.host();
    if (this.failedAt !== -1) return undefined as never;
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      portText = this.port();
      if (this.failedAt !== -1) return undefined as never;
    }
    return hostPort(host, portText);
  }

  viaParams(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
  }

  viaParm(): void {
    const sent = this.sentProtocol();
    if (this.failedAt !== -1) return;
    if (this.isNextAdjacent()) this.report('via-syntax');
    const sentBy = this.sentBy();
    if (this.failedAt !== -1) return;
    const via = new ViaParm(sent.protocol, sent.transport, sentBy, this.newParams());
    this.values.push(via);
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.viaParams();
      if (this.failedAt !== -1) return;
      this.readViaParam(via);
    }
  }

  via(): void {
    this.viaParm();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.viaParm();
      if (this.failedAt !== -1) return;
    }
  }

  protected readViaParam(via: ViaParm): void {
    const param = this.params[this.params.length - 1];
    if (param === undefined || this.currIdx < 0) return;
    const value = param.value ?? '';
    switch (lowerCase(param.name)) {
      case 'branch':
        if (param.value === undefined || param.quoted) this.report('via-branch');
        via.branch ??= param.value;
        break;
      case 'rport':
        if (isPort(value)) via.rport ??= Number(value);
        else if (param.value !== undefined) this.report('via-rport');
        break;
      case 'received':
        this.checkReceived(value);
        via.received ??= param.value;
        break;
      case 'ttl':
        if (!isDigits(value) || value.length > 3 || Number(value) > 255) this.report('via-ttl');
        break;
      case 'maddr':
        this.reportIfAny(checkHost(value));
        break;
      default:
        this.checkParam(viaForms);
    }
  }

  protected checkReceived(value: string): void {
    if (isIpv4(value)) return;
    if (value.startsWith('[')) this.report('via-received-brackets');
    else if (checkIpv6(value) !== undefined) this.report('via-received');
  }

  mParameter(): void {
    let value = '';
    let quoted = false;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(33);
    const name = this.text();
    if (this.types[++this.currIdx] !== 10) return this.miss(34);
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      value = this.text();
      this.reportLoose();
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      value = unquote(this.text());
      quoted = true;
    } else return this.missNext(35);
    this.params.push({ name, value, quoted });
    this.checkParam(mediaTypeForms);
  }

  mediaType(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(36);
    const type = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(37);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(36);
    this.values.push(new MediaType(type, this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.mParameter();
      if (this.failedAt !== -1) return;
    }
  }

  acceptParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkParam(acceptForms);
  }

  acceptRange(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(38);
    const type = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(39);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(38);
    this.values.push(new MediaRange(type, this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.acceptParam();
      if (this.failedAt !== -1) return;
    }
  }

  accept(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.acceptRange();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        this.acceptRange();
        if (this.failedAt !== -1) return;
      }
    }
  }

  encoding(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(40);
    this.values.push(new Preference(this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.acceptParam();
      if (this.failedAt !== -1) return;
    }
  }

  acceptEncoding(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.encoding();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        this.encoding();
        if (this.failedAt !== -1) return;
      }
    }
  }

  language(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(41);
    const range = this.text();
    if (range !== '*' && !isLanguageTag(range)) this.report('language-tag');
    this.values.push(new Preference(range, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.acceptParam();
      if (this.failedAt !== -1) return;
    }
  }

  acceptLanguage(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.language();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        this.language();
        if (this.failedAt !== -1) return;
      }
    }
  }

  languageTag(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(42);
    const tag = this.text();
    if (!isLanguageTag(tag)) this.report('language-tag');
    this.values.push(tag);
  }

  contentLanguage(): void {
    this.languageTag();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.languageTag();
      if (this.failedAt !== -1) return;
    }
  }

  contentDisposition(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(43);
    this.values.push(new ContentDisposition(this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(dispositionForms);
    }
  }

  contentId(): void {
    if (this.types[++this.currIdx] !== 32) return this.miss(44);
    const text = this.text();
    if (!isMsgId(text)) this.report('content-id-syntax');
    this.values.push(text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1) : text);
  }

  mimeVersion(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(45);
    const version = this.text();
    if (!/^\d+\.\d+$/.test(version)) this.report('number-form');
    this.values.push(version);
  }

  protected authForms: ParameterForms = noForms;

  authParam(): void {
    let value = '';
    let quoted = false;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(46);
    const name = this.text();
    if (this.types[++this.currIdx] !== 10) return this.miss(47);
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      value = this.text();
      this.reportLoose();
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      value = unquote(this.text());
      quoted = true;
    } else return this.missNext(48);
    this.params.push({ name, value, quoted });
    this.checkParam(this.authForms);
  }

  challenge(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(49);
    this.beginChallenge();
    this.authParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 && this.types[this.currIdx + 2]! === 10) {
        this.authParam();
        if (this.failedAt !== -1) return;
      } else if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 && (this.types[this.currIdx + 2]! - 2) >>> 0 <= 3) {
        if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(49);
        this.report('auth-combined');
        this.beginChallenge();
        this.authParam();
        if (this.failedAt !== -1) return;
      } else return this.missNext(49);
    }
  }

  credentials(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(50);
    const scheme = this.text();
    if (this.types[this.currIdx + 1]! === 32) {
      this.currIdx++;
      this.values.push(new Credentials(scheme, this.newParams(), this.text()));
    } else if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.beginCredentials(scheme);
      this.authParam();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 && this.types[this.currIdx + 2]! === 10) {
          this.authParam();
          if (this.failedAt !== -1) return;
        } else if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 && (this.types[this.currIdx + 2]! - 2) >>> 0 <= 3) {
          if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(50);
          this.report('auth-combined');
          this.beginCredentials(this.text());
          this.authParam();
          if (this.failedAt !== -1) return;
        } else return this.missNext(50);
      }
    } else return this.missNext(51);
  }

  ainfo(): void {
    this.authForms = ainfoForms;
    this.values.push(new AuthenticationInfo(this.newParams()));
    this.authParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.authParam();
      if (this.failedAt !== -1) return;
    }
  }

  protected beginChallenge(): void {
    const scheme = this.text();
    this.authForms = challengeFormsOf(scheme);
    this.values.push(new Challenge(scheme, this.newParams()));
  }

  protected beginCredentials(scheme: string): void {
    this.authForms = credentialsFormsOf(scheme);
    this.values.push(new Credentials(scheme, this.newParams()));
  }

  callid(): string {
    if (this.types[++this.currIdx] !== 31) return this.miss(52);
    const callId = this.text();
    const at = callId.indexOf('@');
    if (at === 0 || (at !== -1 && (at === callId.length - 1 || callId.includes('@', at + 1))))
      this.report('call-id-at');
    return callId;
  }

  callIdValue(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.values.push(callId);
  }

  callids(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.values.push(callId);
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      const next = this.callid();
      if (this.failedAt !== -1) return;
      this.values.push(next);
    }
  }

  replaces(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.values.push(new Replaces(callId, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(replacesForms);
    }
    this.checkTags('to-tag', 'from-tag');
  }

  join(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.values.push(new Replaces(callId, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(joinForms);
    }
    this.checkTags('to-tag', 'from-tag');
  }

  targetDialog(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.values.push(new TargetDialog(callId, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(tdForms);
    }
    this.checkTags('remote-tag', 'local-tag');
  }

  cseq(): void {
    const cseq = this.cseqValue();
    if (this.failedAt !== -1) return;
    this.values.push(cseq);
  }

  cseqValue(): CSeq {
    if (this.types[++this.currIdx] !== 5) return this.miss(53);
    const numberText = this.text();
    const number = this.uint32();
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    return { number, numberText, method: this.text() };
  }

  rack(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(54);
    const responseNumberText = this.text();
    const responseNumber = this.uint32();
    const cseq = this.cseqValue();
    if (this.failedAt !== -1) return;
    this.values.push({ responseNumber, responseNumberText, cseq });
  }

  sessionExpires(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(55);
    this.values.push(new SessionExpires(this.uint32(), this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(seForms);
    }
  }

  minSe(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(56);
    this.values.push(new DeltaParams(this.uint32(), this.text(), this.newParams()));
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  retryAfter(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(57);
    const value = new RetryAfter(this.uint32(), this.text(), this.newParams());
    this.values.push(value);
    if (this.types[this.currIdx + 1]! === 7) {
      this.currIdx++;
      value.comment = this.text();
    }
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkParam(retryForms);
    }
  }

  protected checkTags(one: string, other: string): void {
    if (this.currIdx < 0) return;
    let ones = 0;
    let others = 0;
    for (const { name } of this.params) {
      if (isWord(name, one)) ones++;
      else if (isWord(name, other)) others++;
    }
    if (ones !== 1 || others !== 1) this.report('dialog-tags', `${one}, ${other}`);
  }

  eventType(): string {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(58);
    const type = this.text();
    if (type.startsWith('.') || type.endsWith('.') || type.includes('..')) this.report('event-type');
    return type;
  }

  event(): void {
    const type = this.eventType();
    if (this.failedAt !== -1) return;
    this.values.push(new Event(type, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.eventParam();
      if (this.failedAt !== -1) return;
    }
  }

  eventParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkParam(eventForms);
  }

  allowEvents(): void {
    const first = this.eventType();
    if (this.failedAt !== -1) return;
    this.values.push(first);
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      const next = this.eventType();
      if (this.failedAt !== -1) return;
      this.values.push(next);
    }
  }

  subexpParams(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkParam(subexpForms);
  }

  subscriptionState(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(59);
    this.values.push(new SubscriptionState(this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.subexpParams();
      if (this.failedAt !== -1) return;
    }
  }

  entityTag(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(60);
    this.values.push(this.text());
  }

  referSub(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(61);
    if (!referSubForm.accepts(this.text(), false)) this.report('value-form', `expected ${referSubForm.form}`);
    this.values.push({ value: this.text(), params: this.newParams() });
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  serverVal(): void {
    if (!((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 || this.types[this.currIdx + 1]! === 7))
      return this.missNext(62);
    do {
      if (this.isNextAdjacent()) this.report('product-syntax');
      if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
        this.product();
        if (this.failedAt !== -1) return;
      } else if (this.types[this.currIdx + 1]! === 7) {
        this.currIdx++;
      } else return this.missNext(62);
    } while ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 || this.types[this.currIdx + 1]! === 7);
    this.values.push(new Products(this.wholeText()));
  }

  product(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(63);
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(63);
    }
  }

  warningValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(64);
    const code = this.text();
    if (code.length !== 3) this.report('warning-code');
    const agent = this.warnAgent();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 6) return this.miss(65);
    if (this.isAdjacent()) this.report('warning-syntax');
    this.values.push({ code: Math.min(Number(code), Number.MAX_SAFE_INTEGER), agent, text: unquote(this.text()) });
  }

  warnAgent(): string {
    let port = '';
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
    } else if (this.types[this.currIdx + 1]! === 20) {
      this.currIdx++;
    } else return this.missNext(66);
    const agent = this.text();
    if (this.isAdjacent()) this.report('warning-syntax');
    if (this.isIpv6Reference()) this.reportIfAny(checkHost(agent));
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      // A pseudonym has no port.
      this.reportIfAny(checkHost(agent));
      if (!this.isAdjacent() || !this.isNextAdjacent()) this.report('warning-syntax');
      const portText = this.port();
      if (this.failedAt !== -1) return undefined as never;
      port = `:${portText}`;
    }
    return agent + port;
  }

  warning(): void {
    this.warningValue();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.warningValue();
      if (this.failedAt !== -1) return;
    }
  }

  priorityValue(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(67);
    this.values.push(this.text());
  }

  sipDate(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(68);
    if (!days.has(lowerCase(this.text()))) this.report('date-day');
    if (this.types[++this.currIdx] !== 8) return this.miss(69);
    if (!this.isAdjacent()) this.report('date-space');
    if (this.types[++this.currIdx] !== 5) return this.miss(70);
    const day = this.dateNumber(2, 31);
    this.checkDateSpace();
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(68);
    const month = months.indexOf(lowerCase(this.text()));
    if (month === -1) this.report('date-month');
    this.checkDateSpace();
    if (this.types[++this.currIdx] !== 5) return this.miss(70);
    const year = this.dateNumber(4, 9999);
    this.checkDateSpace();
    if (this.types[++this.currIdx] !== 5) return this.miss(70);
    const hour = this.dateNumber(2, 23);
    this.checkDateSpace();
    if (this.types[++this.currIdx] !== 11) return this.miss(71);
    if (!this.isAdjacent()) this.report('date-space');
    if (this.types[++this.currIdx] !== 5) return this.miss(70);
    const minute = this.dateNumber(2, 59);
    if (!this.isAdjacent()) this.report('date-space');
    if (this.types[++this.currIdx] !== 11) return this.miss(71);
    if (!this.isAdjacent()) this.report('date-space');
    if (this.types[++this.currIdx] !== 5) return this.miss(70);
    const second = this.dateNumber(2, 60);
    if (!this.isAdjacent()) this.report('date-space');
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(68);
    if (lowerCase(this.text()) !== 'gmt') this.report('date-zone');
    this.checkDateSpace();
    const timeMs = Date.UTC(year, Math.max(month, 0), day, hour, minute, second);
    // Numbers far out of range give no time at all.
    if (Number.isFinite(timeMs)) this.values.push(new Date(timeMs));
  }

  timestamp(): void {
    let delay: string | undefined;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(72);
    const timestamp = this.decimal();
    if (timestamp.startsWith('.')) this.report('number-form');
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      delay = this.decimal();
    }
    this.values.push(new Timestamp(timestamp, delay));
  }

  protected decimal(): string {
    const text = this.text();
    const dot = text.indexOf('.');
    const digits = dot === -1 ? text : text.slice(0, dot) + text.slice(dot + 1);
    if (digits !== '' && !isDigits(digits)) this.report('number-form');
    return text;
  }

  protected dateNumber(digits: number, max: number): number {
    const text = this.text();
    if (text.length !== digits || Number(text) > max) this.report('date-number');
    return Number(text);
  }

  protected checkDateSpace(): void {
    if (this.isAdjacent()) this.report('date-space');
  }

  protected isIpv6Reference(): boolean {
    return this.currIdx >= 0 && this.tokens.types[this.currIdx] === tokenCode.ipv6Reference;
  }

  privacy(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(73);
    this.values.push(this.text());
    while (this.types[this.currIdx + 1]! === 8 || this.types[this.currIdx + 1]! === 9) {
      if (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
      } else return this.missNext(74);
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(73);
      this.values.push(this.text());
    }
  }

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
    if (this.isUri(first)) this.report('name-addr-brackets');
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

  protected checkUri(form: ParameterForm): void {
    const address = this.values[this.values.length - 1];
    if (this.currIdx >= 0 && address instanceof LazyAddress && !form.accepts(address.uriText, false))
      this.diagnostics.push({ code: 'value-form', span: address.uriSpan, detail: `expected ${form.form}` });
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

  protected spanFrom(first: number): Span {
    const { starts, ends } = this.tokens;
    return [starts[Math.max(first, 0)]!, ends[Math.max(this.currIdx, 0)]!];
  }

  protected reportFrom(first: number, code: DiagnosticCode, detail?: string): void {
    if (this.currIdx < 0) return;
    const span = this.spanFrom(first);
    this.diagnostics.push(detail === undefined ? { code, span } : { code, span, detail });
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
        if (this.hasSpaceRound()) this.report('uri-space');
        if (this.types[++this.currIdx] !== 14) return this.miss(78);
      } else if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
        this.currIdx++;
        value = this.text();
        this.reportLoose();
      } else if (this.types[this.currIdx + 1]! === 6) {
        this.currIdx++;
        value = unquote(this.text());
        quoted = true;
      } else if (this.types[this.currIdx + 1]! === 20) {
        this.currIdx++;
        value = this.text();
      } else return this.missNext(79);
    }
    const isInfo = isWord(name, 'info') && !hasParameter(this.params, 'info');
    this.params.push({ name, value, quoted });
    if (isUri !== isInfo) this.report('parameter-form', `${name}: only info has a URI, in < and >`);
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
      this.values.push(new Identity(withoutBlanks(digest), this.spanFrom(first), false, params, this.newUris()));
      const span = this.spanFrom(first);
      while (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
        this.identInfoParams();
        if (this.failedAt !== -1) return;
      }
      this.checkIdentity(digest, span);
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      const digest = withoutBlanks(unquote(this.text()));
      this.values.push(new Identity(digest, this.spanFrom(first), true, this.newParams()));
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
    else if (/(?:^|\.)0\d/.test(index.value ?? '')) this.report('history-index-zeros', index.value);
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
    this.genericParams();
    if (this.failedAt !== -1) return;
    if (this.params.length > 0) this.report('parameter-unexpected', this.params[0]?.name);
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
    this.values.push(this.text());
    while (this.types[this.currIdx + 1]! === 8 || this.types[this.currIdx + 1]! === 9) {
      if (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
      } else return this.missNext(82);
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(81);
      this.values.push(this.text());
    }
  }

  protected checkIdentity(digest: string, span: Span): void {
    if (this.currIdx < 0) return;
    const isDraft = this.params.length === 0 && !digest.includes('.');
    if (isDraft) this.diagnostics.push({ code: 'identity-obsolete', span });
    else if (!/^[\w.-]*$/.test(digest)) this.diagnostics.push({ code: 'identity-digest', span });
    if (!isDraft && !isWord(this.params[0]?.name ?? '', 'info')) this.report('identity-info');
  }

  reasonValue(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(83);
    this.values.push(new Reason(this.text(), this.newParams()));
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
    this.values.push(new SessionId(this.text(), this.newParams()));
    this.forms = sessionIdForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  secMechanism(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(85);
    this.values.push(new SecurityMechanism(this.text(), this.newParams()));
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
    this.values.push({ namespace: text.slice(0, Math.max(dot, 0)), priority: text.slice(dot + 1) });
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
    this.values.push(params[0]);
  }

  locationErrorValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(87);
    this.checkValue(errorCode);
    this.values.push(new ErrorValue(Number(this.text()), this.newParams()));
    this.forms = locationErrorForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  errorValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(88);
    this.checkValue(threeDigits);
    this.values.push(new ErrorValue(Number(this.text()), this.newParams()));
    this.forms = alertErrorForms;
    this.formedParams();
    if (this.failedAt !== -1) return;
  }

  uuiValue(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.values.push(new UserToUser(this.text(), false, this.newParams()));
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      this.values.push(new UserToUser(unquote(this.text()), true, this.newParams()));
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
    this.values.push(new AnswerMode(this.text(), this.newParams()));
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
      this.values.push({ name: this.text(), quoted: false, params: this.newParams() });
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      this.values.push({ name: unquote(this.text()), quoted: true, params: this.newParams() });
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
    this.values.push(new AccessNetworkInfo(this.text(), this.newParams()));
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
    this.values.push(new ChargingAddresses(this.newParams()));
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
    this.values.push(new ChargingVector(this.newParams()));
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
    this.values.push(new ServiceId(this.text()));
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
    this.values.push({ value: this.text(), params: this.newParams() });
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  pMediaAuthorizationToken(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(95);
    this.checkValue(hexDigits);
    this.values.push(this.text());
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
    this.values.push(this.text());
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
    this.values.push(new BillingInfo(correlationId, feid, this.newParams(), this.newUris()));
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
    this.values.push(new Surveillance(signalling, this.newParams()));
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
    this.values.push(new DcsRedirect(unquote(this.text()), this.newParams(), this.newUris()));
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

  nonWsString(): string {
    if (this.types[this.currIdx + 1]! === 34) {
      this.currIdx++;
    } else if (this.types[this.currIdx + 1]! === 5) {
      this.currIdx++;
    } else return this.missNext(101);
    return this.text();
  }

  originField(): void {
    const username = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(102);
    const sessionId = this.text();
    if (this.types[++this.currIdx] !== 5) return this.miss(102);
    const sessionVersion = this.text();
    const networkType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const addressType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const address = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ username, sessionId, sessionVersion, networkType, addressType, address } satisfies Origin);
  }

  connectionField(): void {
    let first: number | undefined;
    let second: number | undefined;
    const networkType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const addressType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const address = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 5) return this.miss(103);
      first = this.integer();
      if (addressType === 'IP6') this.checkAddressCount(first);
      else if (addressType === 'IP4' && first > 255) this.reportFew('sdp-ttl');
      if (this.types[this.currIdx + 1]! === 12) {
        this.currIdx++;
        if (this.types[++this.currIdx] !== 5) return this.miss(103);
        second = this.integer();
        this.checkAddressCount(second);
      }
    }
    // An IPv6 group has no ttl: what stands there is the count.
    const isIp6 = addressType === 'IP6';
    const isGroup = addressType === 'IP4' && /^2(?:2[4-9]|3\d)\./.test(address);
    const isMisplaced = isIp6 ? second !== undefined : addressType === 'IP4' && isGroup !== (first !== undefined);
    if (isMisplaced) this.reportFew('sdp-ttl-misplaced');
    const ttl = isIp6 ? undefined : first;
    const count = isIp6 ? first : second;
    this.values.push({ networkType, addressType, address, ttl, count } satisfies Connection);
  }

  bandwidthField(): void {
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 11) return this.miss(104);
    if (this.types[++this.currIdx] !== 5) return this.miss(105);
    this.values.push({ type, value: this.integer() } satisfies Bandwidth);
  }

  timeField(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(106);
    const start = this.integer();
    if (this.types[++this.currIdx] !== 5) return this.miss(106);
    this.values.push({ start, stop: this.integer(), repeats: [] } satisfies Timing);
  }

  repeatField(): void {
    const offsets: number[] = [];
    const interval = this.typedTime();
    if (this.failedAt !== -1) return;
    const duration = this.typedTime();
    if (this.failedAt !== -1) return;
    this.values.push({ interval, duration, offsets } satisfies RepeatTimes);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(107);
    do {
      const offset = this.typedTime();
      if (this.failedAt !== -1) return;
      offsets.push(offset);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  zoneField(): void {
    const adjustments: ZoneAdjustment[] = [];
    this.values.push(adjustments);
    if (!(this.types[this.currIdx + 1]! === 5)) return this.missNext(108);
    do {
      this.currIdx++;
      const time = this.integer();
      const offset = this.typedTime();
      if (this.failedAt !== -1) return;
      adjustments.push({ time, offset });
    } while (this.types[this.currIdx + 1]! === 5);
  }

  typedTime(): number {
    const text = this.nonWsString();
    if (this.failedAt !== -1) return undefined as never;
    const [, digits, unit = 's'] = /^(-?\d{1,10})([dhms]?)$/.exec(text) ?? [];
    if (digits === undefined) this.reportFew('sdp-time-form');
    return Number(digits ?? 0) * (secondsOfUnit[unit] ?? 1);
  }

  mediaField(): void {
    let portCount: number | undefined;
    const formats: string[] = [];
    const kind = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(109);
    const port = Number(this.text());
    if (port > maxPort) this.reportFew('sdp-port');
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 5) return this.miss(109);
      portCount = this.integer();
      if (portCount === 0 || port + portCount - 1 > maxPort) this.reportFew('sdp-port-count');
    }
    const proto = this.proto();
    if (this.failedAt !== -1) return;
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(110);
    do {
      const format = this.nonWsString();
      if (this.failedAt !== -1) return;
      formats.push(format);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
    this.values.push({ kind, port: port > maxPort ? undefined : port, portCount, proto, formats } satisfies MediaField);
  }

  proto(): string {
    let proto = this.nonWsString();
    if (this.failedAt !== -1) return undefined as never;
    while (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      const part = this.nonWsString();
      if (this.failedAt !== -1) return undefined as never;
      proto += `/${part}`;
    }
    return proto;
  }

  attribute(): void {
    let value: string | undefined;
    if (this.types[++this.currIdx] !== 34) return this.miss(111);
    const name = this.text();
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      value = '';
      if (this.types[this.currIdx + 1]! === 32) {
        this.currIdx++;
        value = this.text();
      }
    }
    this.values.push({ name, value } satisfies AttributeField);
  }

  rtpmapValue(): void {
    let channels = 1;
    if (this.types[++this.currIdx] !== 5) return this.miss(112);
    const payloadType = this.integer();
    if (payloadType > 127) this.reportFew('sdp-payload-type');
    const encoding = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 12) return this.miss(113);
    if (this.types[++this.currIdx] !== 5) return this.miss(112);
    const clockHz = this.integer();
    if (clockHz === 0) this.reportFew('sdp-clock-rate');
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      const params = this.nonWsString();
      if (this.failedAt !== -1) return;
      if (/^[1-9]\d{0,2}$/.test(params)) channels = Number(params);
    }
    this.values.push({ payloadType, encoding, clockHz, channels } satisfies RtpMap);
  }

  fmtpValue(): void {
    const format = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 32) return this.miss(114);
    this.values.push({ format, parameters: this.text() } satisfies FormatParameters);
  }

  protected reportFew(code: DiagnosticCode, detail?: string): void {
    if (this.diagnostics.length < maxReports) this.report(code, detail);
  }

  protected integer(): number {
    const value = Number(this.text());
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    this.reportFew('sdp-number-too-large');
    return Number.MAX_SAFE_INTEGER;
  }

  protected checkAddressCount(count: number): void {
    if (count === 0 || count > multicastAddresses) this.reportFew('sdp-address-count');
  }

  wordValue(): void {
    const word = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push(word);
  }

  wordList(): void {
    const words: string[] = [];
    this.values.push(words);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(101);
    do {
      const word = this.nonWsString();
      if (this.failedAt !== -1) return;
      words.push(word);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  commaList(): void {
    const words: string[] = [];
    this.values.push(words);
    const first = this.nonWsString();
    if (this.failedAt !== -1) return;
    words.push(first);
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      const word = this.nonWsString();
      if (this.failedAt !== -1) return;
      words.push(word);
    }
  }

  integerValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(53);
    this.values.push(this.integer());
  }

  decimalValue(): void {
    const text = this.nonWsString();
    if (this.failedAt !== -1) return;
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
    this.expectSdp(value > 0 && Number.isFinite(value), 'a number above 0');
    this.values.push(value > 0 && Number.isFinite(value) ? value : undefined);
  }

  pairList(): void {
    const pairs: NameValue[] = [];
    this.values.push(pairs);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      pairs.push(this.namePair(this.text(), '='));
    }
  }

  corrMechanisms(): void {
    const pairs: NameValue[] = [];
    this.values.push(pairs);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(115);
    do {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      pairs.push(this.namePair(this.text(), ':'));
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  groupValue(): void {
    const ids: string[] = [];
    const semantics = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ semantics, ids } satisfies SdpGroup);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      const id = this.nonWsString();
      if (this.failedAt !== -1) return;
      ids.push(id);
    }
  }

  ssrcGroupValue(): void {
    const ssrcs: number[] = [];
    const semantics = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ semantics, ssrcs } satisfies SsrcGroup);
    while (this.types[this.currIdx + 1]! === 5) {
      this.currIdx++;
      ssrcs.push(this.sdpUint32());
    }
  }

  previousSsrcValue(): void {
    const ssrcs: number[] = [];
    this.values.push(ssrcs);
    if (!(this.types[this.currIdx + 1]! === 5)) return this.missNext(116);
    do {
      this.currIdx++;
      ssrcs.push(this.sdpUint32());
    } while (this.types[this.currIdx + 1]! === 5);
  }

  msidValue(): void {
    let track: string | undefined;
    const stream = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      track = this.nonWsString();
      if (this.failedAt !== -1) return;
    }
    this.values.push({ stream, track } satisfies Msid);
  }

  numberedAttribute(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(53);
    const id = this.sdpUint32();
    if (this.types[++this.currIdx] !== 32) return this.miss(117);
    this.values.push({ id, place: this.tokenSpan() } satisfies NumberedPlace);
  }

  statusValue(): void {
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    const status = this.statusType();
    if (this.failedAt !== -1) return;
    const direction = this.directionTag();
    if (this.failedAt !== -1) return;
    this.values.push({ type, strength: undefined, status, direction } satisfies Precondition);
  }

  desiredValue(): void {
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    const strength = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(strengthTags.includes(strength), ...strengthTags);
    const status = this.statusType();
    if (this.failedAt !== -1) return;
    const direction = this.directionTag();
    if (this.failedAt !== -1) return;
    this.values.push({ type, strength, status, direction } satisfies Precondition);
  }

  statusType(): string {
    const status = this.nonWsString();
    if (this.failedAt !== -1) return undefined as never;
    this.expectSdp(statusTypes.includes(status), ...statusTypes);
    return status;
  }

  directionTag(): string {
    const direction = this.nonWsString();
    if (this.failedAt !== -1) return undefined as never;
    this.expectSdp(directionTags.includes(direction), ...directionTags);
    return direction;
  }

  tcapValue(): void {
    const protos: string[] = [];
    if (this.types[++this.currIdx] !== 5) return this.miss(118);
    this.values.push({ number: this.sdpUint32(), protos } satisfies TransportCapability);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(119);
    do {
      const proto = this.nonWsString();
      if (this.failedAt !== -1) return;
      protos.push(proto);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  configValue(): void {
    const lists: NameValue[] = [];
    if (this.types[++this.currIdx] !== 5) return this.miss(120);
    const number = this.sdpUint32();
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      lists.push(this.namePair(this.text(), '='));
    }
    this.values.push(this.configuration(number, lists));
  }

  cdscValue(): void {
    const formats: string[] = [];
    if (this.types[++this.currIdx] !== 5) return this.miss(121);
    const number = this.sdpUint32();
    const kind = this.nonWsString();
    if (this.failedAt !== -1) return;
    const proto = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ number, kind, proto, formats } satisfies CapabilityDescription);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(122);
    do {
      const format = this.nonWsString();
      if (this.failedAt !== -1) return;
      formats.push(format);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  flooridValue(): void {
    const streams: string[] = [];
    const id = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ id, streams } satisfies FloorId);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      const text = this.text();
      this.expectSdp(streams.length > 0 || /^m(?:strm|-stream):./.test(text), 'mstrm:');
      streams.push(streams.length > 0 ? text : text.substring(text.indexOf(':') + 1));
    }
  }

  protected expectSdp(isRight: boolean, ...expected: readonly string[]): void {
    // Told once of a token, however many of its pieces are wrong.
    const span = this.tokenSpan();
    if (isRight || this.currIdx < 0 || this.diagnostics.at(-1)?.span[0] === span[0]) return;
    this.reportFew('sdp-attribute-value', `expected ${expected.join(', ')}`);
  }

  protected sdpUint32(): number {
    const value = this.integer();
    this.expectSdp(value <= maxUint32, `a number up to ${maxUint32}`);
    return value;
  }

  protected sdpPort(): number | undefined {
    const port = Number(this.text());
    if (port <= maxPort) return port;
    this.reportFew('sdp-port');
    return undefined;
  }

  protected tokenSpan(): readonly [number, number] {
    return this.currIdx < 0 ? [0, 0] : [this.tokens.starts[this.currIdx]!, this.tokens.ends[this.currIdx]!];
  }

  protected namePair(text: string, mark: string): NameValue {
    const at = text.indexOf(mark);
    return at === -1
      ? { name: text, value: undefined }
      : { name: text.substring(0, at), value: text.substring(at + 1) };
  }

  protected textPieces(text: string, mark: string): readonly string[] {
    const found: string[] = [];
    let quoted = false;
    let depth = 0;
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character === '"') quoted = !quoted;
      else if (character === '[') depth++;
      else if (character === ']') depth--;
      else if (character === mark && !quoted && depth === 0) {
        found.push(text.substring(from, at));
        from = at + 1;
      }
    }
    found.push(text.substring(from));
    return found;
  }

  protected numberList(text: string, mark: string): readonly number[] {
    const found: number[] = [];
    for (const one of text.split(mark)) {
      const isNumber = /^\d{1,15}$/.test(one);
      this.expectSdp(isNumber, 'a number');
      if (isNumber) found.push(Number(one));
    }
    return found;
  }

  protected configuration(number: number, lists: readonly NameValue[]): Configuration {
    const attributeText = lists.find(({ name }) => name === 'a')?.value ?? '';
    const transportText = lists.find(({ name }) => name === 't')?.value ?? '';
    const [, deletes, rest] = /^-(m|s|ms)(?::(.*)|$)/.exec(attributeText) ?? [];
    const alternatives = deletes === undefined ? attributeText : (rest ?? '');
    const attributes = alternatives === '' ? [] : alternatives.split('|').map((text) => this.attributeList(text));
    const transports = transportText === '' ? [] : this.numberList(transportText, '|');
    return { number, deletes, attributes, transports, lists };
  }

  protected attributeList(text: string): Configuration['attributes'][number] {
    const bracket = text.indexOf('[');
    const mandatory = (bracket === -1 ? text : text.substring(0, bracket)).replace(/,$/, '');
    const optional = bracket === -1 ? '' : text.substring(bracket + 1).replace(/\]$/, '');
    return {
      mandatory: mandatory === '' ? [] : this.numberList(mandatory, ','),
      optional: optional === '' ? [] : this.numberList(optional, ','),
    };
  }

  candidateAttribute(): void {
    const extensions: NameValue[] = [];
    const foundation = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(/^[A-Za-z\d+/]{1,32}$/.test(foundation), '1 to 32 letters, digits, + and /');
    if (this.types[++this.currIdx] !== 5) return this.miss(123);
    const component = this.integer();
    this.expectSdp(component > 0 && component <= 256, 'a component from 1 to 256');
    const transport = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(123);
    const priority = this.sdpUint32();
    const address = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(123);
    const port = this.sdpPort();
    const keyword = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(keyword === 'typ', 'typ');
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      const name = this.nonWsString();
      if (this.failedAt !== -1) return;
      const value = this.nonWsString();
      if (this.failedAt !== -1) return;
      extensions.push({ name, value });
    }
    const extension = (name: string): string | undefined => extensions.find((one) => one.name === name)?.value;
    const relatedAddress = extension('raddr');
    const portText = extension('rport') ?? '';
    const relatedPort = /^\d{1,5}$/.test(portText) ? Number(portText) : undefined;
    const tcpType = extension('tcptype');
    const base = { foundation, component, transport, priority, address, port, type };
    this.values.push({ ...base, relatedAddress, relatedPort, tcpType, extensions } satisfies Candidate);
  }

  remoteCandidateAtt(): void {
    const candidates: RemoteCandidate[] = [];
    this.values.push(candidates);
    if (!(this.types[this.currIdx + 1]! === 5)) return this.missNext(124);
    do {
      this.currIdx++;
      const component = this.integer();
      const address = this.nonWsString();
      if (this.failedAt !== -1) return;
      if (this.types[++this.currIdx] !== 5) return this.miss(124);
      candidates.push({ component, address, port: this.sdpPort() });
    } while (this.types[this.currIdx + 1]! === 5);
  }

  cryptoValue(): void {
    const sessionParams: NameValue[] = [];
    if (this.types[++this.currIdx] !== 5) return this.miss(125);
    const tag = this.integer();
    const suite = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.nonWsString();
    if (this.failedAt !== -1) return;
    const keys = this.text()
      .split(';')
      .map((text) => this.cryptoKey(text));
    this.values.push({ tag, suite, keys, sessionParams } satisfies Crypto);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      sessionParams.push(this.namePair(this.text(), '='));
    }
  }

  fingerprintValue(): void {
    this.nonWsString();
    if (this.failedAt !== -1) return;
    const hash = this.text();
    const fingerprint = this.nonWsString();
    if (this.failedAt !== -1) return;
    const isHex = /^[\dA-F]{2}(?::[\dA-F]{2})*$/.test(fingerprint);
    this.expectSdp(isHex, 'bytes in upper-case hexadecimal, parted by colons');
    const bytes = hashBytes.get(hash.toLowerCase());
    this.expectSdp(!isHex || bytes === undefined || fingerprint.length === bytes * 3 - 1, `${bytes} bytes`);
    this.values.push({ hash, fingerprint } satisfies Fingerprint);
  }

  rtcpAttribute(): void {
    let networkType: string | undefined;
    let addressType: string | undefined;
    let address: string | undefined;
    if (this.types[++this.currIdx] !== 5) return this.miss(126);
    const port = this.sdpPort();
    if (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      networkType = this.nonWsString();
      if (this.failedAt !== -1) return;
      addressType = this.nonWsString();
      if (this.failedAt !== -1) return;
      address = this.nonWsString();
      if (this.failedAt !== -1) return;
    }
    this.values.push({ port, networkType, addressType, address } satisfies RtcpAddress);
  }

  altcValue(): void {
    let rtcpPort: number | undefined;
    if (this.types[++this.currIdx] !== 5) return this.miss(127);
    const number = this.integer();
    const addressType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const address = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(127);
    const port = this.sdpPort();
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 5) return this.miss(127);
      rtcpPort = this.sdpPort();
    }
    this.values.push({ number, addressType, address, port, rtcpPort } satisfies AlternativeAddress);
  }

  sourceFilterValue(): void {
    const sources: string[] = [];
    const mode = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(mode === 'incl' || mode === 'excl', 'incl', 'excl');
    const networkType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const addressType = this.nonWsString();
    if (this.failedAt !== -1) return;
    const destination = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ mode, networkType, addressType, destination, sources } satisfies SourceFilter);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(128);
    do {
      const source = this.nonWsString();
      if (this.failedAt !== -1) return;
      sources.push(source);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  sctpmapValue(): void {
    let streams: number | undefined;
    if (this.types[++this.currIdx] !== 5) return this.miss(129);
    const port = this.sdpPort();
    const protocol = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[this.currIdx + 1]! === 5) {
      this.currIdx++;
      streams = this.integer();
    }
    this.values.push({ port, protocol, streams } satisfies SctpMap);
  }

  keyMgmtAttValue(): void {
    const protocol = this.nonWsString();
    if (this.failedAt !== -1) return;
    const data = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(/^[A-Za-z\d+/]+=*$/.test(data), 'base64');
    this.values.push({ protocol, data } satisfies KeyManagement);
  }

  zrtpAttribute(): void {
    const version = this.nonWsString();
    if (this.failedAt !== -1) return;
    const hash = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(/^[\dA-Fa-f]+$/.test(hash), 'hexadecimal digits');
    this.values.push({ version, hash } satisfies ZrtpHash);
  }

  protected cryptoKey(text: string): CryptoKey {
    const { name: method, value: info } = this.namePair(text, ':');
    this.expectSdp(info !== undefined && info !== '', 'a key method, a colon and a key');
    if (method !== 'inline')
      return { method, keySalt: info ?? '', lifetime: undefined, mki: undefined, mkiLength: undefined };
    const [keySalt = '', ...rest] = (info ?? '').split('|');
    this.expectSdp(/^[A-Za-z\d+/]+=*$/.test(keySalt), 'a key in base64');
    const mkiText = rest.find((one) => one.includes(':'));
    const lifetimeText = rest[0] === mkiText ? undefined : rest[0];
    const [, mki, mkiLength] = /^(\d+):(\d{1,3})$/.exec(mkiText ?? '') ?? [];
    this.expectSdp(mkiText === undefined || isFrom1To128(Number(mkiLength)), 'an MKI and its length, from 1 to 128');
    return {
      method,
      keySalt,
      lifetime: lifetimeText === undefined ? undefined : this.keyLifetime(lifetimeText),
      mki: mki === undefined ? undefined : Number(mki),
      mkiLength: mkiLength === undefined ? undefined : Number(mkiLength),
    };
  }

  protected keyLifetime(text: string): number | undefined {
    const [, power, digits] = /^(2\^)?(\d{1,15})$/.exec(text) ?? [];
    const value = power === undefined ? Number(digits) : 2 ** Number(digits);
    const isRight = value > 0 && value <= Number.MAX_SAFE_INTEGER;
    this.expectSdp(isRight, 'a number of packets');
    return isRight ? value : undefined;
  }

  payloadTypeOrAll(): number | '*' {
    let payloadType: number | '*' = '*';
    if (this.types[this.currIdx + 1]! === 5) {
      this.currIdx++;
      payloadType = this.sdpPayloadType();
    } else if (this.types[this.currIdx + 1]! === 34) {
      this.currIdx++;
      this.expectSdp(this.text() === '*', 'a payload type', '*');
    } else return this.missNext(130);
    return payloadType;
  }

  rtcpFbValue(): void {
    const params: string[] = [];
    const payloadType = this.payloadTypeOrAll();
    if (this.failedAt !== -1) return;
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.values.push({ payloadType, type, params } satisfies RtcpFeedback);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      const param = this.nonWsString();
      if (this.failedAt !== -1) return;
      params.push(param);
    }
  }

  extmapValue(): void {
    let direction: string | undefined;
    if (this.types[++this.currIdx] !== 5) return this.miss(131);
    const id = this.integer();
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      direction = this.nonWsString();
      if (this.failedAt !== -1) return;
      this.expectSdp(isDirection(direction), 'sendrecv', 'sendonly', 'recvonly', 'inactive');
    }
    if (this.types[++this.currIdx] !== 32) return this.miss(132);
    const { name: uri, value: attributes } = this.namePair(this.text(), ' ');
    this.values.push({ id, direction, uri, attributes } satisfies Extmap);
  }

  scValue(): void {
    let send: SimulcastStreams = [];
    let recv: SimulcastStreams = [];
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(133);
    do {
      const direction = this.nonWsString();
      if (this.failedAt !== -1) return;
      this.expectSdp(direction === 'send' || direction === 'recv', 'send', 'recv');
      this.nonWsString();
      if (this.failedAt !== -1) return;
      if (direction === 'send') send = this.simulcastStreams(this.text());
      else recv = this.simulcastStreams(this.text());
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
    this.values.push({ send, recv } satisfies Simulcast);
  }

  ridSyntax(): void {
    let payloadTypes: readonly number[] = [];
    const restrictions: NameValue[] = [];
    const id = this.nonWsString();
    if (this.failedAt !== -1) return;
    const direction = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(direction === 'send' || direction === 'recv', 'send', 'recv');
    if (this.types[this.currIdx + 1]! === 32) {
      this.currIdx++;
      for (const piece of this.text().split(';')) {
        const param = this.namePair(piece.trim(), '=');
        if (param.name === 'pt') payloadTypes = this.numberList(param.value ?? '', ',');
        else restrictions.push(param);
      }
    }
    this.values.push({ id, direction, payloadTypes, restrictions } satisfies Rid);
  }

  imageAttr(): void {
    const payloadType = this.payloadTypeOrAll();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 32) return this.miss(134);
    this.values.push(this.imageAttribute(payloadType, this.text()));
  }

  framesizeValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(135);
    const payloadType = this.sdpPayloadType();
    const size = this.nonWsString();
    if (this.failedAt !== -1) return;
    const [, width, height] = /^(\d{1,6})-(\d{1,6})$/.exec(size) ?? [];
    this.expectSdp(height !== undefined, 'a width, "-" and a height');
    this.values.push({ payloadType, width: Number(width ?? 0), height: Number(height ?? 0) } satisfies FrameSize);
  }

  fileSelectorValue(): void {
    const selectors: NameValue[] = [];
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      const text = this.text();
      selectors.push(this.namePair(text, ':'));
      this.expectSdp(
        /^(?:name:"[^"]+"|size:\d+|type:.+|hash:[^:]+:.+)$/.test(text),
        'name:"…"',
        'size:',
        'type:',
        'hash:',
      );
    }
    this.values.push(fileSelector(selectors));
  }

  fileDateValue(): void {
    const dates: NameValue[] = [];
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(136);
    do {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      const text = this.text();
      dates.push(this.namePair(text, ':'));
      this.expectSdp(
        /^(?:creation|modification|read):"[^"]+"$/.test(text),
        'creation:"…"',
        'modification:"…"',
        'read:"…"',
      );
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
    const date = (wanted: string): string | undefined => quotedText(dates, wanted);
    const value = { creation: date('creation'), modification: date('modification'), read: date('read') };
    this.values.push(value satisfies FileDate);
  }

  fileRangeValue(): void {
    const text = this.nonWsString();
    if (this.failedAt !== -1) return;
    const [, start, stop] = /^(\d{1,15})-(\d{1,15}|\*)$/.exec(text) ?? [];
    this.expectSdp(stop !== undefined, 'two offsets, the second of which may be *');
    const range = { start: Number(start ?? 1), stop: stop === undefined || stop === '*' ? undefined : Number(stop) };
    this.values.push(range satisfies FileRange);
  }

  dcmapValue(): void {
    let options: readonly NameValue[] = [];
    if (this.types[++this.currIdx] !== 5) return this.miss(137);
    const streamId = this.integer();
    if (this.types[this.currIdx + 1]! === 32) {
      this.currIdx++;
      options = this.textPieces(this.text(), ';').map((piece) => this.namePair(piece.trim(), '='));
      const areRight = options.every(({ name, value }) => isDataChannelOption(name, value ?? ''));
      this.expectSdp(areRight, 'ordered=', 'subprotocol="…"', 'label="…"', 'max-retr=', 'max-time=', 'priority=');
    }
    this.values.push(dataChannel(streamId, options));
  }

  protected sdpPayloadType(): number {
    const payloadType = this.integer();
    if (payloadType > 127) this.reportFew('sdp-payload-type');
    return payloadType;
  }

  protected simulcastStreams(text: string): SimulcastStreams {
    return text.split(';').map((formats) =>
      formats.split(',').map((format) => {
        const paused = format.startsWith('~');
        const rid = paused ? format.substring(1) : format;
        this.expectSdp(/^[\w-]+$/.test(rid), 'a rid');
        return { rid, paused };
      }),
    );
  }

  protected imageAttribute(payloadType: number | '*', text: string): ImageAttribute {
    const found: { send: ImageSet[] | '*'; recv: ImageSet[] | '*' } = { send: [], recv: [] };
    let direction: 'send' | 'recv' | undefined;
    for (const word of text.split(/[ \t]/)) {
      if (word === '') continue;
      const sets: ImageSet[] | '*' | undefined = direction && found[direction];
      if (word === 'send' || word === 'recv') direction = word;
      else if (word === '*' && direction !== undefined) found[direction] = '*';
      else if (Array.isArray(sets) && word.startsWith('[') && word.endsWith(']')) sets.push(this.imageSet(word));
      else this.expectSdp(false, 'send', 'recv', '*', 'a set in brackets');
    }
    return { payloadType, ...found };
  }

  protected imageSet(text: string): ImageSet {
    const pairs = this.textPieces(text.substring(1, text.length - 1), ',').map((piece) => this.namePair(piece, '='));
    const range = (wanted: string): ImageRange =>
      this.imageRange(pairs.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '');
    const params = pairs.filter(({ name }) => !/^[xy]$/i.test(name));
    return { x: range('x'), y: range('y'), params };
  }

  protected imageRange(text: string): ImageRange {
    const [, min, step, max] = /^\[(\d{1,9}):(?:(\d{1,9}):)?(\d{1,9})\]$/.exec(text) ?? [];
    if (max !== undefined)
      return { min: Number(min), step: step === undefined ? undefined : Number(step), max: Number(max) };
    return this.numberList(text.startsWith('[') && text.endsWith(']') ? text.substring(1, text.length - 1) : text, ',');
  }

  readonly readUri = (source: SourceText, start: number, end: number): UriReading => {
    const outer = this.diagnostics;
    this.diagnostics = [];
    this.values = [];
    this.tokens.clear(source, end);
    scanUri(this.tokens, start, end);
    this.tokens.finish();
    const isUri = this.run(this.requestUri);
    if (!isUri) this.diagnostics.push(this.#uriMismatch());
    const { diagnostics } = this;
    this.diagnostics = outer;
    // requestUri pushes one value, a URI.
    return { uri: isUri ? (this.values[0] as Uri) : undefined, diagnostics };
  };

  #uriMismatch(): Diagnostic {
    // Where the first token is not taken, it is no scheme.
    return this.mismatch(this.failedAt === 0 ? 'uri-scheme' : 'uri-syntax');
  }
}
