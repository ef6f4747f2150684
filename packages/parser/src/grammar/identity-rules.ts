import { Diversion } from '../header/diversion.ts';
import { HistoryEntry } from '../header/history-entry.ts';
import { IdentityInfo } from '../header/identity-info.ts';
import { Identity } from '../header/identity.ts';
import { hasParameter, parameter } from '../header/parameter.ts';
import { RemoteParty } from '../header/remote-party.ts';
import { isWord } from '../text/lower-case.ts';
import type { Span } from '../text/span.ts';
import { checkHost } from './check-host.ts';
import { FormRules } from './form-rules.ts';
import { diversionForms, historyForms, identityForms, identityInfoForms, remotePartyForms } from './identity-forms.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Equal, Ipv6Reference, Laquot, QuotedString, Raquot, Semi, Slash, Token, Uri } from './token-types.ts';

/** Who calls, who vouches for it, who diverted the call, and what is not to be shown: RFC 8224, 4474, 3325, 7044, 5806, 3323. */
export abstract class IdentityRules extends FormRules {
  /**
   * `1*(base64-char / ".")`, of base64url, not of the base64 the ABNF names (RFC 8224 erratum 6499).
   * In drafts before RFC 4474 a signature without quotes, padding and folds in it, as in RFC 4475 §3.1.1.11.
   */
  readonly signedIdentityDigest: Rule<string> = this.RULE('signedIdentityDigest', () => {
    const first = this.currIdx + 1;
    this.AT_LEAST_ONE(() => {
      this.OR([
        { ALT: () => this.CONSUME(Token) },
        { ALT: () => this.CONSUME(Slash) },
        { ALT: () => this.CONSUME(Equal) },
      ]);
    });
    return this.textFrom(first);
  });

