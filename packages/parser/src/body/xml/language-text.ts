import { attribute, type Field, type FromElement, shape, text } from './shape.ts';
import { string, token } from './simple-type.ts';
import { xmlNamespace } from './xml-element.ts';

/** Text for people, and the language it is in. */
export type LanguageText = FromElement & {
  readonly text: string | undefined;
  /** `xml:lang` */
  readonly language: string | undefined;
};

/** Reads an element whose text is in a language. */
export const readLanguageText: Field<LanguageText> = shape<LanguageText>({
  text: text(string),
  language: attribute('lang', token, xmlNamespace),
});
