import type { Body } from '@sipscope/parser';
import type * as xml from '@sipscope/parser/xml';

/** Reads XML bodies. Loaded where a message has one and nowhere before: most captures have none. */
export type XmlReader = Pick<typeof xml, 'parseXmlBody' | 'describeXmlDiagnostic'>;

/** What is wrong with an XML body, and where in the message. */
export type XmlFinding = xml.XmlDiagnosticDescription & { readonly span: readonly [start: number, end: number] };

export function loadXmlReader(): Promise<XmlReader> {
  return import('@sipscope/parser/xml');
}

/** The XML bodies of a message: its own, or those among the parts of a multipart, in order. */
export function xmlBodies(body: Body | undefined): readonly Body[] {
  if (body === undefined) return none;
  const found: Body[] = [];
  const waiting: Body[] = [body];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.value.kind === 'xml') found.push(next);
    waiting.push(...next.parts.toReversed());
  }
  return found;
}

const none: readonly Body[] = [];

/** What the reader says of a body. What stands encoded has no places in the message: there the whole body is the place. */
export function xmlFindings(
  { parseXmlBody, describeXmlDiagnostic }: XmlReader,
  body: xml.XmlSource,
): readonly XmlFinding[] {
  const isAsItStands = body.span[1] - body.span[0] === body.content.length;
  return parseXmlBody(body).diagnostics.map((diagnostic) => ({
    ...describeXmlDiagnostic(diagnostic),
    span: isAsItStands ? diagnostic.span : body.span,
  }));
}
