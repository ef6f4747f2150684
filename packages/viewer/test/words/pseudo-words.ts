import { allWords, type Translation, type Words } from '../../src/app/words/words.ts';

const accented: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
};

/** A language that is none: English with accents, longer, and in brackets, so that what is not translated stands out. */
export function pseudoWords(): Translation {
  return Object.fromEntries([...allWords()].map(([scope, words]) => [scope, pseudoScope(words)]));
}

function pseudoScope(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([name, said]) => {
      if (typeof said === 'string') return [name, pseudo(said)];
      return [name, (...values: never[]) => pseudo(said(...values))];
    }),
  );
}

function pseudo(text: string): string {
  return `⟦${text.replace(/[aeiouAEIOU]/g, (letter) => accented[letter] ?? letter)}~~⟧`;
}

/** Texts and names within an element and its shadows that are said in no language but English. */
export function plainTexts(root: Element | ShadowRoot): readonly string[] {
  const found: string[] = [];
  const open: (Element | ShadowRoot)[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next instanceof Element) {
      for (const name of ['title', 'aria-label', 'placeholder', 'heading', 'detail'])
        found.push(next.getAttribute(name) ?? '');
      if (next.shadowRoot !== null) open.push(next.shadowRoot);
      // What comes from a capture is nobody's language.
      if (next.matches('style, bdi, kbd, .number')) continue;
    }
    for (const child of next.childNodes) {
      if (child instanceof Text) found.push(child.data);
      else if (child instanceof Element) open.push(child);
    }
  }
  return found
    .map((text) => text.trim())
    .filter((text) => /^\D*\p{L}{2}/u.test(text) && !text.includes('⟦') && !text.includes('⟧'));
}
