/** The software that sent a message: User-Agent and Server. RFC 3261 §20.35, §20.41. */
export class Products {
  /** As written, folds made spaces. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** `name/version`, one by one, without the comments. */
  get products(): readonly Product[] {
    const products: Product[] = [];
    for (const word of wordsOf(this.text)) {
      const last = products[products.length - 1];
      if (word === '/' && last !== undefined) products[products.length - 1] = { name: last.name, version: '' };
      else if (last?.version === '') products[products.length - 1] = { name: last.name, version: word };
      else products.push({ name: word, version: undefined });
    }
    return products;
  }
}

/** A product and its version, in User-Agent and Server. RFC 3261 §20.35. */
export type Product = {
  readonly name: string;
  readonly version: string | undefined;
};

/** The tokens and slashes of a text; comments, which may hold others, are left out. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let depth = 0;
  let wordStart = -1;
  for (let at = 0; at <= text.length; at++) {
    const letter = text.charAt(at);
    const isWord = depth === 0 && letter !== '' && !' \t\r\n()/'.includes(letter);
    if (!isWord && wordStart !== -1) words.push(text.slice(wordStart, at));
    if (!isWord) wordStart = -1;
    else if (wordStart === -1) wordStart = at;
    if (letter === '/' && depth === 0) words.push(letter);
    else if (letter === '(') depth++;
    else if (letter === ')' && depth > 0) depth--;
    else if (letter === '\\' && depth > 0) at++;
  }
  return words;
}
