import type {
  AlternativeAddress,
  Candidate,
  Crypto,
  CryptoKey,
  Fingerprint,
  KeyManagement,
  NameValue,
  RemoteCandidate,
  RtcpAddress,
  SctpMap,
  SourceFilter,
  ZrtpHash,
} from '../body/sdp/attribute-values.ts';
import { SdpAttributeRules } from './sdp-attribute-rules.ts';
import type { Rule } from './token-parser.ts';
import { Digits, Slash } from './token-types.ts';

/** How many bytes the hash functions give. RFC 8122 §5. */
const hashBytes: ReadonlyMap<string, number> = new Map([
  ['md5', 16],
  ['sha-1', 20],
  ['sha-224', 28],
  ['sha-256', 32],
  ['sha-384', 48],
  ['sha-512', 64],
]);

/** Attributes that say where media goes and how it is kept secret. */
export abstract class SdpTransportRules extends SdpAttributeRules {
  /**
   *     foundation SP component-id SP transport SP priority SP connection-address SP port
   *         SP cand-type [SP rel-addr] [SP rel-port] *(SP cand-extension)
   *
   * RFC 8839 §5.1; `tcptype`: RFC 6544 §4.5.
   */
  readonly candidateAttribute: Rule = this.RULE('candidateAttribute', () => {
    const extensions: NameValue[] = [];
    const foundation = this.SUBRULE(this.nonWsString);
    this.expectSdp(/^[A-Za-z\d+/]{1,32}$/.test(foundation), '1 to 32 letters, digits, + and /');
    this.CONSUME(Digits);
    const component = this.integer();
    this.expectSdp(component > 0 && component <= 256, 'a component from 1 to 256');
    const transport = this.SUBRULE2(this.nonWsString);
    this.CONSUME2(Digits);
    const priority = this.sdpUint32();
    const address = this.SUBRULE3(this.nonWsString);
    this.CONSUME3(Digits);
    const port = this.sdpPort();
    const keyword = this.SUBRULE4(this.nonWsString);
    this.expectSdp(keyword === 'typ', 'typ');
    const type = this.SUBRULE5(this.nonWsString);
    this.MANY(() => {
      const name = this.SUBRULE6(this.nonWsString);
      const value = this.SUBRULE7(this.nonWsString);
      extensions.push({ name, value });
    });
    const extension = (name: string): string | undefined => extensions.find((one) => one.name === name)?.value;
    const relatedAddress = extension('raddr');
    const portText = extension('rport') ?? '';
    const relatedPort = /^\d{1,5}$/.test(portText) ? Number(portText) : undefined;
    const tcpType = extension('tcptype');
    const base = { foundation, component, transport, priority, address, port, type };
    this.give({ ...base, relatedAddress, relatedPort, tcpType, extensions } satisfies Candidate);
  });

  /** `remote-candidate *( SP remote-candidate )`, each `component-id SP connection-address SP port`. RFC 8839 §5.2. */
  readonly remoteCandidateAtt: Rule = this.RULE('remoteCandidateAtt', () => {
    const candidates: RemoteCandidate[] = [];
    this.give(candidates);
    this.AT_LEAST_ONE(() => {
      this.CONSUME(Digits);
      const component = this.integer();
      const address = this.SUBRULE(this.nonWsString);
      this.CONSUME2(Digits);
      candidates.push({ component, address, port: this.sdpPort() });
    });
  });

  /** `tag 1*WSP crypto-suite 1*WSP key-params *( 1*WSP session-param )`. RFC 4568 §9.1. */
  readonly cryptoValue: Rule = this.RULE('cryptoValue', () => {
    const sessionParams: NameValue[] = [];
    this.CONSUME(Digits);
    const tag = this.integer();
    const suite = this.SUBRULE(this.nonWsString);
    this.SUBRULE2(this.nonWsString);
    const keys = this.text()
      .split(';')
      .map((text) => this.cryptoKey(text));
    this.give({ tag, suite, keys, sessionParams } satisfies Crypto);
    this.MANY(() => {
      this.SUBRULE3(this.nonWsString);
      sessionParams.push(this.namePair(this.text(), '='));
      this.expectSdp(isSessionParam(this.text()), 'a session parameter of the form RFC 4568 gives it');
    });
  });

  /** `hash-func SP fingerprint`. RFC 8122 §5. */
  readonly fingerprintValue: Rule = this.RULE('fingerprintValue', () => {
    this.SUBRULE(this.nonWsString);
    const hash = this.text();
    const fingerprint = this.SUBRULE2(this.nonWsString);
    const isHex = /^[\dA-F]{2}(?::[\dA-F]{2})*$/.test(fingerprint);
    this.expectSdp(isHex, 'bytes in upper-case hexadecimal, parted by colons');
    const bytes = hashBytes.get(hash.toLowerCase());
    this.expectSdp(!isHex || bytes === undefined || fingerprint.length === bytes * 3 - 1, `${bytes} bytes`);
    this.give({ hash, fingerprint } satisfies Fingerprint);
  });

