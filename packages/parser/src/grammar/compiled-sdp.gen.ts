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
import { maxPort, maxUint32 } from '../text/number-range.ts';
import { unescapeUri } from '../uri/unescape-uri.ts';
import { CompiledCore } from './compiled-core.gen.ts';

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
function isSessionParam(text: string): boolean {
  if (/^(?:UNENCRYPTED_SRTP|UNENCRYPTED_SRTCP|UNAUTHENTICATED_SRTP)=/.test(text)) return false;
  if (!/^(?:KDR|FEC_ORDER|FEC_KEY|WSH)(?:=|$)/.test(text)) return true;
  return /^(?:KDR=(?:1?\d|2[0-4])|FEC_ORDER=(?:FEC_SRTP|SRTP_FEC)|FEC_KEY=.+|WSH=(?:6[4-9]|[7-9]\d|\d{3,}))$/.test(
    text,
  );
}
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

/** The rules of the same names as functions of their own, which do the same without Chevrotain. */
export class CompiledSdp extends CompiledCore {
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
    this.give({ username, sessionId, sessionVersion, networkType, addressType, address } satisfies Origin);
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
    this.give({ networkType, addressType, address, ttl, count } satisfies Connection);
  }

  bandwidthField(): void {
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 11) return this.miss(104);
    if (this.types[++this.currIdx] !== 5) return this.miss(105);
    this.give({ type, value: this.integer() } satisfies Bandwidth);
  }

  timeField(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(106);
    const start = this.integer();
    if (this.types[++this.currIdx] !== 5) return this.miss(106);
    this.give({ start, stop: this.integer(), repeats: [] } satisfies Timing);
  }

  repeatField(): void {
    const offsets: number[] = [];
    const interval = this.typedTime();
    if (this.failedAt !== -1) return;
    const duration = this.typedTime();
    if (this.failedAt !== -1) return;
    this.give({ interval, duration, offsets } satisfies RepeatTimes);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(107);
    do {
      const offset = this.typedTime();
      if (this.failedAt !== -1) return;
      offsets.push(offset);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  zoneField(): void {
    const adjustments: ZoneAdjustment[] = [];
    this.give(adjustments);
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
    const seconds = Number(digits ?? 0) * (secondsOfUnit[unit] ?? 1);
    // More than ten digits of seconds could not be read again.
    if (digits === undefined || Math.abs(seconds) > 9_999_999_999) this.reportFew('sdp-time-form');
    return seconds;
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
    this.give({ kind, port: port > maxPort ? undefined : port, portCount, proto, formats } satisfies MediaField);
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
    this.give({ name, value } satisfies AttributeField);
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
    this.give({ payloadType, encoding, clockHz, channels } satisfies RtpMap);
  }

  fmtpValue(): void {
    const format = this.nonWsString();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 32) return this.miss(114);
    this.give({ format, parameters: this.text() } satisfies FormatParameters);
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
    this.give(word);
  }

  wordList(): void {
    const words: string[] = [];
    this.give(words);
    if (!(this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34)) return this.missNext(101);
    do {
      const word = this.nonWsString();
      if (this.failedAt !== -1) return;
      words.push(word);
    } while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34);
  }

  commaList(): void {
    const words: string[] = [];
    this.give(words);
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
    this.give(this.integer());
  }

  decimalValue(): void {
    const text = this.nonWsString();
    if (this.failedAt !== -1) return;
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
    this.expectSdp(value > 0 && Number.isFinite(value), 'a number above 0');
    this.give(value > 0 && Number.isFinite(value) ? value : undefined);
  }

  pairList(): void {
    const pairs: NameValue[] = [];
    this.give(pairs);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      pairs.push(this.namePair(this.text(), '='));
    }
  }

  corrMechanisms(): void {
    const pairs: NameValue[] = [];
    this.give(pairs);
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
    this.give({ semantics, ids } satisfies SdpGroup);
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
    this.give({ semantics, ssrcs } satisfies SsrcGroup);
    while (this.types[this.currIdx + 1]! === 5) {
      this.currIdx++;
      ssrcs.push(this.sdpUint32());
    }
  }

  previousSsrcValue(): void {
    const ssrcs: number[] = [];
    this.give(ssrcs);
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
    this.give({ stream, track } satisfies Msid);
  }

  numberedAttribute(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(53);
    const id = this.sdpUint32();
    if (this.types[++this.currIdx] !== 32) return this.miss(117);
    this.give({ id, place: this.tokenSpan() } satisfies NumberedPlace);
  }

  statusValue(): void {
    const type = this.nonWsString();
    if (this.failedAt !== -1) return;
    const status = this.statusType();
    if (this.failedAt !== -1) return;
    const direction = this.directionTag();
    if (this.failedAt !== -1) return;
    this.give({ type, strength: undefined, status, direction } satisfies Precondition);
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
    this.give({ type, strength, status, direction } satisfies Precondition);
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
    this.give({ number: this.sdpUint32(), protos } satisfies TransportCapability);
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
    this.give(this.configuration(number, lists));
  }

  cdscValue(): void {
    const formats: string[] = [];
    if (this.types[++this.currIdx] !== 5) return this.miss(121);
    const number = this.sdpUint32();
    const kind = this.nonWsString();
    if (this.failedAt !== -1) return;
    const proto = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.give({ number, kind, proto, formats } satisfies CapabilityDescription);
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
    this.give({ id, streams } satisfies FloorId);
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
    this.give({ ...base, relatedAddress, relatedPort, tcpType, extensions } satisfies Candidate);
  }

  remoteCandidateAtt(): void {
    const candidates: RemoteCandidate[] = [];
    this.give(candidates);
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
    this.give({ tag, suite, keys, sessionParams } satisfies Crypto);
    while (this.types[this.currIdx + 1]! === 5 || this.types[this.currIdx + 1]! === 34) {
      this.nonWsString();
      if (this.failedAt !== -1) return;
      sessionParams.push(this.namePair(this.text(), '='));
      this.expectSdp(isSessionParam(this.text()), 'a session parameter of the form RFC 4568 gives it');
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
    this.give({ hash, fingerprint } satisfies Fingerprint);
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
    this.give({ port, networkType, addressType, address } satisfies RtcpAddress);
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
    this.give({ number, addressType, address, port, rtcpPort } satisfies AlternativeAddress);
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
    this.give({ mode, networkType, addressType, destination, sources } satisfies SourceFilter);
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
    this.give({ port, protocol, streams } satisfies SctpMap);
  }

  keyMgmtAttValue(): void {
    const protocol = this.nonWsString();
    if (this.failedAt !== -1) return;
    const data = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(/^[A-Za-z\d+/]+=*$/.test(data), 'base64');
    this.give({ protocol, data } satisfies KeyManagement);
  }

  zrtpAttribute(): void {
    const version = this.nonWsString();
    if (this.failedAt !== -1) return;
    const hash = this.nonWsString();
    if (this.failedAt !== -1) return;
    this.expectSdp(/^[\dA-Fa-f]+$/.test(hash), 'hexadecimal digits');
    this.give({ version, hash } satisfies ZrtpHash);
  }

  protected cryptoKey(text: string): CryptoKey {
    const { name: method, value: info } = this.namePair(text, ':');
    this.expectSdp(info !== undefined && info !== '', 'a key method, a colon and a key');
    if (method !== 'inline')
      return { method, keySalt: info ?? '', lifetime: undefined, mki: undefined, mkiLength: undefined };
    const [keySalt = '', ...rest] = (info ?? '').split('|');
    this.expectSdp(/^[A-Za-z\d+/=]+$/.test(keySalt), 'a key in base64');
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
    this.give({ payloadType, type, params } satisfies RtcpFeedback);
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
    this.give({ id, direction, uri, attributes } satisfies Extmap);
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
    this.give({ send, recv } satisfies Simulcast);
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
    this.give({ id, direction, payloadTypes, restrictions } satisfies Rid);
  }

  imageAttr(): void {
    const payloadType = this.payloadTypeOrAll();
    if (this.failedAt !== -1) return;
    if (this.types[++this.currIdx] !== 32) return this.miss(134);
    this.give(this.imageAttribute(payloadType, this.text()));
  }

  framesizeValue(): void {
    if (this.types[++this.currIdx] !== 5) return this.miss(135);
    const payloadType = this.sdpPayloadType();
    const size = this.nonWsString();
    if (this.failedAt !== -1) return;
    const [, width, height] = /^(\d{1,6})-(\d{1,6})$/.exec(size) ?? [];
    this.expectSdp(height !== undefined, 'a width, "-" and a height');
    this.give({ payloadType, width: Number(width ?? 0), height: Number(height ?? 0) } satisfies FrameSize);
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
    this.give(fileSelector(selectors));
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
    this.give(value satisfies FileDate);
  }

  fileRangeValue(): void {
    const text = this.nonWsString();
    if (this.failedAt !== -1) return;
    const [, start, stop] = /^(\d{1,15})-(\d{1,15}|\*)$/.exec(text) ?? [];
    this.expectSdp(stop !== undefined, 'two offsets, the second of which may be *');
    const range = { start: Number(start ?? 1), stop: stop === undefined || stop === '*' ? undefined : Number(stop) };
    this.give(range satisfies FileRange);
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
    this.give(dataChannel(streamId, options));
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
    this.expectSdp(found.send.length + found.recv.length > 0, 'a set in brackets', '*');
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
}
