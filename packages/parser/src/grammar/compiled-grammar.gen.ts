// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.
import type { Bandwidth, Connection, Origin, Timing } from '../body/sdp/session-description.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { CSeq } from '../header/cseq.ts';
import { type HostPort, hostPort } from '../header/host-port.ts';
import type { Parameter } from '../header/parameter.ts';
import type { Via } from '../header/via.ts';
import { characterClasses, spaceChar } from '../text/character-class.ts';
import { maxPort, maxUint32 } from '../text/number-range.ts';
import { unquote } from '../text/quoted-string.ts';
import { type SourceText, unfold } from '../text/source-text.ts';
import type { Uri, UriHeader, Uri as UriValue } from '../uri/uri.ts';
import { checkHost, checkIpv6, isIpv4 } from './check-host.ts';
import { CompiledParser } from './compiled-parser.ts';
import { contactForms } from './contact-forms.ts';
import { LazyAddress, type UriReading } from './lazy-address.ts';
import { type ParameterForms, formOf, isQvalue } from './parameter-form.ts';
import { scanUri } from './scan-uri.ts';
import { tokenCode } from './token-code.ts';
import { viaForms } from './via-forms.ts';

type UnreadVia = { -readonly [Key in keyof Via]: Via[Key] };
function noteParam(via: UnreadVia, param: Parameter | undefined): void {
  if (param?.value === undefined) return;
  switch (param.name.toLowerCase()) {
    case 'branch':
      via.branch ??= param.value;
      break;
    case 'received':
      via.received ??= param.value;
      break;
    case 'rport':
      if (isPort(param.value)) via.rport ??= Number(param.value);
      break;
  }
}
function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= maxPort;
}
const days = new Set(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
type MediaField = {
  readonly kind: string;
  readonly port: number | undefined;
  readonly portCount: number | undefined;
  readonly proto: string;
  readonly formats: readonly string[];
};
type RtpMap = {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
};
const multicastAddresses = 2 ** 28;

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

  protected checkParam(forms: ParameterForms): void {
    if (this.currIdx < 0) return;
    const param = this.params[this.params.length - 1];
    const form = param === undefined ? undefined : formOf(forms, param.name);
    if (param === undefined || form === undefined || form.accepts(param.value, param.quoted)) return;
    // What is no token at all has been reported as that.
    if (this.tokens.types[this.currIdx] === tokenCode.looseToken) return;
    this.report('parameter-form', `${param.name}: expected ${form.form}`);
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
      } else if (this.types[this.currIdx + 1]! === 21) {
        this.currIdx++;
        value = this.text();
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
    if (this.types[this.currIdx + 1]! === 10) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 27) return this.miss(7);
      value = this.text();
    }
    this.params.push({ name, value, quoted: false });
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
    const params = this.newParams();
    this.#uriHeaders = [];
    const headers = this.#uriHeaders;
    if (this.types[++this.currIdx] !== 22) return this.miss(11);
    const scheme = this.text();
    if (this.types[++this.currIdx] !== 11) return this.miss(12);
    if (this.types[this.currIdx + 1]! === 25) {
      this.currIdx++;
      user = this.text();
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
    this.values.push({
      kind: 'sip',
      text: this.wholeText(),
      scheme: scheme.length === 4 ? 'sips' : 'sip',
      user,
      password,
      host,
      port,
      params,
      headers,
    } satisfies UriValue);
  }

  telephoneUri(): void {
    const params = this.newParams();
    if (this.types[++this.currIdx] !== 23) return this.miss(14);
    if (this.types[++this.currIdx] !== 11) return this.miss(15);
    if (this.types[++this.currIdx] !== 29) return this.miss(16);
    const number = this.text();
    this.uriParameters();
    if (this.failedAt !== -1) return;
    this.values.push({
      kind: 'tel',
      text: this.wholeText(),
      scheme: 'tel',
      number,
      global: number.startsWith('+'),
      params,
    } satisfies UriValue);
  }

  absoluteUri(): void {
    if (this.types[++this.currIdx] !== 24) return this.miss(17);
    const scheme = this.text().toLowerCase();
    if (this.types[++this.currIdx] !== 11) return this.miss(18);
    if (this.types[++this.currIdx] !== 30) return this.miss(19);
    this.values.push({ kind: 'absolute', text: this.wholeText(), scheme, opaque: this.text() } satisfies UriValue);
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
    } else return this.missNext(20);
  }

  protected wholeText(): string {
    return this.currIdx < 0 ? '' : this.tokens.source.slice(this.tokens.starts[0]!, this.tokens.ends[this.currIdx]!);
  }

  #displayName: string | undefined = undefined;

  #addressClass: typeof LazyAddress = LazyAddress;

  #addressesOf: readonly unknown[] = [];

  displayName(): void {
    const first = this.currIdx + 1;
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      if (!((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3)) return this.missNext(21);
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
    } else return this.missNext(22);
  }

  addrSpec(): void {
    if (this.types[++this.currIdx] !== 19) return this.miss(23);
    this.values.push(this.newAddress(this.#displayName));
  }

  nameAddr(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 4 || this.types[this.currIdx + 1]! === 33) {
      this.displayName();
      if (this.failedAt !== -1) return;
    }
    if (this.types[++this.currIdx] !== 13) return this.miss(24);
    this.addrSpec();
    if (this.failedAt !== -1) return;
    if (this.hasSpaceRound()) this.report('uri-space');
    if (this.types[++this.currIdx] !== 14) return this.miss(25);
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
    } else return this.missNext(26);
  }

  addressParams(): void {
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.genericParam();
      if (this.failedAt !== -1) return;
      this.noteTag();
    }
  }

  fromSpec(): void {
    this.address();
    if (this.failedAt !== -1) return;
    this.addressParams();
    if (this.failedAt !== -1) return;
  }

  fromSpecList(): void {
    this.fromSpec();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.fromSpec();
      if (this.failedAt !== -1) return;
    }
  }

  contactParams(): void {
    this.genericParam();
    if (this.failedAt !== -1) return;
    this.checkContactParam(this.params.at(-1));
    this.checkParam(contactForms);
  }

  contactParam(): void {
    this.address();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.contactParams();
      if (this.failedAt !== -1) return;
      this.noteTag();
    }
  }

  contact(): void {
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
    } else return this.missNext(27);
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

  protected checkContactParam(param: Parameter | undefined): void {
    if (param === undefined || this.currIdx < 0) return;
    const value = param.value ?? '';
    switch (param.name.toLowerCase()) {
      case 'q':
        if (!isQvalue(value)) this.report('contact-q');
        break;
      case 'expires':
        if (!/^\d+$/.test(value) || Number(value) > maxUint32) this.report('contact-expires');
        break;
    }
  }

  protected noteTag(): void {
    const address = this.values.at(-1);
    const param = this.params.at(-1);
    if (address instanceof LazyAddress && param?.name.toLowerCase() === 'tag') address.tag ??= param.value;
  }

  protected hasSpaceRound(): boolean {
    if (this.currIdx < 0) return false;
    const { bytes } = this.tokens.source;
    const before = bytes[this.tokens.starts[this.currIdx]! - 1] ?? 0;
    const after = bytes[this.tokens.ends[this.currIdx]!] ?? 0;
    return ((characterClasses[before]! | characterClasses[after]!) & spaceChar) !== 0;
  }

  protected isUri(index: number): boolean {
    return this.currIdx >= 0 && this.tokens.types[index] === tokenCode.uri;
  }

  protected textFrom(first: number): string {
    return this.currIdx < 0
      ? ''
      : this.tokens.source.slice(this.tokens.starts[first]!, this.tokens.ends[this.currIdx]!);
  }

  sentProtocol(): { protocol: string; transport: string } {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(28);
    const name = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(29);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(28);
    const version = this.text();
    const isSip2 = name.toUpperCase() === 'SIP' && version === '2.0';
    if (!isSip2) this.report('via-protocol');
    if (this.types[++this.currIdx] !== 12) return this.miss(29);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(28);
    return { protocol: `${name}/${version}`, transport: this.text() };
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
    this.checkViaParam(this.params.at(-1));
    this.checkParam(viaForms);
  }

  viaParm(): void {
    const sent = this.sentProtocol();
    if (this.failedAt !== -1) return;
    const sentBy = this.sentBy();
    if (this.failedAt !== -1) return;
    const { protocol, transport } = sent;
    const params = this.newParams();
    const via: UnreadVia = {
      protocol,
      transport,
      sentBy,
      params,
      branch: undefined,
      received: undefined,
      rport: undefined,
    };
    this.values.push(via);
    while (this.types[this.currIdx + 1]! === 9) {
      this.currIdx++;
      this.viaParams();
      if (this.failedAt !== -1) return;
      noteParam(via, params.at(-1));
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

  protected checkViaParam(param: Parameter | undefined): void {
    if (param === undefined || this.currIdx < 0) return;
    const value = param.value ?? '';
    switch (param.name.toLowerCase()) {
      case 'ttl':
        if (!/^\d{1,3}$/.test(value) || Number(value) > 255) this.report('via-ttl');
        break;
      case 'maddr':
        this.reportIfAny(checkHost(value));
        break;
      case 'rport':
        if (param.value !== undefined && !isPort(value)) this.report('via-rport');
        break;
      case 'received':
        this.checkReceived(value);
        break;
      case 'branch':
        if (param.value === undefined || param.quoted) this.report('via-branch');
        break;
    }
  }

  protected checkReceived(value: string): void {
    if (isIpv4(value)) return;
    if (value.startsWith('[')) this.report('via-received-brackets');
    else if (checkIpv6(value) !== undefined) this.report('via-received');
  }

  callid(): string {
    if (this.types[++this.currIdx] !== 31) return this.miss(30);
    const callId = this.text();
    const at = callId.indexOf('@');
    if (at === 0 || (at !== -1 && (at === callId.length - 1 || callId.includes('@', at + 1))))
      this.report('call-id-at');
    return callId;
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

  callidParams(): void {
    const callId = this.callid();
    if (this.failedAt !== -1) return;
    this.values.push({ callId, params: this.newParams() });
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  cseq(): void {
    const cseq = this.cseqValue();
    if (this.failedAt !== -1) return;
    this.values.push(cseq);
  }

  cseqValue(): CSeq {
    if (this.types[++this.currIdx] !== 5) return this.miss(31);
    const numberText = this.text();
    const number = this.uint32();
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    return { number, numberText, method: this.text() };
  }

  rack(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(32);
    const responseNumberText = this.text();
    const responseNumber = this.uint32();
    const cseq = this.cseqValue();
    if (this.failedAt !== -1) return;
    this.values.push({ responseNumber, responseNumberText, cseq });
  }

  deltaParams(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(33);
    this.values.push({ seconds: this.uint32(), secondsText: this.text(), params: this.newParams() });
    if (this.types[this.currIdx + 1]! === 7) {
      this.currIdx++;
    }
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  mediaType(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(34);
    const type = this.text();
    if (this.types[++this.currIdx] !== 12) return this.miss(35);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(34);
    const subtype = this.text();
    this.values.push({ type, subtype, params: this.newParams(), essence: `${type}/${subtype}`.toLowerCase() });
    this.genericParams();
    if (this.failedAt !== -1) return;
  }

  accept(): void {
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.mediaType();
      if (this.failedAt !== -1) return;
      while (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
        this.mediaType();
        if (this.failedAt !== -1) return;
      }
    }
  }

  authParam(): void {
    let value = '';
    let quoted = false;
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(36);
    const name = this.text();
    if (this.types[++this.currIdx] !== 10) return this.miss(37);
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      value = this.text();
      this.reportLoose();
    } else if (this.types[this.currIdx + 1]! === 6) {
      this.currIdx++;
      value = unquote(this.text());
      quoted = true;
    } else return this.missNext(38);
    this.params.push({ name, value, quoted });
  }

  credentials(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(39);
    this.values.push({ scheme: this.text(), params: this.newParams() });
    this.authParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.authParam();
      if (this.failedAt !== -1) return;
    }
  }

  ainfo(): void {
    this.values.push(this.newParams());
    this.authParam();
    if (this.failedAt !== -1) return;
    while (this.types[this.currIdx + 1]! === 8) {
      this.currIdx++;
      this.authParam();
      if (this.failedAt !== -1) return;
    }
  }

  serverVal(): void {
    if (!((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 || this.types[this.currIdx + 1]! === 7))
      return this.missNext(40);
    do {
      if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
        this.product();
        if (this.failedAt !== -1) return;
      } else if (this.types[this.currIdx + 1]! === 7) {
        this.currIdx++;
      } else return this.missNext(40);
    } while ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3 || this.types[this.currIdx + 1]! === 7);
    this.values.push(this.wholeText());
  }

  product(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(41);
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(41);
    }
  }

  warningValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(42);
    const code = this.text();
    if (code.length !== 3) this.report('warning-code');
    const agent = this.warnAgent();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 6) return this.miss(43);
    this.values.push({ code: Math.min(Number(code), Number.MAX_SAFE_INTEGER), agent, text: unquote(this.text()) });
  }

  warnAgent(): string {
    let port = '';
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
    } else if (this.types[this.currIdx + 1]! === 20) {
      this.currIdx++;
    } else return this.missNext(44);
    const agent = this.text();
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
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

  sipDate(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(45);
    if (!days.has(this.text())) this.report('date-day');
    if (this.types[++this.currIdx] !== 8) return this.miss(46);
    if (this.types[++this.currIdx] !== 5) return this.miss(47);
    const day = this.dateNumber(2, 31);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(45);
    const month = months.indexOf(this.text());
    if (month === -1) this.report('date-month');
    if (this.types[++this.currIdx] !== 5) return this.miss(47);
    const year = this.dateNumber(4, 9999);
    if (this.types[++this.currIdx] !== 5) return this.miss(47);
    const hour = this.dateNumber(2, 23);
    if (this.types[++this.currIdx] !== 11) return this.miss(48);
    if (this.types[++this.currIdx] !== 5) return this.miss(47);
    const minute = this.dateNumber(2, 59);
    if (this.types[++this.currIdx] !== 11) return this.miss(48);
    if (this.types[++this.currIdx] !== 5) return this.miss(47);
    const second = this.dateNumber(2, 60);
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(45);
    if (this.text() !== 'GMT') this.report('date-zone');
    const timeMs = Date.UTC(year, Math.max(month, 0), day, hour, minute, second);
    // Numbers far out of range give no time at all.
    if (Number.isFinite(timeMs)) this.values.push(new Date(timeMs));
  }

  timestamp(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(49);
    this.values.push(this.decimal());
    if ((this.types[this.currIdx + 1]! - 2) >>> 0 <= 3) {
      this.currIdx++;
      this.decimal();
    }
  }

  mimeVersion(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(50);
    this.values.push(this.text());
    this.decimal();
  }

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

  privacy(): void {
    if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
    this.values.push(this.text());
    while (this.types[this.currIdx + 1]! === 8 || this.types[this.currIdx + 1]! === 9) {
      if (this.types[this.currIdx + 1]! === 9) {
        this.currIdx++;
      } else if (this.types[this.currIdx + 1]! === 8) {
        this.currIdx++;
      } else return this.missNext(3);
      if ((this.types[++this.currIdx]! - 2) >>> 0 > 3) return this.miss(2);
      this.values.push(this.text());
    }
  }

  nonWsString(): string {
    if (this.types[this.currIdx + 1]! === 34) {
      this.currIdx++;
    } else if (this.types[this.currIdx + 1]! === 5) {
      this.currIdx++;
    } else return this.missNext(51);
    return this.text();
  }

  originField(): void {
    const username = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(52);
    const sessionId = this.text();
    if (this.types[++this.currIdx] !== 5) return this.miss(52);
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
      if (this.types[++this.currIdx] !== 5) return this.miss(53);
      first = this.integer();
      if (addressType === 'IP6') this.checkAddressCount(first);
      else if (addressType === 'IP4' && first > 255) this.report('sdp-ttl');
      if (this.types[this.currIdx + 1]! === 12) {
        this.currIdx++;
        if (this.types[++this.currIdx] !== 5) return this.miss(53);
        second = this.integer();
        this.checkAddressCount(second);
      }
    }
    // An IPv6 group has no ttl: what stands there is the count.
    const isIp6 = addressType === 'IP6';
    const ttl = isIp6 ? undefined : first;
    const count = isIp6 ? first : second;
    this.values.push({ networkType, addressType, address, ttl, count } satisfies Connection);
  }

  bandwidthField(): void {
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 11) return this.miss(54);
    if (this.types[++this.currIdx] !== 5) return this.miss(55);
    this.values.push({ type, value: this.integer() } satisfies Bandwidth);
  }

  timeField(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(56);
    const start = this.integer();
    if (this.types[++this.currIdx] !== 5) return this.miss(56);
    this.values.push({ start, stop: this.integer() } satisfies Timing);
  }

  typedTimes(): void {
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(57);
    do {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      if (!/^-?\d+[dhms]?$/.test(this.text())) this.report('sdp-time-form');
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  mediaField(): void {
    let portCount: number | undefined;
    const formats: string[] = [];
    const kind = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 5) return this.miss(58);
    const port = Number(this.text());
    if (port > maxPort) this.report('sdp-port');
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      if (this.types[++this.currIdx] !== 5) return this.miss(58);
      portCount = this.integer();
      if (portCount === 0 || port + portCount - 1 > maxPort) this.report('sdp-port-count');
    }
    const proto = this.proto();
    if (this.failedAt !== -1) return;
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(59);
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
    if (this.types[++this.currIdx] !== 34) return this.miss(60);
    const name = this.text();
    if (this.types[this.currIdx + 1]! === 11) {
      this.currIdx++;
      value = '';
      if (this.types[this.currIdx + 1]! === 32) {
        this.currIdx++;
        value = this.text();
      }
    }
    this.values.push({ name, value });
  }

  rtpmapValue(): void {
    let channels = 1;
    if (this.types[++this.currIdx] !== 5) return this.miss(61);
    const payloadType = this.integer();
    if (payloadType > 127) this.report('sdp-payload-type');
    const encoding = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 12) return this.miss(62);
    if (this.types[++this.currIdx] !== 5) return this.miss(61);
    const clockHz = this.integer();
    if (clockHz === 0) this.report('sdp-clock-rate');
    if (this.types[this.currIdx + 1]! === 12) {
      this.currIdx++;
      const params = this.nonWsString();
      if (this.failedAt !== -1) return;
      if (/^[1-9]\d{0,2}$/.test(params)) channels = Number(params);
    }
    this.values.push({ payloadType, encoding, clockHz, channels } satisfies RtpMap);
  }

  fmtpValue(): void {
    if (this.types[++this.currIdx] !== 34) return this.miss(63);
    const format = this.text();
    if (this.types[++this.currIdx] !== 32) return this.miss(64);
    this.values.push({ format, parameters: this.text() });
  }

  protected integer(): number {
    const value = Number(this.text());
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    this.report('sdp-number-too-large');
    return Number.MAX_SAFE_INTEGER;
  }

  protected checkAddressCount(count: number): void {
    if (count === 0 || count > multicastAddresses) this.report('sdp-address-count');
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
