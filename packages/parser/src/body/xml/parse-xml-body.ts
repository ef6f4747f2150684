import type { Span } from '../../text/span.ts';
import { type XmlDocumentRow, xmlDocumentTable, type XmlValues } from './document-table.ts';
import { readXml } from './read-xml.ts';
import type { XmlDiagnostic } from './xml-diagnostic.ts';
import type { XmlElement } from './xml-element.ts';
import type { XmlLimits } from './xml-limits.ts';

/** What is known of an XML body beside its bytes. */
export type XmlBodyOptions = {
  /** Of Content-Type, `type/subtype`: what the document should be. Without one the outermost element alone says what it is. */
  readonly mediaType?: string;
  /** The offset of the first byte, added to all spans. */
  readonly offset?: number;
  readonly limits?: Partial<XmlLimits>;
};

/** A body of a message, or a part of one: `message.body` is one. */
export type XmlSource = {
  readonly mediaType: string;
  /** Transfer encoding taken off. */
  readonly content: Uint8Array;
  readonly span: Span;
};

type XmlKind = keyof XmlValues;

/** A document that has types, told apart by `kind`: the name of its outermost element. */
export type TypedXml = {
  [K in XmlKind]: {
    readonly kind: K;
    readonly value: XmlValues[K];
    readonly root: XmlElement;
    readonly diagnostics: readonly XmlDiagnostic[];
  };
}[XmlKind];

/** A document without types here, such as pidf-diff or xcap-diff, or none at all. */
export type GenericXml = {
  readonly kind: 'unknown';
  readonly value: undefined;
  /** Undefined where nothing could be read. */
  readonly root: XmlElement | undefined;
  readonly diagnostics: readonly XmlDiagnostic[];
};

/** An XML body that was read: with its values where its type is known, else as a tree. */
export type ParsedXml = TypedXml | GenericXml;

/**
 * Reads an XML body: its tree, and its values by their types. Never throws: what is wrong stands in its diagnostics, and what could be
 * read is kept. Spans are bytes of the message; those of content that had a transfer encoding count from the content's first byte.
 */
export function parseXmlBody(body: Uint8Array | XmlSource, options: XmlBodyOptions = {}): ParsedXml {
  const source = body instanceof Uint8Array ? undefined : body;
  const bytes = body instanceof Uint8Array ? body : body.content;
  const mediaType = (options.mediaType ?? source?.mediaType ?? '').toLowerCase();
  const stands = source !== undefined && source.span[1] - source.span[0] === bytes.length;
  const offset = options.offset ?? (stands ? source.span[0] : 0);
  const { root, diagnostics: read } = readXml(bytes, {
    offset,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const diagnostics = [...read];
  const kind = root === undefined ? undefined : kindOf(root);
  checkRoot(kind, root, mediaType, diagnostics);
  if (root === undefined || kind === undefined) return { kind: 'unknown', value: undefined, root, diagnostics };
  return typed(kind, root, diagnostics);
}

function typed<K extends XmlKind>(kind: K, root: XmlElement, diagnostics: XmlDiagnostic[]): TypedXml {
  const { rfc, section, read }: XmlDocumentRow<XmlValues[K]> = xmlDocumentTable[kind];
  const place = rfc === undefined ? { section } : { rfc, section };
  const value = read(root, (code, span, detail) => diagnostics.push({ code, span, detail, ...place }));
  // The row of a kind gives that kind's value.
  return { kind, value, root, diagnostics } as unknown as TypedXml;
}

const kinds: ReadonlySet<string> = new Set(Object.keys(xmlDocumentTable));

function kindOf({ name, namespace }: XmlElement): XmlKind | undefined {
  if (!kinds.has(name)) return undefined;
  // The names of the rows are what `kinds` holds.
  const kind = name as XmlKind;
  const row = xmlDocumentTable[kind];
  return row.namespace === undefined || row.namespace === namespace ? kind : undefined;
}

/** Whether the document is what its media type says. */
function checkRoot(
  kind: XmlKind | undefined,
  root: XmlElement | undefined,
  mediaType: string,
  diagnostics: XmlDiagnostic[],
): void {
  if (root === undefined) return;
  const expected = kindByMediaType.get(mediaType);
  if (expected === undefined || expected === kind) return;
  const { namespace, rfc, section } = xmlDocumentTable[expected];
  const detail = namespace === undefined ? `expected ${expected}` : `expected ${expected} of ${namespace}`;
  const span: Span = [root.span[0], Math.max(root.span[0], root.contentSpan[0])];
  diagnostics.push({ code: 'xml-root', span, detail, ...(rfc === undefined ? { section } : { rfc, section }) });
}

const kindByMediaType: ReadonlyMap<string, XmlKind> = new Map(
  // The names of the rows are the kinds.
  (Object.keys(xmlDocumentTable) as XmlKind[]).flatMap((kind) =>
    xmlDocumentTable[kind].mediaTypes.map((mediaType) => [mediaType, kind] as const),
  ),
);
