import { type Body, describeDiagnostic, parseMessage, type SipMessage } from '@sipscope/parser';
import type { MessageDetail, MessageRow } from '../rows.ts';
import { loadXmlReader, xmlBodies, type XmlFinding, xmlFindings } from './xml-findings.ts';

/**
 * One message, whole: exact bytes, syntax tree, diagnostics. `row`: what the capture knows of it, `findings`: what departs from rules in it. Only the tree needs the grammar as
 * Chevrotain runs it, which is loaded here and nowhere before.
 */
export async function messageDetail(
  bytes: Uint8Array,
  row?: MessageRow,
  findings: MessageDetail['findings'] = [],
): Promise<MessageDetail> {
  const { syntaxTree } = await import('@sipscope/parser/grammar');
  const message = parseMessage(bytes);
  // Of a message whose text could not be kept (`MessageLimits`) there is nothing to say.
  const isKept = bytes.length > 0 || row === undefined;
  return {
    ...(row === undefined ? {} : { row }),
    raw: base64(bytes),
    tree: syntaxTree(message),
    diagnostics: isKept ? await diagnosticsOf(message, bytes) : [],
    findings,
  };
}

async function diagnosticsOf(message: SipMessage, bytes: Uint8Array): Promise<MessageDetail['diagnostics']> {
  return [
    ...message.diagnostics.map((diagnostic) => ({ span: diagnostic.span, ...describeDiagnostic(diagnostic, bytes) })),
    ...(await findingsOf(xmlBodies(message.body))),
  ];
}

async function findingsOf(bodies: readonly Body[]): Promise<readonly XmlFinding[]> {
  if (bodies.length === 0) return [];
  const reader = await loadXmlReader();
  return bodies.flatMap((body) => xmlFindings(reader, body));
}

/** By pieces of this many bytes, a multiple of three: no padding between them, and no argument list too long. */
const piece = 3 * 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += btoa(String.fromCharCode(...bytes.subarray(at, at + piece)));
  return text;
}
