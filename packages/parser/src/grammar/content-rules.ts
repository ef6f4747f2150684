import { ContentDisposition } from '../header/content-disposition.ts';
import { MediaRange, MediaType, Preference } from '../header/media-type.ts';
import { isDotAtomText } from '../text/dot-atom.ts';
import { acceptForms, dispositionForms, mediaTypeForms } from './content-forms.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Equal, QuotedString, Semi, Slash, Text, Token } from './token-types.ts';
import { ViaRules } from './via-rules.ts';

/** What a body is, and which are taken. RFC 3261 §25.1 unless said otherwise. */
export abstract class ContentRules extends ViaRules {
  /** `m-attribute EQUAL m-value`: a name alone is none. */
  readonly mParameter: Rule = this.RULE('mParameter', () => {
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
    this.checkParam(mediaTypeForms);
  });

  /** `m-type SLASH m-subtype *( SEMI m-parameter )` */
  readonly mediaType: Rule = this.RULE('mediaType', () => {
    this.CONSUME(Token);
    const type = this.text();
    this.CONSUME(Slash);
    this.CONSUME2(Token);
    this.give(new MediaType(type, this.text(), this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.mParameter);
    });
  });

  /** `( "q" EQUAL qvalue ) / generic-param` */
  readonly acceptParam: Rule = this.RULE('acceptParam', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    this.checkParam(acceptForms);
  });

  /**
   *     accept-range = media-range *( SEMI accept-param )
   *
   * What stands before `q` belongs to the media type, the rest to Accept (RFC 3261 erratum 832); both are kept alike.
   */
  readonly acceptRange: Rule = this.RULE('acceptRange', () => {
    this.CONSUME(Token);
    const type = this.text();
    this.CONSUME(Slash);
    this.CONSUME2(Token);
    this.give(new MediaRange(type, this.text(), this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.acceptParam);
    });
  });

  /** `[ accept-range *( COMMA accept-range ) ]` */
  readonly accept: Rule = this.RULE('accept', () => {
    this.OPTION(() => {
      this.SUBRULE(this.acceptRange);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE2(this.acceptRange);
      });
    });
  });

  /** `codings *( SEMI accept-param )` */
  readonly encoding: Rule = this.RULE('encoding', () => {
    this.CONSUME(Token);
    this.give(new Preference(this.text(), this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.acceptParam);
    });
  });

  /** `[ encoding *( COMMA encoding ) ]` */
  readonly acceptEncoding: Rule = this.RULE('acceptEncoding', () => {
    this.OPTION(() => {
      this.SUBRULE(this.encoding);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE2(this.encoding);
      });
    });
  });

  /** `language-range *( SEMI accept-param )` */
  readonly language: Rule = this.RULE('language', () => {
    this.CONSUME(Token);
    const range = this.text();
    if (range !== '*' && !isLanguageTag(range)) this.report('language-tag');
    this.give(new Preference(range, this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.acceptParam);
    });
  });

  /** `[ language *( COMMA language ) ]` */
  readonly acceptLanguage: Rule = this.RULE('acceptLanguage', () => {
    this.OPTION(() => {
      this.SUBRULE(this.language);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE2(this.language);
      });
    });
  });

  /** `primary-tag *( "-" subtag )` */
  readonly languageTag: Rule = this.RULE('languageTag', () => {
    this.CONSUME(Token);
    const tag = this.text();
    if (!isLanguageTag(tag)) this.report('language-tag');
    this.give(tag);
  });

  /** `language-tag *( COMMA language-tag )` */
  readonly contentLanguage: Rule = this.RULE('contentLanguage', () => {
    this.SUBRULE(this.languageTag);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.languageTag);
    });
  });

  /** `disp-type *( SEMI ( handling-param / generic-param ) )` */
  readonly contentDisposition: Rule = this.RULE('contentDisposition', () => {
    this.CONSUME(Token);
    this.give(new ContentDisposition(this.text(), this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(dispositionForms);
    });
  });

  /** `"<" id-left "@" id-right ">"`. RFC 8262 §3.2, RFC 5322 §3.6.4. */
  readonly contentId: Rule = this.RULE('contentId', () => {
    this.CONSUME(Text);
    const text = this.text();
    if (!isMsgId(text)) this.report('content-id-syntax');
    this.give(text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1) : text);
  });

  /** `1*DIGIT "." 1*DIGIT` */
  readonly mimeVersion: Rule = this.RULE('mimeVersion', () => {
    this.CONSUME(Token);
    const version = this.text();
    if (!/^\d+\.\d+$/.test(version)) this.report('number-form');
    this.give(version);
  });
}

/** `1*8ALPHA *( "-" 1*8ALPHA )`, with the digits that subtags have since RFC 5646 §2.1. */
function isLanguageTag(text: string): boolean {
  return /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(text);
}

/** `id-right` may be a domain literal: any text between brackets without blanks and brackets. */
function isMsgId(text: string): boolean {
  const at = text.indexOf('@');
  if (at === -1 || !text.startsWith('<') || !text.endsWith('>')) return false;
  const right = text.slice(at + 1, -1);
  return isDotAtomText(text.slice(1, at)) && (isDotAtomText(right) || /^\[[!-Z^-~]*\]$/.test(right));
}