  /**
   *     ident-info        = "info" EQUAL LAQUOT absoluteURI RAQUOT
   *     ident-info-params = ident-info-alg / ident-type / ident-info-extension
   */
  readonly identInfoParams: Rule = this.RULE('identInfoParams', () => {
    let value: string | undefined;
    let quoted = false;
    let isUri = false;
    this.CONSUME(Token);
    const name = this.text();
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.OR([
        {
          ALT: () => {
            this.CONSUME(Laquot);
            this.CONSUME(Uri);
            value = this.text();
            isUri = true;
            this.noteUri(0);
            this.reportSpaceRound();
            this.CONSUME(Raquot);
          },
        },
        {
          ALT: () => {
            this.CONSUME2(Token);
            value = this.text();
            this.reportLoose();
          },
        },
        {
          ALT: () => {
            this.CONSUME(QuotedString);
            value = this.unquoted();
            quoted = true;
          },
        },
        {
          ALT: () => {
            this.CONSUME(Ipv6Reference);
            value = this.text();
            this.reportIfAny(checkHost(value));
          },
        },
      ]);
    });
    const isInfo = isWord(name, 'info') && !hasParameter(this.params, 'info');
    this.params.push({ name, value, quoted });
    if (isUri !== isInfo)
      this.reportInstead('parameter-form', `${name}: ${isInfo ? 'expected' : 'only info has'} a URI in < and >`);
    else this.checkParam(identityForms);
  });

  /**
   *     Identity = signed-identity-digest SEMI ident-info *( SEMI ident-info-params )
   *
   * RFC 8224 §4; in RFC 4474 §9 a quoted-string alone (RFC 4474 erratum 1058).
   */
  readonly identity: Rule = this.RULE('identity', () => {
    const first = this.currIdx + 1;
    this.OR([
      {
        ALT: () => {
          const digest = this.SUBRULE(this.signedIdentityDigest);
          const params = this.newParams();
          this.give(new Identity(withoutBlanks(digest), this.spanFrom(first), false, params, this.newUris()));
          const span = this.spanFrom(first);
          const nameAt = this.currIdx + 2;
          this.MANY(() => {
            this.CONSUME(Semi);
            this.SUBRULE(this.identInfoParams);
          });
          this.checkIdentity(digest, span, nameAt);
        },
      },
      {
        ALT: () => {
          this.CONSUME(QuotedString);
          const digest = withoutBlanks(this.unquoted());
          this.give(new Identity(digest, this.spanFrom(first), true, this.newParams()));
          this.report('identity-obsolete');
        },
      },
    ]);
  });

  /** `LAQUOT absoluteURI RAQUOT *( SEMI ident-info-params )`: Identity-Info. RFC 4474 §9. */
  readonly identityInfo: Rule = this.RULE('identityInfo', () => {
    this.makeAddresses(IdentityInfo);
    this.SUBRULE(this.bracketedUri);
    this.forms = identityInfoForms;
    this.SUBRULE(this.formedParams);
  });

  /** `name-addr *( SEMI hi-param )` */
  readonly hiEntry: Rule = this.RULE('hiEntry', () => {
    this.makeAddresses(HistoryEntry);
    this.SUBRULE(this.bracketedAddress);
    this.forms = historyForms;
    this.SUBRULE(this.formedParams);
    const index = parameter(this.params, 'index');
    if (index === undefined) this.report('history-index');
    else if (hasLeadingZero(index.value ?? '')) this.report('history-index-zeros', index.value);
  });

  /** `hi-entry *( COMMA hi-entry )`. RFC 7044 §5, RFC 4244 §4.1. */
  readonly historyInfo: Rule = this.RULE('historyInfo', () => {
    this.SUBRULE(this.hiEntry);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.hiEntry);
    });
  });

  /** `name-addr *( SEMI ( diversion-reason / … ) )` */
  readonly diversionParams: Rule = this.RULE('diversionParams', () => {
    this.makeAddresses(Diversion);
    this.SUBRULE(this.bracketedAddress);
    this.forms = diversionForms;
    this.SUBRULE(this.formedParams);
  });

  /** `diversion-params *( COMMA diversion-params )`. RFC 7544 §4.2, RFC 5806 §4 (errata 3177, 3178). */
  readonly diversion: Rule = this.RULE('diversion', () => {
    this.SUBRULE(this.diversionParams);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.diversionParams);
    });
  });

  /** Remote-Party-ID: `( name-addr / addr-spec ) *( SEMI rpi-token )` and more behind commas. */
  readonly remotePartyId: Rule = this.RULE('remotePartyId', () => {
    this.SUBRULE(this.remoteParty);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.remoteParty);
    });
  });

  readonly remoteParty: Rule = this.RULE('remoteParty', () => {
    this.makeAddresses(RemoteParty);
    this.SUBRULE(this.address);
    this.forms = remotePartyForms;
    this.SUBRULE(this.formedParams);
  });

  /** `name-addr / addr-spec`: parameters have no place here, and are reported. */
  readonly pAssertedIdValue: Rule = this.RULE('pAssertedIdValue', () => {
    this.SUBRULE(this.address);
    const nameAt = this.currIdx + 2;
    this.SUBRULE(this.genericParams);
    if (this.params.length > 0) this.reportFrom(nameAt, 'parameter-unexpected', this.params[0]?.name);
  });

  /** P-Asserted-Identity, P-Preferred-Identity: `PAssertedID-value *( COMMA PAssertedID-value )`. RFC 3325 §9.1, §9.2. */
  readonly pAssertedId: Rule = this.RULE('pAssertedId', () => {
    this.SUBRULE(this.pAssertedIdValue);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.pAssertedIdValue);
    });
  });

  /** `priv-value *( ";" priv-value )`; RFC 3323 erratum 5184 parts them by `,`. RFC 3323 §4.2. */
  readonly privacyHdr: Rule = this.RULE('privacyHdr', () => {
    this.CONSUME(Token);
    this.give(this.text());
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(Semi) }, { ALT: () => this.CONSUME(Comma) }]);
      this.CONSUME2(Token);
      this.give(this.text());
    });
  });

  /** `nameAt`: the token that is the name of the first parameter, where there is one. */
  protected checkIdentity(digest: string, span: Span, nameAt: number): void {
    if (this.currIdx < 0) return;
    const isDraft = this.params.length === 0 && !digest.includes('.');
    if (isDraft) this.diagnostics.push({ code: 'identity-obsolete', span });
    else if (!/^[\w.-]*$/.test(digest)) this.diagnostics.push({ code: 'identity-digest', span });
    if (isDraft || isWord(this.params[0]?.name ?? '', 'info')) return;
    const at = this.params.length === 0 ? this.currIdx : nameAt;
    this.diagnostics.push({ code: 'identity-info', span: [this.tokens.starts[at]!, this.tokens.ends[at]!] });
  }
}

/** Whether one of the numbers of an index, which is otherwise right, begins with 0 as RFC 4244 had it. */
function hasLeadingZero(index: string): boolean {
  return /^[\d.]*\d$/.test(index) && /(?:^|\.)0\d/.test(index);
}

function withoutBlanks(text: unknown): string {
  return String(text).replaceAll(/\s/g, '');
}
