import type * as xml from '@sipscope/parser/xml';

/** Reads XML bodies. Loaded where a message has one that tells a state, and nowhere before: most captures have none. */
export type XmlReader = Pick<typeof xml, 'parseXmlBody' | 'xmlDocumentTable'>;

export function loadXmlReader(): Promise<XmlReader> {
  return import('@sipscope/parser/xml');
}
