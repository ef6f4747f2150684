import { type HostPort, hostPort } from '../header/host-port.ts';
import type { Parameter } from '../header/parameter.ts';
import type { Via } from '../header/via.ts';
import { maxPort } from '../text/number-range.ts';
import { AddressRules } from './address-rules.ts';
import { checkHost, checkIpv6, isIpv4 } from './check-host.ts';
import type { Rule } from './token-parser.ts';
import { viaForms } from './via-forms.ts';
import { Colon, Comma, Semi, Slash, Token } from './token-types.ts';

type UnreadVia = { -readonly [Key in keyof Via]: Via[Key] };

/** Via. RFC 3261 §20.42, §25.1; `rport`: RFC 3581 §3. */
export abstract class ViaRules extends AddressRules {
  /** `protocol-name SLASH protocol-version SLASH transport` */
  readonly sentProtocol: Rule<{ protocol: string; transport: string }> = this.RULE('sentProtocol', () => {
    this.CONSUME(Token);
    const name = this.text();
    this.CONSUME(Slash);
    this.CONSUME2(Token);
    const version = this.text();
    const isSip2 = name.toUpperCase() === 'SIP' && version === '2.0';
    if (!isSip2) this.report('via-protocol');
    this.CONSUME2(Slash);
    this.CONSUME3(Token);
    return { protocol: `${name}/${version}`, transport: this.text() };
  });

  /** `host [ COLON port ]` */
  readonly sentBy: Rule<HostPort> = this.RULE('sentBy', () => {
    let portText: string | undefined;
    const host = this.SUBRULE(this.host);
    this.OPTION(() => {
      this.CONSUME(Colon);
      portText = this.SUBRULE(this.port);
    });
    return hostPort(host, portText);
  });

  /**
   *     via-params   = via-ttl / via-maddr / via-received / via-branch / via-extension
   *     via-received = "received" EQUAL ( IPv4address / IPv6address )
   */
  readonly viaParams: Rule = this.RULE('viaParams', () => {
    this.SUBRULE(this.genericParam);
    this.checkViaParam(this.params.at(-1));
    this.checkParam(viaForms);
  });

  /** `sent-protocol LWS sent-by *( SEMI via-params )` */
  readonly viaParm: Rule = this.RULE('viaParm', () => {
    const sent = this.SUBRULE(this.sentProtocol);
    const sentBy = this.SUBRULE(this.sentBy);
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
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.viaParams);
      noteParam(via, params.at(-1));
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
}

/** Looks at the parameter read last, the first of its name counting: each is looked at once, however many there are. */
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
