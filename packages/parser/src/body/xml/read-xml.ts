import { SaxesParser } from 'saxes';
import type { Span } from '../../text/span.ts';
import { TreeBuilder } from './tree-builder.ts';
import type { XmlDiagnostic } from './xml-diagnostic.ts';
import type { XmlElement } from './xml-element.ts';
import { type XmlLimits, xmlLimits } from './xml-limits.ts';
import { XmlText } from './xml-text.ts';

/** Where the document begins, and how much of it is read. */
export type ReadXmlOptions = {
  /** The offset of the first byte, added to all spans: that of the body in its message. */
  readonly offset?: number;
  readonly limits?: Partial<XmlLimits>;
};

/** An XML document as far as it could be read, and what is wrong with it. */
export type XmlReading = {
  /** With what could be read; undefined where nothing could. */
  readonly root: XmlElement | undefined;
  readonly diagnostics: readonly XmlDiagnostic[];
};

/** Ends the reading; never seen outside of this file. */
class StopReading extends Error {}

/**
 * Reads XML 1.0 to a tree of elements. A document type definition is refused, so there are no entities but the five of XML itself. At the
 * first mistake the reading ends, and every element open there ends with it.
 */
export function readXml(bytes: Uint8Array, options: ReadXmlOptions = {}): XmlReading {
  const limits = xmlLimits(options.limits);
  const offset = options.offset ?? 0;
  const diagnostics: XmlDiagnostic[] = [];
  const tell = (code: XmlDiagnostic['code'], [start, end]: Span, detail?: string): void => {
    diagnostics.push({ code, span: [offset + start, offset + end], ...(detail === undefined ? {} : { detail }) });
  };
  if (isWide(bytes)) {
    tell('xml-encoding-utf16', [0, Math.min(2, bytes.length)]);
    return { root: undefined, diagnostics };
  }
  const cut = bytes.length > limits.bytes;
  const source = new XmlText(cut ? bytes.subarray(0, characterStart(bytes, limits.bytes)) : bytes);
  if (source.invalidAt !== -1) tell('xml-encoding', [source.invalidAt, source.invalidAt + 1]);
  const doctype = doctypeAt(source.text);
  if (doctype !== -1) {
    tell('xml-dtd', source.span(doctype, doctype + '<!DOCTYPE'.length));
    return { root: undefined, diagnostics };
  }
  const builder = new TreeBuilder(source, offset, limits, tell);
  run(builder, source, cut, tell);
  if (cut) tell('limit-xml-bytes', [limits.bytes, bytes.length]);
  return { root: builder.root, diagnostics };
}

/** What is left open at the end of a document that was cut at a limit is no mistake of its own. */
function run(
  builder: TreeBuilder,
  source: XmlText,
  cut: boolean,
  tell: (code: XmlDiagnostic['code'], span: Span, detail?: string) => void,
): void {
  const parser = new SaxesParser();
  const stop = (): never => {
    throw new StopReading();
  };
  let atEnd = false;
  parser.on('error', ({ message }) => {
    const at = Math.min(parser.position, source.text.length);
    if (!(atEnd && cut)) tell('xml-syntax', source.span(Math.max(0, at - 1), at), withoutPlace(message));
    stop();
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding === undefined || isUtf8(encoding)) return;
    const start = source.text.indexOf(encoding, source.text.indexOf('encoding') + 'encoding'.length);
    tell('xml-encoding-declared', source.span(start, start + encoding.length));
  });
  parser.on('opentagstart', () => builder.begin(parser.position));
  parser.on('attribute', ({ name, value }) => builder.attribute(name, value, parser.position));
  parser.on('opentag', ({ name, isSelfClosing }) => {
    if (!builder.open(name, parser.position, isSelfClosing)) stop();
  });
  parser.on('text', (text) => builder.text(text));
  parser.on('cdata', (text) => builder.text(text));
  parser.on('closetag', ({ isSelfClosing }) => builder.close(parser.position, isSelfClosing));
  try {
    parser.write(source.text);
    atEnd = true;
    parser.close();
  } catch (error) {
    if (!(error instanceof StopReading)) throw error;
  }
  builder.closeAll(Math.min(parser.position, source.text.length));
}

/** The library says `line:column: ` first; the span says it here. */
function withoutPlace(message: string): string {
  const space = message.indexOf(': ');
  return message.slice(space + 2).replace(/\.$/, '');
}

/** ASCII is UTF-8 too. */
function isUtf8(encoding: string): boolean {
  const name = encoding.toLowerCase();
  return name === 'utf-8' || name === 'utf8' || name === 'us-ascii' || name === 'ascii';
}

/** UTF-16 or UTF-32, by byte order mark or by the zero byte beside the first `<`. XML 1.0 appendix F. */
function isWide(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true;
  return (first === 0 && (second === 0x3c || second === 0)) || (first === 0x3c && second === 0);
}

/** The last offset up to `at` where a character of UTF-8 begins. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < 3 && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}

/** Where `<!DOCTYPE` stands behind declaration, comments and processing instructions; -1 where it does not. */
function doctypeAt(text: string): number {
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) at++;
    else if (text.startsWith('<!DOCTYPE', at)) return at;
    else {
      const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
      const found = end === undefined ? -1 : text.indexOf(end, at + 2);
      if (end === undefined || found === -1) return -1;
      at = found + end.length;
    }
  }
  return -1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
