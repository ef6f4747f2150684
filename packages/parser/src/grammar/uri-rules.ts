import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Uri as UriValue } from '../uri/uri.ts';
import type { SourceText } from '../text/source-text.ts';
import type { UriReading } from './lazy-address.ts';
import { scanUri } from './scan-uri.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { AbsoluteUri } from '../uri/absolute-uri.ts';
import { isUrn } from '../uri/check-urn.ts';
import { isGlobalNumber, isLocalNumber } from '../uri/phone-number.ts';
import { SipUri, type UriHeader } from '../uri/sip-uri.ts';
import { TelUri } from '../uri/tel-uri.ts';
import { readTelephoneSubscriber } from '../uri/telephone-subscriber.ts';
import { Urn } from '../uri/urn.ts';
import { hasParameter, parameterValue } from '../header/parameter.ts';
import { isWord, lowerCase } from '../text/lower-case.ts';
import { maxPort } from '../text/number-range.ts';
import { CoreRules } from './core-rules.ts';
import { checkHost } from './check-host.ts';
import { isOpaque } from './check-opaque.ts';
import { sipUriForms, telForms } from './uri-forms.ts';
import type { Rule } from './token-parser.ts';
import {
  Ampersand,
  At,
  Colon,
  Digits,
  Equal,
  Ipv6Address,
  Ipv6Reference,
  Opaque,
  OtherScheme,
  Password,
  PhoneNumber,
  Question,
  Semi,
  SipScheme,
  TelScheme,
  Token,
  UriHeaderWord,
  User,
  UriWord,
} from './token-types.ts';

/** URIs: RFC 3261 §25.1 with the host addresses of RFC 5954 §4.1, RFC 3966 §3, RFC 3986 §3. */
export abstract class UriRules extends CoreRules {
  #uriHeaders: UriHeader[] = [];
  /** Names in lower case, where there are more parameters than are compared one by one. */
  #names: Set<string> = new Set();
  #isSips = false;
  /** The user part is said to be a telephone number. */
  #isPhone = false;

