import type { ParsedXml, XmlElement } from '@sipscope/parser/xml';
import type { XmlElementDetail } from '../../rows.ts';
import { bodyLimits } from './body-limits.ts';
import { cut, placed, type Shift } from './placed.ts';

/** The elements of a document in the order in which they begin; how many there were beyond those told. */
export function xmlElements(
  { root }: ParsedXml,
  shift: Shift,
): { readonly xml: readonly XmlElementDetail[]; readonly moreElements?: number } {
  const xml: XmlElementDetail[] = [];
  let more = 0;
  const waiting: { element: XmlElement; depth: number; around: string }[] = [];
  if (root !== undefined) waiting.push({ element: root, depth: 0, around: '' });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, depth, around } = next;
    if (xml.length < bodyLimits.elements) xml.push(elementDetail(element, { depth, around, shift }));
    else more++;
    for (const child of element.children.toReversed())
      waiting.push({ element: child, depth: depth + 1, around: element.namespace });
  }
  return { xml, ...(more > 0 ? { moreElements: more } : {}) };
}

function elementDetail(
  element: XmlElement,
  { depth, around, shift }: { readonly depth: number; readonly around: string; readonly shift: Shift },
): XmlElementDetail {
  const { prefix, name, namespace, attributes, text, span } = element;
  const own = text.trim();
  return {
    depth,
    name: cut(prefix === '' ? name : `${prefix}:${name}`),
    ...(namespace === around || namespace === '' ? {} : { namespace: cut(namespace) }),
    ...(attributes.length === 0
      ? {}
      : {
          attributes: attributes.slice(0, bodyLimits.facts).map((attribute) => ({
            name: cut(attribute.prefix === '' ? attribute.name : `${attribute.prefix}:${attribute.name}`),
            value: cut(attribute.value),
            ...placed(attribute.span, shift),
          })),
        }),
    ...(own === '' ? {} : { text: cut(own) }),
    ...placed(span, shift),
  };
}
