// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { AuthenticationInfo, Challenge, Credentials } from '../header/auth.ts';
import { ContactAddress } from '../header/contact.ts';
import { ContentDisposition } from '../header/content-disposition.ts';
import type { CSeq } from '../header/cseq.ts';
import { DeltaParams, RetryAfter, SessionExpires } from '../header/delta-params.ts';
import { Replaces, TargetDialog } from '../header/dialog-id.ts';
import { Event, SubscriptionState } from '../header/event.ts';
import { isFeatureName, isFeatureText } from '../header/feature.ts';
import { type HostPort, hostPort } from '../header/host-port.ts';
import { AlertInfo, CallInfo } from '../header/info.ts';
import { MediaRange, MediaType, Preference } from '../header/media-type.ts';
import { hasParameter, parameterValue } from '../header/parameter.ts';
import { Preferences } from '../header/preferences.ts';
import { Products } from '../header/products.ts';
import { ReferTo, ReferredBy } from '../header/refer.ts';
import { Timestamp } from '../header/timestamp.ts';
import { ViaParm } from '../header/via.ts';
import { characterClasses, isDigits, spaceChar } from '../text/character-class.ts';
import { isDotAtomText } from '../text/dot-atom.ts';
import { isWord, lowerCase } from '../text/lower-case.ts';
import { maxPort, maxUint32 } from '../text/number-range.ts';
import { type SourceText, unfold } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { AbsoluteUri } from '../uri/absolute-uri.ts';
import { isUrn } from '../uri/check-urn.ts';
import { isGlobalNumber, isLocalNumber } from '../uri/phone-number.ts';
import { SipUri, type UriHeader } from '../uri/sip-uri.ts';
import { TelUri } from '../uri/tel-uri.ts';
import { readTelephoneSubscriber } from '../uri/telephone-subscriber.ts';
import type { Uri as UriValue } from '../uri/uri.ts';
import { Urn } from '../uri/urn.ts';
import { ainfoForms, challengeFormsOf, credentialsFormsOf, noForms } from './auth-forms.ts';
import { checkHost, checkIpv6, isIpv4 } from './check-host.ts';
import { isOpaque } from './check-opaque.ts';
import { CompiledCore } from './compiled-core.gen.ts';
import { acForms, contactForms, fcForms, featureFormOf, featureForms } from './contact-forms.ts';
import { acceptForms, dispositionForms, mediaTypeForms } from './content-forms.ts';
import { joinForms, replacesForms, retryForms, seForms, tdForms } from './dialog-forms.ts';
import { eventForms, subexpForms } from './event-forms.ts';
import { alertForms, fromForms, infoForms, referredByForms } from './info-forms.ts';
import { LazyAddress, type UriReading } from './lazy-address.ts';
import { type ParameterForms, isQvalue, oneOf } from './parameter-form.ts';
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
function isSpace(byte: number | undefined): boolean {
  return (characterClasses[byte ?? 0]! & spaceChar) !== 0;
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
  return isDigits(text) && Number(text) <= maxPort;
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

/** The rules of the same names as functions of their own, which do the same without Chevrotain. */
export class CompiledSip extends CompiledCore {
  #uriHeaders: UriHeader[] = [];

  #names: Set<string> = new Set();

  #isSips = false;

  #isPhone = false;

  host(): string {
    let host = '';
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      host = this.text();
      this.reportIfAny(checkHost(host));
    } else if (this.types[this.currIdx + 1]! === 20) {
      this.currIdx++;
      host = this.text();
      this.reportIfAny(checkHost(host));
    } else if (this.types[this.currIdx + 1]! === 21) {
      this.currIdx++;
      host = this.text();
      this.report('host-ipv6-brackets');
    } else return this.missNext(5);
    return host;
  }

  port(): string {
    if (this.types[++this.currIdx] !== 5) return this.miss(6);
    if (this.tokens.integer(this.currIdx) > maxPort) this.report('port-range');
    return this.text();
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
    this.give(new SipUri(this.wholeText(), { scheme, user, password, host, port, params, headers }));
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
    this.give(new TelUri(this.wholeText(), number, params));
    this.checkContexts(number, numberAt);
  }

  absoluteUri(): void {
    if (this.types[++this.currIdx] !== 24) return this.miss(19);
    const scheme = lowerCase(this.text());
    if (this.types[++this.currIdx] !== 11) return this.miss(20);
    if (this.types[++this.currIdx] !== 30) return this.miss(21);
    const opaque = this.text();
    const isName = scheme === 'urn';
    this.checkFragment(opaque);
    if (isName && !isUrn(opaque)) this.report('urn-syntax');
    if (!isOpaque(opaque)) this.report('uri-authority');
    const text = this.wholeText();
    this.give(isName ? new Urn(text, opaque) : new AbsoluteUri(text, scheme, opaque));
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

  protected checkFragment(opaque: string): void {
    const hash = opaque.indexOf('#');
    if (hash === -1 || this.currIdx < 0) return;
    const span = [this.tokens.starts[this.currIdx]! + hash, this.tokens.ends[this.currIdx]!] as const;
    this.diagnostics.push({ code: 'uri-fragment', span });
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
    return { uri: isUri ? (this.values[0] as UriValue) : undefined, diagnostics };
  };

  #uriMismatch(): Diagnostic {
    // Where the first token is not taken, it is no scheme.
    return this.mismatch(this.failedAt === 0 ? 'uri-scheme' : 'uri-syntax');
  }

  #displayName: string | undefined = undefined;

  #addressClass: typeof LazyAddress = LazyAddress;

  #addressesOf = -1;

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
      this.#displayName = this.unquoted();
    } else if (this.types[this.currIdx + 1]! === 33) {
      this.currIdx++;
      this.#displayName = unfold(this.text());
    } else return this.missNext(24);
  }

  addrSpec(): void {
    if (this.types[++this.currIdx] !== 19) return this.miss(25);
    this.give(this.newAddress(this.#displayName));
  }

  nameAddr(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 4 || this.types[this.currIdx + 1]! === 33) {
      this.displayName();
      if (this.failedAt !== -1) return;
    }
    if (this.types[++this.currIdx] !== 13) return this.miss(26);
    this.addrSpec();
    if (this.failedAt !== -1) return;
    this.reportSpaceRound();
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
      this.checkRepeated();
      this.noteTag();
    }
  }

  fromParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkRepeated();
    if (this.noteTag()) this.checkTag();
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
    if (this.isUri(first)) this.reportInstead('route-brackets');
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
    const Address = this.#addressesOf === this.tokens.reading ? this.#addressClass : LazyAddress;
    return new Address(displayName, span, this.newParams(), this.tokens.source, this.readUri);
  }

  protected makeAddresses(addressClass: typeof LazyAddress): void {
    this.#addressClass = addressClass;
    this.#addressesOf = this.tokens.reading;
  }

  protected noteTag(): boolean {
    const address = this.values[this.values.length - 1];
    const param = this.params[this.params.length - 1];
    if (param === undefined || !isWord(param.name, 'tag')) return false;
    if (address instanceof LazyAddress) address.tag ??= param.value;
    return true;
  }

  protected checkTag(): void {
    const tag = this.params[this.params.length - 1];
    if (tag !== undefined && (tag.quoted || tag.value === undefined)) this.checkParam(fromForms);
  }

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

  protected reportInstead(code: DiagnosticCode, detail?: string): void {
    const last = this.diagnostics[this.diagnostics.length - 1];
    const isLess = last?.code === 'parameter-value' || last?.code === 'addr-spec-brackets';
    if (isLess && this.currIdx >= 0 && last.span[0] === this.tokens.starts[this.currIdx]) this.diagnostics.pop();
    this.report(code, detail);
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

  protected checkBrackets(first: number): void {
    const type = this.currIdx < 0 ? tokenCode.laquot : this.tokens.types[first];
    // What is no name at all has been reported as that.
    if (type !== tokenCode.laquot && type !== tokenCode.displayText) this.reportInstead('uri-brackets');
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
    this.checkRepeated();
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
      this.give('*');
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
    this.checkRepeated();
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
    this.give(new Preferences(this.newParams()));
  }

  acValue(): void {
    this.asterisk();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
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
      this.checkRepeated();
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
    this.checkRepeated();
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
    this.give(directive);
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
      if (!isQvalue(value)) this.reportInstead('contact-q');
    } else if (isWord(param.name, 'expires')) {
      if (!isDigits(value) || Number(value) > maxUint32) this.reportInstead('contact-expires');
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
    if (!isFeatureName(param.name)) this.reportInstead('feature-cap', param.name);
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
      this.checkRepeated();
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
    this.checkRepeated();
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
      this.checkRepeated();
      this.checkParam(referredByForms);
    }
  }

  protected checkSipScheme(): void {
    const address = this.values[this.values.length - 1];
    if (address instanceof LazyAddress && !/^sips?:/i.test(address.uriText))
      this.diagnostics.push({ code: 'uri-not-sip', span: address.uriSpan });
  }

  sentProtocol(): { protocol: string; transport: string } {
    const first = this.currIdx + 1;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(31);
    if (this.types[++this.currIdx] !== 12) return this.miss(32);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(31);
    const written = this.textFrom(first);
    const protocol = written === 'SIP/2.0' ? written : this.unusualProtocol(first);
    if (this.types[++this.currIdx] !== 12) return this.miss(32);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(31);
    return { protocol, transport: this.text() };
  }

  sentBy(): HostPort {
    let portText: string | undefined;
    const first = this.currIdx + 1;
    const host = this.host();
    if (this.failedAt !== -1) return undefined as never;
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      portText = this.port();
      if (this.failedAt !== -1) return undefined as never;
    }
    return hostPort(host, portText, this.tokens.integer(this.currIdx), this.textFrom(first));
  }

  viaParams(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkRepeated();
  }

  viaParm(): void {
    const sent = this.sentProtocol();
    if (this.failedAt !== -1) return;
    if (this.isNextAdjacent()) this.report('via-syntax');
    const sentBy = this.sentBy();
    if (this.failedAt !== -1) return;
    const via = new ViaParm(sent.protocol, sent.transport, sentBy, this.newParams());
    this.give(via);
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

  protected unusualProtocol(first: number): string {
    const name = this.tokens.text(this.currIdx < 0 ? -1 : first);
    const version = this.text();
    const isSip2 = isWord(name, 'sip') && version === '2.0';
    if (!isSip2) this.reportFrom(first, 'via-protocol');
    return `${name}/${version}`;
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
        else if (param.value !== undefined) this.reportInstead('via-rport');
        break;
      case 'received':
        this.checkReceived(value);
        via.received ??= param.value;
        break;
      case 'ttl':
        if (!isDigits(value) || value.length > 3 || Number(value) > 255) this.reportInstead('via-ttl');
        break;
      case 'maddr':
        this.checkMaddr(value);
        break;
      default:
        this.checkParam(viaForms);
    }
  }

  protected checkMaddr(value: string): void {
    const code = checkHost(value);
    if (code !== undefined) this.reportInstead(code);
  }

  protected checkReceived(value: string): void {
    if (isIpv4(value)) return;
    if (value.startsWith('[')) this.reportInstead('via-received-brackets');
    else if (checkIpv6(value) !== undefined) this.reportInstead('via-received');
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
      value = this.unquoted();
      quoted = true;
    } else return this.missNext(35);
    this.params.push({ name, value, quoted });
    this.checkRepeated();
    this.checkParam(mediaTypeForms);
  }

  mediaType(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(36);
    const type = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(37);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(36);
    this.give(new MediaType(type, this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.mParameter();
      if (this.failedAt !== -1) return;
    }
  }

  acceptParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkRepeated();
    this.checkParam(acceptForms);
  }

  acceptRange(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(38);
    const type = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(39);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(38);
    this.give(new MediaRange(type, this.text(), this.newParams()));
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
    this.give(new Preference(this.text(), this.newParams()));
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
    this.give(new Preference(range, this.newParams()));
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
    this.give(tag);
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
    this.give(new ContentDisposition(this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
      this.checkParam(dispositionForms);
    }
  }

  contentId(): void {
    if (this.types[++this.currIdx] !== 32) return this.miss(44);
    const text = this.text();
    if (!isMsgId(text)) this.report('content-id-syntax');
    this.give(text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1) : text);
  }

  mimeVersion(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(45);
    const version = this.text();
    if (!/^\d+\.\d+$/.test(version)) this.report('number-form');
    this.give(version);
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
      value = this.unquoted();
      quoted = true;
    } else return this.missNext(48);
    this.params.push({ name, value, quoted });
    this.checkRepeated();
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
      this.give(new Credentials(scheme, this.newParams(), this.text()));
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
    this.give(new AuthenticationInfo(this.newParams()));
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
    this.give(new Challenge(scheme, this.newParams()));
  }

  protected beginCredentials(scheme: string): void {
    this.authForms = credentialsFormsOf(scheme);
    this.give(new Credentials(scheme, this.newParams()));
  }

  callid(): string {
    if (this.types[++this.currIdx] !== 31) return this.miss(52);
    const callId = this.text();
    this.checkAt(callId);
    return callId;
  }

  callIdValue(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.give(callId);
  }

  callids(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.give(callId);
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      const next = this.callid();
      if (this.failedAt !== -1) return;
      this.give(next);
    }
  }

  replaces(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.give(new Replaces(callId, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
      this.checkParam(replacesForms);
    }
    this.checkTags('to-tag', 'from-tag');
  }

  join(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.give(new Replaces(callId, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
      this.checkParam(joinForms);
    }
    this.checkTags('to-tag', 'from-tag');
  }

  targetDialog(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.give(new TargetDialog(callId, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
      this.checkParam(tdForms);
    }
    this.checkTags('remote-tag', 'local-tag');
  }

  cseq(): void {
    const cseq = this.cseqValue();
    if (this.failedAt !== -1) return;
    this.give(cseq);
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
    this.give({ responseNumber, responseNumberText, cseq });
  }

  sessionExpires(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(55);
    this.give(new SessionExpires(this.uint32(), this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
      this.checkParam(seForms);
    }
  }

  minSe(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(56);
    this.give(new DeltaParams(this.uint32(), this.text(), this.newParams()));
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  retryAfter(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(57);
    const value = new RetryAfter(this.uint32(), this.text(), this.newParams());
    this.give(value);
    if (this.types[this.currIdx + 1]! === 7) {
      this.currIdx++;
      value.comment = unfold(this.text());
    }
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.checkRepeated();
      this.checkParam(retryForms);
    }
  }

  protected checkTags(one: string, other: string): void {
    if (this.currIdx >= 0 && !(hasParameter(this.params, one) && hasParameter(this.params, other)))
      this.report('dialog-tags', `${one}, ${other}`);
  }

  protected checkAt(callId: string): void {
    const at = callId.indexOf('@');
    if (at === -1 || this.currIdx < 0) return;
    const second = callId.indexOf('@', at + 1);
    if (second === -1 && at > 0 && at < callId.length - 1) return;
    const place = this.tokens.starts[this.currIdx]! + (at === 0 || second === -1 ? at : second);
    this.diagnostics.push({ code: 'call-id-at', span: [place, place + 1] });
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
    this.give(new Event(type, this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.eventParam();
      if (this.failedAt !== -1) return;
    }
  }

  eventParam(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkRepeated();
    this.checkParam(eventForms);
  }

  allowEvents(): void {
    const first = this.eventType();
    if (this.failedAt !== -1) return;
    this.give(first);
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      const next = this.eventType();
      if (this.failedAt !== -1) return;
      this.give(next);
    }
  }

  subexpParams(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkRepeated();
    this.checkParam(subexpForms);
  }

  subscriptionState(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(59);
    this.give(new SubscriptionState(this.text(), this.newParams()));
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.subexpParams();
      if (this.failedAt !== -1) return;
    }
  }

  entityTag(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(60);
    this.give(this.text());
  }

  referSub(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(61);
    if (!referSubForm.accepts(this.text(), false)) this.report('value-form', `expected ${referSubForm.form}`);
    this.give({ value: this.text(), params: this.newParams() });
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
    this.give(new Products(unfold(this.wholeText())));
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
    this.give({ code: Math.min(Number(code), Number.MAX_SAFE_INTEGER), agent, text: this.unquoted() });
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
    this.give(this.text());
  }

  sipDate(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(68);
    if (!days.has(lowerCase(this.text()))) this.report('date-day');
    if (this.types[++this.currIdx] !== 8) return this.miss(69);
    if (!this.isAdjacent()) this.report('date-space');
    if (this.types[++this.currIdx] !== 5) return this.miss(70);
    const day = this.dateNumber(2, 31, 1);
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
    const zone = lowerCase(this.text());
    if (zone !== 'gmt') this.report('date-zone');
    this.checkDateSpace();
    const isKnown = zone === 'gmt' || zone === 'utc' || zone === 'ut';
    const timeMs = Date.UTC(year, Math.max(month, 0), day, hour, minute, second);
    // A time of another zone, or numbers far out of range, give no instant at all.
    if (isKnown && Number.isFinite(timeMs)) this.give(new Date(timeMs));
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
    this.give(new Timestamp(timestamp, delay));
  }

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

  protected checkDateSpace(): void {
    if (this.isAdjacent()) this.report('date-space');
  }

  protected isIpv6Reference(): boolean {
    return this.currIdx >= 0 && this.tokens.types[this.currIdx] === tokenCode.ipv6Reference;
  }

  privacy(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(73);
    this.give(this.text());
    while (this.types[this.currIdx + 1]! === 8 || this.types[this.currIdx + 1]! === 9) {
      if (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
      } else return this.missNext(74);
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(73);
      this.give(this.text());
    }
  }
}
