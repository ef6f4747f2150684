import { AuthenticationInfo, Challenge, Credentials } from '../header/auth.ts';
import { ainfoForms, challengeFormsOf, credentialsFormsOf, noForms } from './auth-forms.ts';
import { ContentRules } from './content-rules.ts';
import type { ParameterForms } from './parameter-form.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Equal, QuotedString, Text, Token } from './token-types.ts';

/** Challenges and their answers. RFC 3261 §22.4, §25.1; RFC 8760 §2; RFC 8898 §4. */
export abstract class AuthRules extends ContentRules {
  /** The forms that the scheme read last gives its parameters. */
  protected authForms: ParameterForms = noForms;

  /** `auth-param-name EQUAL ( token / quoted-string )`, and the parameters of digest, which are of the same shape. */
  readonly authParam: Rule = this.RULE('authParam', () => {
    let value = '';
    let quoted = false;
    this.CONSUME(Token);
    const name = this.text();
    this.CONSUME(Equal);
    this.OR([
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
    ]);
    this.params.push({ name, value, quoted });
    this.checkRepeated();
    this.checkParam(this.authForms);
  });

  /**
   *     challenge       = ( "Digest" LWS digest-cln *( COMMA digest-cln ) ) / other-challenge
   *     other-challenge = auth-scheme LWS auth-param *( COMMA auth-param )
   *
   * A second challenge in the same field, as HTTP has them, is taken and reported: RFC 3261 §7.3.1 forbids it.
   */
  readonly challenge: Rule = this.RULE('challenge', () => {
    this.CONSUME(Token);
    this.beginChallenge();
    this.SUBRULE(this.authParam);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.OR([
        { ALT: () => this.SUBRULE2(this.authParam) },
        {
          ALT: () => {
            this.CONSUME2(Token);
            this.report('auth-combined');
            this.beginChallenge();
            this.SUBRULE3(this.authParam);
          },
        },
      ]);
    });
  });

  /**
   *     credentials    = ( "Digest" LWS digest-response ) / other-response
   *     other-response = auth-scheme LWS auth-param *( COMMA auth-param )
   *
   * or the scheme and a token, as Bearer has them (RFC 6750 §2.1).
   */
  readonly credentials: Rule = this.RULE('credentials', () => {
    this.CONSUME(Token);
    const scheme = this.text();
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Text);
          this.give(new Credentials(scheme, this.newParams(), this.text()));
        },
      },
      {
        ALT: () => {
          this.beginCredentials(scheme);
          this.SUBRULE(this.authParam);
          this.MANY(() => {
            this.CONSUME(Comma);
            this.OR2([
              { ALT: () => this.SUBRULE2(this.authParam) },
              {
                ALT: () => {
                  this.CONSUME2(Token);
                  this.report('auth-combined');
                  this.beginCredentials(this.text());
                  this.SUBRULE3(this.authParam);
                },
              },
            ]);
          });
        },
      },
    ]);
  });

  /** `ainfo *( COMMA ainfo )`: Authentication-Info. */
  readonly ainfo: Rule = this.RULE('ainfo', () => {
    this.authForms = ainfoForms;
    this.give(new AuthenticationInfo(this.newParams()));
    this.SUBRULE(this.authParam);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.authParam);
    });
  });

  protected beginChallenge(): void {
    const scheme = this.text();
    this.authForms = challengeFormsOf(scheme);
    this.give(new Challenge(scheme, this.newParams()));
  }

  protected beginCredentials(scheme: string): void {
    this.authForms = credentialsFormsOf(scheme);
    this.give(new Credentials(scheme, this.newParams()));
  }
}
