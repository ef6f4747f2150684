export type { Span } from './text/span.ts';
export type * from './body/xml/conference-info.ts';
export type * from './body/xml/dialog-info.ts';
export { type XmlDocumentRow, xmlDocumentTable, type XmlValues } from './body/xml/document-table.ts';
export type * from './body/xml/ims-service.ts';
export type * from './body/xml/is-composing.ts';
export type * from './body/xml/keypad-markup.ts';
export type * from './body/xml/language-text.ts';
export type * from './body/xml/list-meta-information.ts';
export type * from './body/xml/location-object.ts';
export type * from './body/xml/media-control.ts';
export {
  type GenericXml,
  type ParsedXml,
  parseXmlBody,
  type TypedXml,
  type XmlBodyOptions,
  type XmlSource,
} from './body/xml/parse-xml-body.ts';
export type * from './body/xml/presence.ts';
export { readXml, type ReadXmlOptions, type XmlReading } from './body/xml/read-xml.ts';
export type * from './body/xml/recording-metadata.ts';
export type * from './body/xml/registration-info.ts';
export type * from './body/xml/resource-lists.ts';
export type * from './body/xml/rich-presence.ts';
export type { Field, FromElement, TellSchema } from './body/xml/shape.ts';
export type * from './body/xml/watcher-info.ts';
export { describeXmlDiagnostic, type XmlDiagnostic, type XmlDiagnosticDescription } from './body/xml/xml-diagnostic.ts';
export {
  type XmlDiagnosticClass,
  xmlDiagnosticClasses,
  type XmlDiagnosticCode,
  type XmlDiagnosticRow,
  xmlDiagnosticTable,
} from './body/xml/xml-diagnostic-table.ts';
export { attributeOf, childrenOf, type XmlAttribute, type XmlElement } from './body/xml/xml-element.ts';
export { defaultXmlLimits, type XmlLimits } from './body/xml/xml-limits.ts';
