import { type HostPort, hostPort } from '../header/host-port.ts';
import { ViaParm } from '../header/via.ts';
import { isDigits } from '../text/character-class.ts';
import { isWord, lowerCase } from '../text/lower-case.ts';
import { maxPort } from '../text/number-range.ts';
import { checkHost, checkIpv6, isIpv4 } from './check-host.ts';
import { InfoRules } from './info-rules.ts';
import type { Rule } from './token-parser.ts';
import { viaForms } from './via-forms.ts';
import { Colon, Comma, Semi, Slash, Token } from './token-types.ts';

/** Via. RFC 3261 §20.42, §25.1; `rport`: RFC 3581 §3. */
export abstract class ViaRules extends InfoRules {
  /** `protocol-name SLASH protocol-version SLASH transport` */
  readonly sentProtocol: Rule<{ protocol: string; transport: string }> = this.RULE('sentProtocol', () => {
    const first = this.currIdx + 1;
    this.CONSUME(Token);
    this.CONSUME(Slash);
    this.CONSUME2(Token);
    const written = this.textFrom(first);
    const protocol = written === 'SIP/2.0' ? written : this.unusualProtocol(first);
    this.CONSUME2(Slash);
    this.CONSUME3(Token);
    return { protocol, transport: this.text() };
  });

  /** `host [ COLON port ]` */
  readonly sentBy: Rule<HostPort> = this.RULE('sentBy', () => {
    let portText: string | undefined;
    const first = this.currIdx + 1;
    const host = this.SUBRULE(this.host);
    this.OPTION(() => {
      this.CONSUME(Colon);
      portText = this.SUBRULE(this.port);
    });
    return hostPort(host, portText, this.tokens.integer(this.currIdx), this.textFrom(first));
  });

  /**
   *     via-params   = via-ttl / via-maddr / via-received / via-branch / via-extension
   *     via-received = "received" EQUAL ( IPv4address / IPv6address )
   */
  readonly viaParams: Rule = this.RULE('viaParams', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
  });

  /** `sent-protocol LWS sent-by *( SEMI via-params )` */
  readonly viaParm: Rule = this.RULE('viaParm', () => {
    const sent = this.SUBRULE(this.sentProtocol);
    if (this.isNextAdjacent()) this.report('via-syntax');
    const sentBy = this.SUBRULE(this.sentBy);
    const via = new ViaParm(sent.protocol, sent.transport, sentBy, this.newParams());
    this.give(via);
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.viaParams);
      this.readViaParam(via);
    });
  });

  /** `via-parm *( COMMA via-parm )` */
  readonly via: Rule = this.RULE('via', () => {
    this.SUBRULE(this.viaParm);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.viaParm);
    });
  });

  /** The protocol whose name is at that token, and its version, consumed last: with white space between them, or another one. */
  protected unusualProtocol(first: number): string {
    const name = this.tokens.text(this.currIdx < 0 ? -1 : first);
    const version = this.text();
    const isSip2 = isWord(name, 'sip') && version === '2.0';
    if (!isSip2) this.reportFrom(first, 'via-protocol');
    return `${name}/${version}`;
  }

  /** Looks at the parameter read last, the first of its name counting: each is looked at once, however many there are. */
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
}

function isPort(text: string): boolean {
  return isDigits(text) && Number(text) <= maxPort;
}
