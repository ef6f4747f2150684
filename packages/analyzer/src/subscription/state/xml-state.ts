import type { Body } from '@sipscope/parser';
import type {
  KpmlRequest,
  KpmlResponse,
  ParsedXml,
  ResourceList,
  ResourceLists,
  XmlElement,
} from '@sipscope/parser/xml';
import { conferenceState } from './conference-state.ts';
import { dialogInfoState } from './dialog-info-state.ts';
import { otherXmlState } from './other-xml-state.ts';
import { isWholePresence, patchState, presenceVersion } from './patch-state.ts';
import { presenceState } from './presence-state.ts';
import { registrationInfoState } from './registration-info-state.ts';
import { counted, named, quoted } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';
import { watcherState } from './watcher-state.ts';
import type { XmlReader } from './xml-reader.ts';

/** What an XML document says: by its type where that is known, else which one it is. */
export function xmlState(body: Body, xml: ParsedXml, reader: XmlReader): StateDocument {
  switch (xml.kind) {
    case 'presence':
      return presenceState(xml.value);
    case 'dialog-info':
      return dialogInfoState(xml.value);
    case 'conference-info':
      return conferenceState(xml.value);
    case 'watcherinfo':
      return watcherState(xml.value);
    case 'reginfo':
      return registrationInfoState(xml.value);
    case 'kpml-response':
      return keysState(xml.value);
    case 'kpml-request':
      return askedKeysState(xml.value);
    case 'resource-lists':
      return stateDocument({ kind: xml.kind, what: resourceListsText(xml.value) });
    default:
      return xml.root === undefined ? unreadable(body, xml) : untyped(body, xml.root, reader);
  }
}

/** `keys "1234" (tag dtmf)`, or why none are told. RFC 4730 §5.2. */
function keysState({ code, text, digits, tag }: KpmlResponse): StateDocument {
  const keys = digits === undefined || digits === '' ? undefined : `keys ${quoted(digits)}`;
  const what = keys ?? `${code ?? ''} ${text ?? ''}`.trim();
  return stateDocument({
    kind: 'kpml-response',
    what: `${what === '' ? 'nothing told' : what}${tag === undefined ? '' : ` (tag ${tag})`}`,
  });
}

/** `keys [0-9*#] (tag dtmf), persist`. RFC 4730 §5.1. */
function askedKeysState({ pattern }: KpmlRequest): StateDocument {
  const keys = named(pattern?.regexes ?? [], ({ regex, tag }) => {
    return `${regex?.trim() ?? ''}${tag === undefined ? '' : ` (tag ${tag})`}`;
  });
  return stateDocument({ kind: 'kpml-request', what: `keys ${keys}, ${pattern?.persist ?? 'one-shot'}` });
}

/** `2 entries: sip:a@example.com, sip:b@example.com`. RFC 4826 §3. */
function resourceListsText({ lists }: ResourceLists): string {
  const uris: string[] = [];
  const waiting: ResourceList[] = [...lists];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { uri } of next.entries) uris.push(uri ?? 'an entry without URI');
    for (const inner of next.lists) waiting.push(inner);
  }
  const count = uris.length === 1 ? '1 entry' : `${uris.length} entries`;
  return uris.length === 0 ? count : `${count}: ${named(uris, (uri) => uri)}`;
}

function untyped(body: Body, root: XmlElement, reader: XmlReader): StateDocument {
  if (isWholePresence(root)) {
    const whole = { ...root, name: 'presence', namespace: reader.xmlDocumentTable.presence.namespace ?? '' };
    return { ...presenceState(reader.xmlDocumentTable.presence.read(whole, () => {})), version: presenceVersion(root) };
  }
  return patchState(root) ?? otherXmlState(body, root);
}

function unreadable(body: Body, { diagnostics }: ParsedXml): StateDocument {
  const why = diagnostics[0] === undefined ? '' : ` (${diagnostics[0].code})`;
  return stateDocument({
    kind: body.mediaType,
    what: `${body.mediaType} that cannot be read${why}, ${counted(body.content.length, 'byte')}`,
    isUnreadable: true,
  });
}
