/** An element as it begins: its name without prefix, its attributes as written, and the text up to the next tag. */
export type XmlElement = { readonly name: string; readonly attributes: string; readonly text: string };

/** More elements than small documents have. */
const maxElements = 2000;

const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * The elements of a small XML document in order, without its structure: what notifications, typing indications and recipient lists say can be told by the names alone. The
 * XML reader of the parser is not asked, for it is loaded later than these are needed. Comments and instructions are passed over.
 */
export function xmlElements(document: string): XmlElement[] {
  const elements: XmlElement[] = [];
  let at = 0;
  while (elements.length < maxElements) {
    const open = document.indexOf('<', at);
    if (open < 0) break;
    if (document.startsWith('<!--', open)) {
      at = behind(document, '-->', open + 4);
      continue;
    }
    const close = tagEnd(document, open + 1);
    if (close < 0) break;
    at = close + 1;
    const first = document[open + 1];
    if (first === '/' || first === '!' || first === '?') continue;
    elements.push(elementOf(document, open + 1, close));
  }
  return elements;
}

function elementOf(document: string, start: number, close: number): XmlElement {
  let nameEnd = start;
  while (nameEnd < close && !' \t\r\n/'.includes(document[nameEnd]!)) nameEnd++;
  const name = document.slice(start, nameEnd);
  const next = document.indexOf('<', close);
  return {
    name: name.slice(name.indexOf(':') + 1),
    attributes: document.slice(nameEnd, close),
    text: unescapeXml(document.slice(close + 1, next < 0 ? document.length : next)).trim(),
  };
}

/** Where `>` ends the tag: not within quotes. */
function tagEnd(document: string, start: number): number {
  let quote = '';
  for (let at = start; at < document.length; at++) {
    const character = document[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return at;
    else if (character === '"' || character === "'") quote = character;
  }
  return -1;
}

function behind(document: string, text: string, from: number): number {
  const found = document.indexOf(text, from);
  return found < 0 ? document.length : found + text.length;
}

/** The value of an attribute by its name. */
export function xmlAttribute({ attributes }: XmlElement, name: string): string | undefined {
  let at = 0;
  for (;;) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return undefined;
    const key = attributes.slice(at, equals).trim();
    let open = equals + 1;
    while (open < attributes.length && ' \t\r\n'.includes(attributes[open]!)) open++;
    const quote = attributes[open];
    if (quote !== '"' && quote !== "'") return undefined;
    const close = attributes.indexOf(quote, open + 1);
    if (close < 0) return undefined;
    if (key === name) return unescapeXml(attributes.slice(open + 1, close));
    at = close + 1;
  }
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));/g, (written, decimal, hex, name) => {
    if (name !== undefined) return named.get(name) ?? written;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
