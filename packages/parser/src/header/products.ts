/** The software that sent a message: User-Agent and Server. RFC 3261 §20.35, §20.41. */
export class Products {
  /** As written. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** `name/version`, one by one, without the comments. */
  get products(): readonly Product[] {
    const words = withoutComments(this.text)
      .replaceAll(/\s*\/\s*/g, '/')
      .split(/\s+/);
    return words.filter((word) => word !== '').map(readProduct);
  }
}

export type Product = {
  readonly name: string;
  readonly version: string | undefined;
};

function readProduct(word: string): Product {
  const slash = word.indexOf('/');
  return slash === -1
    ? { name: word, version: undefined }
    : { name: word.slice(0, slash), version: word.slice(slash + 1) };
}

/** The text with a blank for each comment; comments may hold others. */
function withoutComments(text: string): string {
  let rest = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\\' && depth > 0) at++;
    else if (letter === '(') depth++;
    else if (letter === ')' && depth > 0) depth--;
    else if (depth === 0) rest += letter;
    else continue;
    if (letter === '(' && depth === 1) rest += ' ';
  }
  return rest;
}
