/** A string for people that stands in a template instead of in `words`. */
export type TemplateText = { readonly line: number; readonly text: string };

/** Attributes people read or hear. */
const saidAttributes = new Set(['title', 'aria-label', 'placeholder', 'alt', 'heading', 'detail', 'label']);

/**
 * Text for people in the templates of a source (`html` and `svg`): what stands between tags, and in attributes that are read out.
 * What is filled in is code and is not looked at, but templates within it are. For tests: of our own sources, not of any TypeScript.
 */
export function templateTexts(source: string): readonly TemplateText[] {
  return templatesOf(source).flatMap(({ at, text }) =>
    textsOf(text).map((said) => ({ line: source.slice(0, at).split('\n').length, text: said })),
  );
}

type Template = { readonly at: number; text: string };

/** Every template, with U+0000 for each value filled in. Templates nest by values, so those that are open are a stack. */
function templatesOf(source: string): readonly Template[] {
  const all: Template[] = [];
  /** Of each open template: itself, and how many braces are open in the value being filled in; 0: in its text. */
  const open: { template: Template; braces: number }[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const current = open.at(-1);
    const character = source[at] ?? '';
    if (current !== undefined && current.braces === 0) {
      if (character === '\\') at += 1;
      else if (character === '`') open.pop();
      else if (source.startsWith('${', at)) {
        current.template.text += '\0';
        current.braces = 1;
        at += 1;
      } else current.template.text += character;
      continue;
    }
    const skipped = skipQuiet(source, at);
    if (skipped > at) {
      at = skipped - 1;
      continue;
    }
    if (character === '`') {
      const isDrawn = /(?:html|svg)$/.test(source.slice(Math.max(0, at - 4), at));
      const template = { at, text: '' };
      if (isDrawn) all.push(template);
      open.push({ template, braces: 0 });
    } else if (current !== undefined && character === '{') current.braces += 1;
    else if (current !== undefined && character === '}') current.braces -= 1;
  }
  return all;
}

/** The end of a string, comment or regular expression that begins here; the same place where none does. */
function skipQuiet(source: string, at: number): number {
  const quiet = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//y;
  quiet.lastIndex = at;
  if (quiet.test(source)) return quiet.lastIndex;
  const before = source.slice(Math.max(0, at - 12), at).trimEnd();
  const expression = /\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/y;
  expression.lastIndex = at;
  return /[(,=:[!&|?{};]$|return$/.test(before) && expression.test(source) ? expression.lastIndex : at;
}

function textsOf(template: string): readonly string[] {
  const said: string[] = [];
  const bare = template.replaceAll(/<!--[^]*?-->|<style[^]*?<\/style>/g, ' ');
  for (const { groups } of bare.matchAll(/<[^>]*>|(?<text>[^<>]+)/g))
    if (groups?.['text'] !== undefined) said.push(groups['text']);
  for (const { groups } of bare.matchAll(/\s(?<name>[\w-]+)="(?<value>[^"]*)"/g))
    if (saidAttributes.has(groups?.['name'] ?? '')) said.push(groups?.['value'] ?? '');
  for (const { groups } of bare.matchAll(/\s(?<name>[\w-]+)=(?<value>[^\s"'>\0]+)/g))
    if (saidAttributes.has(groups?.['name'] ?? '')) said.push(groups?.['value'] ?? '');
  return said.map((text) => text.replaceAll(/[\0\s]+/g, ' ').trim()).filter((text) => isForPeople(text));
}

/** Two letters together make a word; names of keys and units of one letter do not. */
function isForPeople(text: string): boolean {
  return /\p{L}{2}/u.test(text.replaceAll(/&[a-z]+;/g, ''));
}
