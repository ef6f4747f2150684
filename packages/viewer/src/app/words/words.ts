/** What the page says, by name: a sentence, or a function where something is filled in (a count has its own plural in each language). */
export type Words = Readonly<Record<string, string | ((...values: never[]) => string)>>;

/** Another language: the words of some scopes, the rest stays English. */
export type Translation = Readonly<Record<string, Words>>;

const scopes = new Map<string, Words>();
let translation: Translation = {};

/**
 * The words of one part of the page. They are written in English beside the code that says them, and looked up in the chosen
 * language each time they are said.
 *
 * @param scope - the part's name, by which a translation finds it: `ladder`.
 */
export function words<const W extends Words>(scope: string, english: W): W {
  scopes.set(scope, english);
  return new Proxy(english, {
    get: (target, name: string) => {
      const said = Object.hasOwn(translation, scope) ? translation[scope] : undefined;
      return said !== undefined && Object.hasOwn(said, name) ? said[name] : target[name];
    },
  });
}

/** Everything the page says, in English: what a translator starts from. */
export function allWords(): ReadonlyMap<string, Words> {
  return scopes;
}

/** Chooses another language; what is drawn already changes when it is drawn again. */
export function translate(to: Translation): void {
  translation = to;
}
