import type { Span } from '../../text/span.ts';

/** An element as it stands in the document; what nothing here has a type for is found by way of these. */
export type XmlElement = {
  /** Without prefix. */
  readonly name: string;
  readonly prefix: string;
  /** Empty where the element is in none. */
  readonly namespace: string;
  /** All but the declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The character data that stands in it directly, references resolved, that of its children left out. */
  readonly text: string;
  /** From `<` of the start tag to behind `>` of the end tag. */
  readonly span: Span;
  /** What is between the tags. */
  readonly contentSpan: Span;
};

/** An attribute of an element, with its place. */
export type XmlAttribute = {
  readonly name: string;
  readonly prefix: string;
  /** Empty without a prefix: the default namespace is not that of attributes. */
  readonly namespace: string;
  readonly value: string;
  /** What is between the quotes. */
  readonly span: Span;
};

/** The namespace of `xml:lang` and its like. */
export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/** The attribute of that name and namespace. */
export function attributeOf(element: XmlElement, name: string, namespace = ''): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === namespace);
}

/** The children of that name and namespace, by default the parent's. */
export function childrenOf(
  element: XmlElement,
  name: string,
  namespace: string = element.namespace,
): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === namespace);
}
