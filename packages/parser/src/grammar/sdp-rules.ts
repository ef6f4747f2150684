import type {
  Bandwidth,
  Connection,
  Origin,
  RepeatTimes,
  Timing,
  ZoneAdjustment,
} from '../body/sdp/session-description.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { maxPort } from '../text/number-range.ts';
import { CoreRules } from './core-rules.ts';
import type { Rule } from './token-parser.ts';
import { Colon, Digits, Slash, Text, Word } from './token-types.ts';

/** What the line of a media section says itself. */
export type MediaField = {
  readonly kind: string;
  readonly port: number | undefined;
  readonly portCount: number | undefined;
  readonly proto: string;
  readonly formats: readonly string[];
};

/** What an `a=` line says itself. */
export type AttributeField = { readonly name: string; readonly value: string | undefined };

/** What `a=fmtp` says. */
export type FormatParameters = { readonly format: string; readonly parameters: string };

/** What `a=rtpmap` says. */
export type RtpMap = {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
};

/** As many reports of a session description tell enough. */
const maxReports = 1000;

const secondsOfUnit: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60 };

/** 224.0.0.0/4 holds as many addresses. */
const multicastAddresses = 2 ** 28;

/** The values of the lines of a session description. RFC 8866 §9. */
export abstract class SdpRules extends CoreRules {
  /** `non-ws-string`, and `token` wherever SDP has one. */
  readonly nonWsString: Rule<string> = this.RULE('nonWsString', () => {
    this.OR([{ ALT: () => this.CONSUME(Word) }, { ALT: () => this.CONSUME(Digits) }]);
    return this.text();
  });

  /** `username SP sess-id SP sess-version SP nettype SP addrtype SP unicast-address` */
  readonly originField: Rule = this.RULE('originField', () => {
    const username = this.SUBRULE(this.nonWsString);
    this.CONSUME(Digits);
    const sessionId = this.text();
    this.CONSUME2(Digits);
    const sessionVersion = this.text();
    const networkType = this.SUBRULE2(this.nonWsString);
    const addressType = this.SUBRULE3(this.nonWsString);
    const address = this.SUBRULE4(this.nonWsString);
    this.give({ username, sessionId, sessionVersion, networkType, addressType, address } satisfies Origin);
  });

  /** `nettype SP addrtype SP connection-address`, the address with `/ttl`, `/count` or both. */
  readonly connectionField: Rule = this.RULE('connectionField', () => {
    let first: number | undefined;
    let second: number | undefined;
    const networkType = this.SUBRULE(this.nonWsString);
    const addressType = this.SUBRULE2(this.nonWsString);
    const address = this.SUBRULE3(this.nonWsString);
    this.OPTION(() => {
      this.CONSUME(Slash);
      this.CONSUME(Digits);
      first = this.integer();
      if (addressType === 'IP6') this.checkAddressCount(first);
      else if (addressType === 'IP4' && first > 255) this.reportFew('sdp-ttl');
      this.OPTION2(() => {
        this.CONSUME2(Slash);
        this.CONSUME2(Digits);
        second = this.integer();
        this.checkAddressCount(second);
      });
    });
    // An IPv6 group has no ttl: what stands there is the count.
    const isIp6 = addressType === 'IP6';
    const isGroup = addressType === 'IP4' && /^2(?:2[4-9]|3\d)\./.test(address);
    const isMisplaced = isIp6 ? second !== undefined : addressType === 'IP4' && isGroup !== (first !== undefined);
    if (isMisplaced) this.reportFew('sdp-ttl-misplaced');
    const ttl = isIp6 ? undefined : first;
    const count = isIp6 ? first : second;
    this.give({ networkType, addressType, address, ttl, count } satisfies Connection);
  });

  /** `bwtype ":" bandwidth` */
  readonly bandwidthField: Rule = this.RULE('bandwidthField', () => {
    const type = this.SUBRULE(this.nonWsString);
    this.CONSUME(Colon);
    this.CONSUME(Digits);
    this.give({ type, value: this.integer() } satisfies Bandwidth);
  });

  /** `start-time SP stop-time` */
  readonly timeField: Rule = this.RULE('timeField', () => {
    this.CONSUME(Digits);
    const start = this.integer();
    this.CONSUME2(Digits);
    this.give({ start, stop: this.integer(), repeats: [] } satisfies Timing);
  });

  /** `repeat-interval SP typed-time 1*( SP typed-time )` */
  readonly repeatField: Rule = this.RULE('repeatField', () => {
    const offsets: number[] = [];
    const interval = this.SUBRULE(this.typedTime);
    const duration = this.SUBRULE2(this.typedTime);
    this.give({ interval, duration, offsets } satisfies RepeatTimes);
    this.AT_LEAST_ONE(() => {
      const offset = this.SUBRULE3(this.typedTime);
      offsets.push(offset);
    });
  });

