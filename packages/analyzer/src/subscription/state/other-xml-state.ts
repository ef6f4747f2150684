import type { Body } from '@sipscope/parser';
import type { XmlElement } from '@sipscope/parser/xml';
import { counted, named } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** Elements of a document that are looked at. */
const maxElements = 1000;

/**
 * A document that has no types here, told by what its innermost elements say: `<DoNotDisturbEvent> doNotDisturbOn true`. Of the presence of before RFC 3863
 * (XPIDF, CPIM-PIDF), as phones still send it, what the attributes of its `status` and `msnsubstatus` say: `open, onthephone`.
 */
export function otherXmlState(body: Body, root: XmlElement): StateDocument {
  const kind = body.mediaType;
  const elements = elementsOf(root);
  const early = root.name === 'presence' ? earlyPresence(elements) : '';
  if (early !== '') return stateDocument({ kind, what: early });
  const leaves = elements.filter(({ children, text }) => children.length === 0 && text.trim() !== '');
  const texts = named(leaves, ({ name, text }) => `${name} ${text.trim()}`);
  const what = texts === '' ? `of ${kind}, ${counted(body.content.length, 'byte')}` : texts;
  return stateDocument({ kind, what: `<${root.name}> ${what}` });
}

function earlyPresence(elements: readonly XmlElement[]): string {
  const states = elements.flatMap(({ name, attributes }) => {
    if (name !== 'status' && name !== 'msnsubstatus') return [];
    return attributes.filter((one) => ['status', 'substatus', 'value'].includes(one.name)).map(({ value }) => value);
  });
  return named(states, (state) => state);
}

/** In the order of the document. */
function elementsOf(root: XmlElement): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  const waiting: XmlElement[] = [root];
  for (let next = waiting.pop(); next !== undefined && elements.length < maxElements; next = waiting.pop()) {
    elements.push(next);
    for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i]!);
  }
  return elements;
}
