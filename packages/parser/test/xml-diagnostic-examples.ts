import type { XmlBodyOptions, XmlDiagnosticCode } from '../src/xml.ts';
import { encode } from './sip.ts';

const presence = (content: string, attributes = 'entity="pres:a@b"'): Uint8Array =>
  encode(`<presence xmlns="urn:ietf:params:xml:ns:pidf" ${attributes}>${content}</presence>`);
export const tuple = (content: string): Uint8Array => presence(`<tuple id="t">${content}</tuple>`);

/** One document for each code, and the text at its place. */
export const xmlCases: readonly (readonly [
  code: XmlDiagnosticCode,
  bytes: Uint8Array,
  at: string,
  options?: XmlBodyOptions,
])[] = [
  ['xml-dtd', encode('<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a SYSTEM "http://x.example/"><a/>'), '<!DOCTYPE'],
  ['xml-syntax', encode('<a><b></a>'), '>'],
  ['xml-namespace', encode('<a><x:b/></a>'), '<x:b/>'],
  ['xml-encoding', encode('<a>~</a>').map((byte) => (byte === 0x7e ? 0xe4 : byte)), '\ufffd'],
  ['xml-encoding-utf16', Uint8Array.of(0xfe, 0xff, 0, 0x3c, 0, 0x61), '\ufffd\ufffd'],
  ['xml-encoding-declared', encode('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), 'ISO-8859-1'],
  ['xml-root', encode('<a><b/></a>'), '<a>', { mediaType: 'application/pidf+xml' }],
  ['xml-attribute-missing', presence('', ''), '<presence xmlns="urn:ietf:params:xml:ns:pidf" >'],
  ['xml-element-missing', tuple(''), '<tuple id="t">'],
  ['xml-element-repeated', tuple('<status/><status a=""/>'), '<status a=""/>'],
  ['xml-value', tuple('<status><basic>opened</basic></status>'), 'opened'],
  ['limit-xml-bytes', encode('<a>123456789</a>'), '6789</a>', { limits: { bytes: 8 } }],
  ['limit-xml-depth', encode('<a><b><c/></b></a>'), '<c/>', { limits: { depth: 2 } }],
  ['limit-xml-elements', encode('<a><b/><c/></a>'), '<c/>', { limits: { elements: 2 } }],
];
