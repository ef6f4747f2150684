import { AccessNetworkInfo } from '../header/access-network-info.ts';
import { BillingInfo } from '../header/billing-info.ts';
import { ChargingAddresses } from '../header/charging-addresses.ts';
import { ChargingVector } from '../header/charging-vector.ts';
import { DcsRedirect } from '../header/dcs-redirect.ts';
import { RefusedUri } from '../header/refused-uri.ts';
import { ServedUser } from '../header/served-user.ts';
import { ServiceId } from '../header/service-id.ts';
import { Surveillance } from '../header/surveillance.ts';
import { UserDatabase } from '../header/user-database.ts';
import { TracedParty } from '../header/traced-party.ts';
import { isWord } from '../text/lower-case.ts';
import { checkHost, isIpv4 } from './check-host.ts';
import { ExtensionRules } from './extension-rules.ts';
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
import type { Rule } from './token-parser.ts';
import { At, Colon, Comma, QuotedString, Semi, Slash, Token, Uri } from './token-types.ts';

/** The private header fields of networks, of the IMS and of PacketCable: RFC 7315, 5502, 5503, 6050 and others. */
export abstract class ImsRules extends ExtensionRules {
  /** `name-addr *( SEMI ai-param )`: an element of P-Associated-URI, and P-Called-Party-ID whole (RFC 7315 §5.2). */
  readonly pAsoUriSpec: Rule = this.RULE('pAsoUriSpec', () => {
    this.SUBRULE(this.bracketedAddress);
    this.SUBRULE(this.genericParams);
  });