  /** `port [nettype SP addrtype SP connection-address]`. RFC 3605 §2.1, RFC 3605 erratum 1050. */
  readonly rtcpAttribute: Rule = this.RULE('rtcpAttribute', () => {
    let networkType: string | undefined;
    let addressType: string | undefined;
    let address: string | undefined;
    this.CONSUME(Digits);
    const port = this.sdpPort();
    this.OPTION(() => {
      networkType = this.SUBRULE(this.nonWsString);
      addressType = this.SUBRULE2(this.nonWsString);
      address = this.SUBRULE3(this.nonWsString);
    });
    this.give({ port, networkType, addressType, address } satisfies RtcpAddress);
  });

  /** `altc-num SP addrtype SP connection-address SP port [ "/" rtcp-port ]`. RFC 6947 §4.1. */
  readonly altcValue: Rule = this.RULE('altcValue', () => {
    let rtcpPort: number | undefined;
    this.CONSUME(Digits);
    const number = this.integer();
    const addressType = this.SUBRULE(this.nonWsString);
    const address = this.SUBRULE2(this.nonWsString);
    this.CONSUME2(Digits);
    const port = this.sdpPort();
    this.OPTION(() => {
      this.CONSUME(Slash);
      this.CONSUME3(Digits);
      rtcpPort = this.sdpPort();
    });
    this.give({ number, addressType, address, port, rtcpPort } satisfies AlternativeAddress);
  });

  /** `filter-mode SP nettype SP address-types SP dest-address SP src-list`. RFC 4570 §3. */
  readonly sourceFilterValue: Rule = this.RULE('sourceFilterValue', () => {
    const sources: string[] = [];
    const mode = this.SUBRULE(this.nonWsString);
    this.expectSdp(mode === 'incl' || mode === 'excl', 'incl', 'excl');
    const networkType = this.SUBRULE2(this.nonWsString);
    const addressType = this.SUBRULE3(this.nonWsString);
    const destination = this.SUBRULE4(this.nonWsString);
    this.give({ mode, networkType, addressType, destination, sources } satisfies SourceFilter);
    this.AT_LEAST_ONE(() => {
      const source = this.SUBRULE5(this.nonWsString);
      sources.push(source);
    });
  });

  /** `port SP protocol [ SP streams ]`, of drafts before RFC 8841. */
  readonly sctpmapValue: Rule = this.RULE('sctpmapValue', () => {
    let streams: number | undefined;
    this.CONSUME(Digits);
    const port = this.sdpPort();
    const protocol = this.SUBRULE(this.nonWsString);
    this.OPTION(() => {
      this.CONSUME2(Digits);
      streams = this.integer();
    });
    this.give({ port, protocol, streams } satisfies SctpMap);
  });

  /** `prtcl-id SP keymgmt-data`. RFC 4567 §3.1. */
  readonly keyMgmtAttValue: Rule = this.RULE('keyMgmtAttValue', () => {
    const protocol = this.SUBRULE(this.nonWsString);
    const data = this.SUBRULE2(this.nonWsString);
    this.expectSdp(/^[A-Za-z\d+/]+=*$/.test(data), 'base64');
    this.give({ protocol, data } satisfies KeyManagement);
  });

  /** `zrtp-version SP zrtp-hash-value`. RFC 6189 §8. */
  readonly zrtpAttribute: Rule = this.RULE('zrtpAttribute', () => {
    const version = this.SUBRULE(this.nonWsString);
    const hash = this.SUBRULE2(this.nonWsString);
    this.expectSdp(/^[\dA-Fa-f]+$/.test(hash), 'hexadecimal digits');
    this.give({ version, hash } satisfies ZrtpHash);
  });

  /** `key-method ":" key-salt ["|" lifetime] ["|" mki-value ":" mki-length]`. RFC 4568 §9.2. */
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

  /** `["2^"] 1*DIGIT`. RFC 4568 §6.1. */
  protected keyLifetime(text: string): number | undefined {
    const [, power, digits] = /^(2\^)?(\d{1,15})$/.exec(text) ?? [];
    const value = power === undefined ? Number(digits) : 2 ** Number(digits);
    const isRight = value > 0 && value <= Number.MAX_SAFE_INTEGER;
    this.expectSdp(isRight, 'a number of packets');
    return isRight ? value : undefined;
  }
}

/** Those that RFC 4568 §9.2 names have its forms; extensions any. */
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
