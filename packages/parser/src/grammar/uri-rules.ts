import type { UriHeader, Uri as UriValue } from '../uri/uri.ts';
import { maxPort } from '../text/number-range.ts';
import { CoreRules } from './core-rules.ts';
import { checkHost } from './check-host.ts';
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

  /** `hostname / IPv4address / IPv6reference`, as written; an IPv6 address without its brackets is taken and reported. */
  readonly host: Rule<string> = this.RULE('host', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Token);
          this.reportIfAny(checkHost(this.text()));
        },
      },
      {
        ALT: () => {
          this.CONSUME(Ipv6Reference);
          this.reportIfAny(checkHost(this.text()));
        },
      },
      {
        ALT: () => {
          this.CONSUME(Ipv6Address);
          this.report('host-ipv6-brackets');
        },
      },
    ]);
    return this.text();
  });

  /** `1*DIGIT`, as written. */
  readonly port: Rule<string> = this.RULE('port', () => {
    this.CONSUME(Digits);
    const port = this.text();
    if (Number(port) > maxPort) this.report('port-range');
    return port;
  });

  /**
   *     uri-parameter = pname [ "=" pvalue ]
   *
   * All the parameters RFC 3261 names have this form.
   */
  readonly uriParameter: Rule = this.RULE('uriParameter', () => {
    let value: string | undefined;
    this.CONSUME(UriWord);
    const name = this.text();
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.CONSUME2(UriWord);
      value = this.text();
    });
    this.params.push({ name, value, quoted: false });
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
    const params = this.newParams();
    this.#uriHeaders = [];
    const headers = this.#uriHeaders;
    this.CONSUME(SipScheme);
    const scheme = this.text();
    this.CONSUME(Colon);
    this.OPTION(() => {
      this.CONSUME(User);
      user = this.text();
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
    this.SUBRULE(this.uriParameters);
    this.values.push({
      kind: 'tel',
      text: this.wholeText(),
      scheme: 'tel',
      number,
      global: number.startsWith('+'),
      params,
    } satisfies UriValue);
  });

  /** `absoluteURI = scheme ":" ( hier-part / opaque-part )` */
  readonly absoluteUri: Rule = this.RULE('absoluteUri', () => {
    this.CONSUME(OtherScheme);
    const scheme = this.text().toLowerCase();
    this.CONSUME(Colon);
    this.CONSUME(Opaque);
    this.values.push({ kind: 'absolute', text: this.wholeText(), scheme, opaque: this.text() } satisfies UriValue);
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
}