  /** `hostname / IPv4address / IPv6reference`, as written; an IPv6 address without its brackets is taken and reported. */
  readonly host: Rule<string> = this.RULE('host', () => {
    let host = '';
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Token);
          host = this.text();
          this.reportIfAny(checkHost(host));
        },
      },
      {
        ALT: () => {
          this.CONSUME(Ipv6Reference);
          host = this.text();
          this.reportIfAny(checkHost(host));
        },
      },
      {
        ALT: () => {
          this.CONSUME(Ipv6Address);
          host = this.text();
          this.report('host-ipv6-brackets');
        },
      },
    ]);
    return host;
  });

  /** `1*DIGIT`, as written. */
  readonly port: Rule<string> = this.RULE('port', () => {
    this.CONSUME(Digits);
    if (this.tokens.integer(this.currIdx) > maxPort) this.report('port-range');
    return this.text();
  });

  /**
   *     uri-parameter = transport-param / user-param / method-param / ttl-param / maddr-param / lr-param / other-param
   *     other-param   = pname [ "=" pvalue ]
   *
   * RFC 3261 §25.1.
   */
  readonly uriParameter: Rule = this.RULE('uriParameter', () => {
    let value: string | undefined;
    this.CONSUME(UriWord);
    const name = this.text();
    const nameAt = this.currIdx;
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.CONSUME2(UriWord);
      value = this.text();
    });
    this.params.push({ name, value, quoted: false });
    this.checkParam(sipUriForms);
    this.noteSipParameter(name, value);
    this.noteRepeated(nameAt);
  });

  /** `*( ";" uri-parameter )` */
  readonly uriParameters: Rule = this.RULE('uriParameters', () => {
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.uriParameter);
    });
  });

  /** `hname "=" hvalue` */
  readonly header: Rule = this.RULE('header', () => {
    let value = '';
    this.CONSUME(UriHeaderWord);
    const name = this.text();
    this.CONSUME(Equal);
    this.OPTION(() => {
      this.CONSUME2(UriHeaderWord);
      value = this.text();
    });
    this.#uriHeaders.push({ name, value });
  });

  /** `"?" header *( "&" header )` */
  readonly headers: Rule = this.RULE('headers', () => {
    this.CONSUME(Question);
    this.SUBRULE(this.header);
    this.MANY(() => {
      this.CONSUME(Ampersand);
      this.SUBRULE2(this.header);
    });
  });

  /**
   *     SIP-URI  = "sip:" [ userinfo ] hostport uri-parameters [ headers ]
   *     userinfo = ( user / telephone-subscriber ) [ ":" password ] "@"
   *     hostport = host [ ":" port ]
   *
   * and SIPS-URI, alike. RFC 3261 §19.1.1.
   */
  readonly sipUri: Rule = this.RULE('sipUri', () => {
    let user: string | undefined;
    let password: string | undefined;
    let portText: string | undefined;
    let userAt = -1;
    const params = this.newParams();
    this.#uriHeaders = [];
    const headers = this.#uriHeaders;
    this.CONSUME(SipScheme);
    const scheme = this.text().length === 4 ? 'sips' : 'sip';
    this.#isSips = scheme === 'sips';
    this.#isPhone = false;
    this.CONSUME(Colon);
    this.OPTION(() => {
      this.CONSUME(User);
      user = this.text();
      userAt = this.currIdx;
      this.OPTION2(() => {
        this.CONSUME2(Colon);
        password = '';
        this.OPTION3(() => {
          this.CONSUME(Password);
          password = this.text();
        });
      });
      this.CONSUME(At);
    });
    const host = this.SUBRULE(this.host);
    this.OPTION4(() => {
      this.CONSUME3(Colon);
      portText = this.SUBRULE(this.port);
    });
    this.SUBRULE(this.uriParameters);
    this.OPTION5(() => {
      this.SUBRULE(this.headers);
    });
    const port = portText === undefined || Number(portText) > maxPort ? undefined : Number(portText);
    this.give(new SipUri(this.wholeText(), { scheme, user, password, host, port, params, headers }));
    if (this.#isPhone && user !== undefined) this.checkPhoneUser(user, userAt);
  });

  /**
   *     par       = parameter / extension / isdn-subaddress
   *     parameter = ";" pname [ "=" pvalue ]
   *
   * RFC 3966 §3.
   */
  readonly par: Rule = this.RULE('par', () => {
    let value: string | undefined;
    this.CONSUME(Semi);
    this.CONSUME(UriWord);
    const name = this.text();
    const nameAt = this.currIdx;
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.CONSUME2(UriWord);
      value = this.text();
    });
    const before = this.params[this.params.length - 1];
    this.params.push({ name, value, quoted: false });
    this.checkParam(telForms);
    this.noteRepeated(nameAt);
    if (before !== undefined && !isBehind(before.name, name)) this.reportAt(nameAt, 'tel-parameter-order');
  });

  /**
   *     telephone-uri        = "tel:" telephone-subscriber
   *     telephone-subscriber = global-number / local-number
   *
   * RFC 3966 §3.
   */
  readonly telephoneUri: Rule = this.RULE('telephoneUri', () => {
    const params = this.newParams();
    this.CONSUME(TelScheme);
    this.CONSUME(Colon);
    this.CONSUME(PhoneNumber);
    const number = this.text();
    const numberAt = this.currIdx;
    if (!isGlobalNumber(number) && !isLocalNumber(number)) this.report('tel-number');
    this.MANY(() => {
      this.SUBRULE(this.par);
    });
    this.give(new TelUri(this.wholeText(), number, params));
    this.checkContexts(number, numberAt);
  });

  /**
   *     absoluteURI = scheme ":" ( hier-part / opaque-part )
   *
   * RFC 3261 §25.1; names by RFC 8141 §2.
   */
  readonly absoluteUri: Rule = this.RULE('absoluteUri', () => {
    this.CONSUME(OtherScheme);
    const scheme = lowerCase(this.text());
    this.CONSUME(Colon);
    this.CONSUME(Opaque);
    const opaque = this.text();
    const isName = scheme === 'urn';
    this.checkFragment(opaque);
    if (isName && !isUrn(opaque)) this.report('urn-syntax');
    if (!isOpaque(opaque)) this.report('uri-authority');
    const text = this.wholeText();
    this.give(isName ? new Urn(text, opaque) : new AbsoluteUri(text, scheme, opaque));
  });

  /** `SIP-URI / SIPS-URI / absoluteURI`: a URI of scheme sip must be a SIP-URI, though absoluteURI would let any text pass. */
  readonly requestUri: Rule = this.RULE('requestUri', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.sipUri) },
      { ALT: () => this.SUBRULE(this.telephoneUri) },
      { ALT: () => this.SUBRULE(this.absoluteUri) },
    ]);
  });

  /** The text from the first token to the one consumed last. */
  protected wholeText(): string {
    return this.currIdx < 0 ? '' : this.tokens.source.slice(this.tokens.starts[0]!, this.tokens.ends[this.currIdx]!);
  }

  /** Notes something wrong with a token consumed before. */
  protected reportAt(token: number, code: DiagnosticCode, detail?: string): void {
    if (token < 0) return;
    const span = [this.tokens.starts[token]!, this.tokens.ends[token]!] as const;
    this.diagnostics.push(detail === undefined ? { code, span } : { code, span, detail });
  }

  /** What the parameter read last says of the other parts of its URI. */
  protected noteSipParameter(name: string, value: string | undefined): void {
    if (value === undefined) return;
    if (isWord(name, 'lr') || isWord(name, 'ob')) this.report('uri-flag-value');
    else if (isWord(name, 'user')) this.#isPhone = isWord(value, 'phone');
    else if (this.#isSips && isWord(name, 'transport') && isWord(value, 'udp')) this.report('sips-transport');
  }

  /** A name that has come before in the URI, which none may. Few are compared one by one. RFC 3261 §19.1.1, RFC 3966 §3. */
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

  /** `user=phone` says that the user part is a telephone number. RFC 3261 §19.1.6. */
  protected checkPhoneUser(user: string, userAt: number): void {
    const subscriber = readTelephoneSubscriber(user);
    if (subscriber === undefined) this.reportAt(userAt, 'phone-user');
    else if (!subscriber.global && subscriber.phoneContext === undefined) this.reportAt(userAt, 'phone-user-context');
  }

  /** Reports the fragment of the absolute URI consumed last, which is ASCII. */
  protected checkFragment(opaque: string): void {
    const hash = opaque.indexOf('#');
    if (hash === -1 || this.currIdx < 0) return;
    const span = [this.tokens.starts[this.currIdx]! + hash, this.tokens.ends[this.currIdx]!] as const;
    this.diagnostics.push({ code: 'uri-fragment', span });
  }

  /** Local numbers mean nothing without their context: the number itself, its routing number and its carrier. */
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

  /** Reads a URI by itself, apart from the value it stands in: one may be right and the other wrong. */
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
}

/** As many parameters are compared with each other; of more, a set is made. */
const fewParameters = 8;

/** `isub` and `ext` come first, then `phone-context`, then the others by their names. RFC 3966 §3. */
function isBehind(before: string, name: string): boolean {
  const [first, second] = [lowerCase(before), lowerCase(name)];
  const [one, other] = [rank(first), rank(second)];
  return one < other || (one === other && (one < 2 || first <= second));
}

function rank(name: string): number {
  if (name === 'isub' || name === 'ext') return 0;
  return name === 'phone-context' ? 1 : 2;
}
