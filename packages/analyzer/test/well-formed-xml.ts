/** What is wrong with a document of elements, attributes, comments and CDATA; empty where it is well-formed. */
export function wellFormed(xml: string): string {
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    const text = xml.slice(at, tag < 0 ? undefined : tag);
    if (/&(?!#\d+;|(?:amp|lt|gt|quot|apos);)|\]\]>/.test(text)) return `text: ${text}`;
    if (tag < 0) break;
    const construct =
      /^(?:<\?xml [^?]*\?>|<!--(?:(?!--)[^])*-->|<!\[CDATA\[[^]*?\]\]>|<(\/?)([a-z]+)((?: [a-z_]+="(?:[^"<&]|&#\d+;)*")*)(\/?)>)/.exec(
        xml.slice(tag),
      );
    if (construct === null) return `at ${tag}: ${xml.slice(tag, tag + 80)}`;
    const [whole, isEnd, name, , isEmpty] = construct;
    if (isEnd === '/') {
      if (open.pop() !== name) return `end of ${name}`;
    } else if (name !== undefined && isEmpty === '') open.push(name);
    at = tag + whole.length;
  }
  return open.length === 0 ? '' : `open: ${open.join()}`;
}