  /** `time SP [ "-" ] typed-time *( SP time SP [ "-" ] typed-time )` */
  readonly zoneField: Rule = this.RULE('zoneField', () => {
    const adjustments: ZoneAdjustment[] = [];
    this.give(adjustments);
    this.AT_LEAST_ONE(() => {
      this.CONSUME(Digits);
      const time = this.integer();
      const offset = this.SUBRULE(this.typedTime);
      adjustments.push({ time, offset });
    });
  });

  /** `1*DIGIT [ "d" / "h" / "m" / "s" ]`, in seconds. */
  readonly typedTime: Rule<number> = this.RULE('typedTime', () => {
    const text = this.SUBRULE(this.nonWsString);
    const [, digits, unit = 's'] = /^(-?\d{1,10})([dhms]?)$/.exec(text) ?? [];
    const seconds = Number(digits ?? 0) * (secondsOfUnit[unit] ?? 1);
    // More than ten digits of seconds could not be read again.
    if (digits === undefined || Math.abs(seconds) > 9_999_999_999) this.reportFew('sdp-time-form');
    return seconds;
  });

  /** `media SP port [ "/" integer ] SP proto 1*( SP fmt )` */
  readonly mediaField: Rule = this.RULE('mediaField', () => {
    let portCount: number | undefined;
    const formats: string[] = [];
    const kind = this.SUBRULE(this.nonWsString);
    this.CONSUME(Digits);
    const port = Number(this.text());
    if (port > maxPort) this.reportFew('sdp-port');
    this.OPTION(() => {
      this.CONSUME(Slash);
      this.CONSUME2(Digits);
      portCount = this.integer();
      if (portCount === 0 || port + portCount - 1 > maxPort) this.reportFew('sdp-port-count');
    });
    const proto = this.SUBRULE(this.proto);
    this.AT_LEAST_ONE(() => {
      const format = this.SUBRULE2(this.nonWsString);
      formats.push(format);
    });
    this.give({ kind, port: port > maxPort ? undefined : port, portCount, proto, formats } satisfies MediaField);
  });

  /** `token *( "/" token )` */
  readonly proto: Rule<string> = this.RULE('proto', () => {
    let proto = this.SUBRULE(this.nonWsString);
    this.MANY(() => {
      this.CONSUME(Slash);
      const part = this.SUBRULE2(this.nonWsString);
      proto += `/${part}`;
    });
    return proto;
  });

  /** `attribute-name [ ":" attribute-value ]` */
  readonly attribute: Rule = this.RULE('attribute', () => {
    let value: string | undefined;
    this.CONSUME(Word);
    const name = this.text();
    this.OPTION(() => {
      this.CONSUME(Colon);
      value = '';
      this.OPTION2(() => {
        this.CONSUME(Text);
        value = this.text();
      });
    });
    this.give({ name, value } satisfies AttributeField);
  });

  /** `payload-type SP encoding-name "/" clock-rate [ "/" encoding-params ]`. RFC 8866 §6.6. */
  readonly rtpmapValue: Rule = this.RULE('rtpmapValue', () => {
    let channels = 1;
    this.CONSUME(Digits);
    const payloadType = this.integer();
    if (payloadType > 127) this.reportFew('sdp-payload-type');
    const encoding = this.SUBRULE(this.nonWsString);
    this.CONSUME(Slash);
    this.CONSUME2(Digits);
    const clockHz = this.integer();
    if (clockHz === 0) this.reportFew('sdp-clock-rate');
    this.OPTION(() => {
      this.CONSUME2(Slash);
      const params = this.SUBRULE2(this.nonWsString);
      if (/^[1-9]\d{0,2}$/.test(params)) channels = Number(params);
    });
    this.give({ payloadType, encoding, clockHz, channels } satisfies RtpMap);
  });

  /** `fmt SP format-specific-params`. RFC 8866 §6.15. */
  readonly fmtpValue: Rule = this.RULE('fmtpValue', () => {
    const format = this.SUBRULE(this.nonWsString);
    this.CONSUME(Text);
    this.give({ format, parameters: this.text() } satisfies FormatParameters);
  });

  /** Reports as long as there are not too many reports: some lines are lists, and each of their words may be wrong. */
  protected reportFew(code: DiagnosticCode, detail?: string): void {
    if (this.diagnostics.length < maxReports) this.report(code, detail);
  }

  /** The number consumed last, at most 2^53 - 1. */
  protected integer(): number {
    const value = Number(this.text());
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    this.reportFew('sdp-number-too-large');
    return Number.MAX_SAFE_INTEGER;
  }

  protected checkAddressCount(count: number): void {
    if (count === 0 || count > multicastAddresses) this.reportFew('sdp-address-count');
  }
}
