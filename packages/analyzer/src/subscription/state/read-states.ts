import type { Body } from '@sipscope/parser';
import { type ListReading, readList, resourcesByContentId } from './list-state.ts';
import { fragmentState, mailboxState, otherState, qualityState } from './plain-state.ts';
import { shortText } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';
import type { XmlReader } from './xml-reader.ts';
import { xmlState } from './xml-state.ts';

/** What the body of a NOTIFY or PUBLISH says. */
export type StateReading = {
  readonly documents: readonly StateDocument[];
  /** Documents that were not read, for there are too many. */
  readonly more: number;
  /** Of a notification for a list of resources. */
  readonly list: ListReading | undefined;
  /** The status that a sipfrag tells. */
  readonly status: number | undefined;
  readonly reason: string | undefined;
};

/** Documents of one body that are read. */
const maxDocuments = 256;

/** Whether a body holds XML, which another reader reads. */
export function holdsXml(body: Body): boolean {
  return leavesOf(body).some(({ value }) => value.kind === 'xml');
}

/** All that a body holds: a document, or the parts of a multipart. Never throws: what cannot be read is told as such. */
export function readStates(body: Body, reader: XmlReader | undefined): StateReading {
  const leaves = leavesOf(body);
  const documents: StateDocument[] = [];
  let list: ListReading | undefined;
  let owners: ReadonlyMap<string, string> = new Map();
  let status: number | undefined;
  let reason: string | undefined;
  for (const leaf of leaves.slice(0, maxDocuments)) {
    const xml = leaf.value.kind === 'xml' ? reader?.parseXmlBody(leaf) : undefined;
    if (xml?.kind === 'list') {
      list ??= readList(xml.value);
      owners = new Map([...owners, ...resourcesByContentId(xml.value)]);
      continue;
    }
    const told = reader !== undefined && xml !== undefined ? xmlState(leaf, xml, reader) : plainState(leaf);
    const owner = leaf.contentId === undefined ? undefined : owners.get(leaf.contentId);
    const of = owner ?? told.of;
    const what = shortText(told.what);
    const timestamp = told.timestamp?.trim() || undefined;
    documents.push({ ...told, of: of === '' ? undefined : of, what: what === '' ? 'nothing told' : what, timestamp });
    if (leaf.value.kind === 'sipfrag') ({ status, reason } = leaf.value);
  }
  return { documents, more: Math.max(0, leaves.length - maxDocuments), list, status, reason };
}

function plainState(body: Body): StateDocument {
  const { value, mediaType } = body;
  switch (value.kind) {
    case 'messageSummary':
      return mailboxState(value);
    case 'sipfrag':
      return fragmentState(value);
    case 'vqRtcpxr':
      return qualityState(value);
    case 'multipart':
      return stateDocument({ kind: mediaType, what: `${mediaType} without parts`, isUnreadable: true });
    default:
      return otherState(body);
  }
}

/** The bodies that hold no others, in order. Parts nest no deeper than the parser's limit; of those behind too many no more is asked than how many there are. */
function leavesOf(body: Body): readonly Body[] {
  const leaves: Body[] = [];
  const waiting: Body[] = [body];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { parts } = next;
    if (parts.length === 0) leaves.push(next);
    for (let i = parts.length - 1; i >= 0; i--) waiting.push(parts[i]!);
  }
  return leaves;
}
