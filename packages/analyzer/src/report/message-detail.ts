import { type Body, describeDiagnostic, parseMessage, type SipMessage } from '@sipscope/parser';
import { type Password, Passwords } from '../identity/passwords.ts';
import type { MessageDetail, MessageRow } from '../rows.ts';
import { base64 } from './base64.ts';
import { bodyDetails } from './body/body-details.ts';
import { compareWithEarlier } from './body/session-before.ts';
import { explainMessage } from './explain/explain-message.ts';
import type { MessageSource } from './explain/message-source.ts';
import { loadXmlReader, xmlBodies, type XmlFinding, xmlFindings } from './xml-findings.ts';

/** What a capture knows of a message: its row, what departs from rules in it, and who has the messages around it. */
export type MessageKnowledge = {
  readonly row?: MessageRow;
  readonly findings?: MessageDetail['findings'];
  readonly source?: MessageSource;
  /** To tell whether credentials were made with them. */
  readonly passwords?: readonly Password[];
};

/**
 * One message, whole: exact bytes, syntax tree, diagnostics, what its values mean. Only the tree needs the grammar as Chevrotain runs it, which is loaded here and
 * nowhere before.
 */
export async function messageDetail(
  bytes: Uint8Array,
  { row, findings = [], source, passwords }: MessageKnowledge = {},
): Promise<MessageDetail> {
  const { syntaxTree } = await import('@sipscope/parser/grammar');
  const message = parseMessage(bytes);
  // Of a message whose text could not be kept (`MessageLimits`) there is nothing to say.
  const isKept = bytes.length > 0 || row === undefined;
  const explained = isKept
    ? await explainMessage(message, row, source, passwords && new Passwords(passwords))
    : { facts: [], moreFields: undefined };
  return {
    ...(row === undefined ? {} : { row }),
    raw: base64(bytes),
    tree: syntaxTree(message),
    diagnostics: isKept ? await diagnosticsOf(message, bytes) : [],
    findings,
    explained: explained.facts,
    ...(explained.moreFields !== undefined && { moreFields: explained.moreFields }),
    ...(isKept && (await bodiesOf(message, row, source))),
  };
}

/** Its bodies; the description for the session is held against those before. */
async function bodiesOf(
  message: SipMessage,
  row: MessageRow | undefined,
  source: MessageSource | undefined,
): Promise<Pick<MessageDetail, 'bodies' | 'moreBodies'>> {
  const { bodies, more } = await bodyDetails(message);
  if (bodies.length === 0) return {};
  const against = row === undefined || source === undefined ? [] : await compareWithEarlier(message, row, source);
  const [start] = message.sdp?.span ?? [-1];
  return {
    bodies: bodies.map((body) =>
      against.length > 0 && body.sdp !== undefined && body.span?.[0] === start
        ? { ...body, sdp: { ...body.sdp, against } }
        : body,
    ),
    ...(more > 0 && { moreBodies: more }),
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