  /** `[ p-aso-uri-spec ] *( COMMA p-aso-uri-spec )`. RFC 7315 §5.1. */
  readonly pAssociatedUri: Rule = this.RULE('pAssociatedUri', () => {
    this.OPTION(() => {
      this.SUBRULE(this.pAsoUriSpec);
    });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.pAsoUriSpec);
    });
  });

  /** `( token / quoted-string ) *( SEMI vnetwork-param )` */
  readonly vnetworkSpec: Rule = this.RULE('vnetworkSpec', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Token);
          this.give({ name: this.text(), quoted: false, params: this.newParams() });
        },
      },
      {
        ALT: () => {
          this.CONSUME(QuotedString);
          this.give({ name: this.unquoted(), quoted: true, params: this.newParams() });
        },
      },
    ]);
    this.SUBRULE(this.genericParams);
  });

  /** `vnetwork-spec *( COMMA vnetwork-spec )`. RFC 7315 §5.3. */
  readonly pVisitedNetworkId: Rule = this.RULE('pVisitedNetworkId', () => {
    this.SUBRULE(this.vnetworkSpec);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.vnetworkSpec);
    });
  });

  /** `( access-type / access-class ) *( SEMI access-info )` */
  readonly accessNetSpec: Rule = this.RULE('accessNetSpec', () => {
    this.CONSUME(Token);
    this.give(new AccessNetworkInfo(this.text(), this.newParams()));
    this.forms = accessForms;
    this.SUBRULE(this.formedParams);
  });

  /** `access-net-spec *( COMMA access-net-spec )`. RFC 7315 §5.4, RFC 7913 §2. */
  readonly pAccessNetworkInfo: Rule = this.RULE('pAccessNetworkInfo', () => {
    this.SUBRULE(this.accessNetSpec);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.accessNetSpec);
    });
  });

  /** `charge-addr-param *( SEMI charge-addr-param )` */
  readonly chargeAddrParams: Rule = this.RULE('chargeAddrParams', () => {
    this.give(new ChargingAddresses(this.newParams()));
    this.forms = chargingAddressForms;
    this.SUBRULE(this.genericParam);
    this.checkFormed();
    this.SUBRULE(this.formedParams);
  });

  /** P-Charging-Function-Addresses: `charge-addr-params *( COMMA charge-addr-params )`. RFC 7315 §5.5. */
  readonly pChargingAddresses: Rule = this.RULE('pChargingAddresses', () => {
    this.SUBRULE(this.chargeAddrParams);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.chargeAddrParams);
    });
  });

  /** `icid-value *( SEMI charge-params )`. RFC 7315 §5.6. */
  readonly pChargingVector: Rule = this.RULE('pChargingVector', () => {
    this.give(new ChargingVector(this.newParams()));
    this.forms = chargingForms;
    this.SUBRULE(this.genericParam);
    this.checkFormed();
    if (!isWord(this.params[0]?.name ?? '', 'icid-value')) this.report('value-form', 'expected icid-value first');
    this.SUBRULE(this.formedParams);
  });

  /** `PServedUser-value *( SEMI served-user-param )`. RFC 5502 §6, RFC 8498 §6.2. */
  readonly pServedUser: Rule = this.RULE('pServedUser', () => {
    this.makeAddresses(ServedUser);
    this.SUBRULE(this.address);
    this.forms = servedUserForms;
    this.SUBRULE(this.formedParams);
  });

  /** `LAQUOT DiameterURI RAQUOT *( SEMI generic-param )`. RFC 4457 §4. */
  readonly pUserDatabase: Rule = this.RULE('pUserDatabase', () => {
    this.makeAddresses(UserDatabase);
    this.SUBRULE(this.bracketedUri);
    this.SUBRULE(this.genericParams);
  });

  /** `( name-addr / addr-spec ) *( SEMI refused-param )` */
  readonly uriListEntry: Rule = this.RULE('uriListEntry', () => {
    this.makeAddresses(RefusedUri);
    this.SUBRULE(this.address);
    this.forms = refusedForms;
    this.SUBRULE(this.formedParams);
  });

  /** `uri-list-entry *( COMMA uri-list-entry )`. RFC 5318 §5. */
  readonly pRefusedUriList: Rule = this.RULE('pRefusedUriList', () => {
    this.SUBRULE(this.uriListEntry);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.uriListEntry);
    });
  });

  /** `"urn:urn-7:" urn-service-id`. RFC 6050 §4.4. */
  readonly serviceId: Rule = this.RULE('serviceId', () => {
    this.CONSUME(Uri);
    this.checkValue(serviceIdForm);
    this.give(new ServiceId(this.text()));
  });

  /** P-Asserted-Service, P-Preferred-Service: `Service-ID *( COMMA Service-ID )`. RFC 6050 §4.1, §4.2. */
  readonly pAssertedService: Rule = this.RULE('pAssertedService', () => {
    this.SUBRULE(this.serviceId);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.serviceId);
    });
  });

  /** `hostname *( SEMI PNI-param )`: P-Private-Network-Indication. RFC 7316 §7. */
  readonly pniValue: Rule = this.RULE('pniValue', () => {
    this.CONSUME(Token);
    this.reportIfAny(checkHost(this.text()));
    if (isIpv4(this.text())) this.report('value-form', 'expected a host name');
    this.give({ value: this.text(), params: this.newParams() });
    this.SUBRULE(this.genericParams);
  });

  /** `1*HEXDIG` */
  readonly pMediaAuthorizationToken: Rule = this.RULE('pMediaAuthorizationToken', () => {
    this.CONSUME(Token);
    this.checkValue(hexDigits);
    this.give(this.text());
  });

  /** `P-Media-Authorization-Token *( COMMA P-Media-Authorization-Token )`. RFC 3313 §5.1. */
  readonly pMediaAuthorization: Rule = this.RULE('pMediaAuthorization', () => {
    this.SUBRULE(this.pMediaAuthorizationToken);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.pMediaAuthorizationToken);
    });
  });

  /** `name-addr *1( SEMI timestamp-param ) *( SEMI trace-param )`. RFC 5503 §5.1. */
  readonly pDcsTracePartyId: Rule = this.RULE('pDcsTracePartyId', () => {
    this.makeAddresses(TracedParty);
    this.SUBRULE(this.bracketedAddress);
    this.forms = traceForms;
    this.SUBRULE(this.formedParams);
  });

  /** `"BLV" / "EI" / "RING" / token`: P-DCS-OSPS. RFC 5503 §6.1. */
  readonly ospsTag: Rule = this.RULE('ospsTag', () => {
    this.CONSUME(Token);
    this.give(this.text());
  });

  /** `1*48( HEXDIG ) "/" 1*16( HEXDIG ) "@" host *( SEMI Billing-Info-param )`. RFC 5503 §7.1. */
  readonly pDcsBillingInfo: Rule = this.RULE('pDcsBillingInfo', () => {
    const first = this.currIdx + 1;
    this.CONSUME(Token);
    this.checkValue(hexUpTo48);
    const correlationId = this.text();
    this.CONSUME(Slash);
    this.CONSUME2(Token);
    this.checkValue(hexUpTo16);
    const element = this.text();
    this.CONSUME(At);
    const host = this.SUBRULE(this.host);
    const feid = `${element}@${host}`;
    this.give(new BillingInfo(correlationId, feid, this.newParams(), this.newUris()));
    if (this.textFrom(first) !== `${correlationId}/${feid}`) this.report('value-form', 'expected no blanks');
    this.forms = billingForms;
    this.SUBRULE(this.formedParams);
  });

  /** `generic-param`, whose value may be a host and a port: of an IPv6 address the port comes apart. */
  readonly laesParam: Rule = this.RULE('laesParam', () => {
    this.SUBRULE(this.genericParam);
    this.OPTION(() => {
      this.CONSUME(Colon);
      const port = this.SUBRULE(this.port);
      this.addPort(port);
    });
    this.checkFormed();
  });

  /** `hostport *( SEMI Laes-param )`. RFC 5503 §8.1. */
  readonly pDcsLaes: Rule = this.RULE('pDcsLaes', () => {
    const first = this.currIdx + 1;
    const signalling = this.SUBRULE(this.sentBy);
    this.give(new Surveillance(signalling, this.newParams()));
    if (this.textFrom(first) !== signalling?.text) this.report('value-form', 'expected no blanks');
    this.forms = surveillanceForms;
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.laesParam);
    });
  });

  /** `LDQUOT addr-spec RDQUOT *( SEMI redir-params )`. RFC 5503 §8.1. */
  readonly pDcsRedirect: Rule = this.RULE('pDcsRedirect', () => {
    this.CONSUME(QuotedString);
    this.give(new DcsRedirect(this.unquoted(), this.newParams(), this.newUris()));
    this.noteUri(1);
    this.forms = redirectForms;
    this.SUBRULE(this.formedParams);
  });

  /** Puts a port behind the IPv6 address that `content` has. */
  protected addPort(port: string): void {
    const param = this.params.pop();
    if (param === undefined) return;
    if (!isWord(param.name, 'content') || !`${param.value}`.endsWith(']'))
      this.report('parameter-form', `${param.name}: a port only behind the address of content`);
    this.params.push({ ...param, value: `${param.value}:${port}` });
  }
}
