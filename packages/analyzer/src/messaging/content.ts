import type { Body, Cpim } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import type { CpimFacts, InstantMessage, DispositionNotification } from '../rows/conversation-row.ts';
import {
  maxNameCharacters,
  maxNotifications,
  maxParts,
  maxRecipients,
  maxTextCharacters,
  maxUriCharacters,
} from './limits.ts';
import { notificationOf } from './notification.ts';
import { readRelayMessage, type RelayMessage } from './sms/relay-message.ts';
import { xmlAttribute, xmlElements } from './xml-elements.ts';

/** What a message carries, as far as it can be told shortly. */
export type Content = {
  kind: InstantMessage['kind'];
  contentType?: string;
  charset?: string;
  bytes?: number;
  text?: string;
  isCut?: true;
  parts?: readonly string[];
  /** imdn.Message-ID. */
  messageId?: string;
  cpim?: CpimFacts;
  composing?: 'active' | 'idle';
  notifies?: readonly DispositionNotification[];
  recipients?: readonly string[];
  moreRecipients?: number;
  relay?: RelayMessage;
};

const recipientLists = 'application/resource-lists+xml';
/** Bodies one in another: a multipart in CPIM in a multipart. */
const maxDepth = 8;

/** Undefined of a message without a body. */
export function readContent(body: Body | undefined): Content {
  if (body === undefined) return { kind: 'unknown' };
  const content: Content = { kind: 'unknown' };
  let inner: Body | undefined = body;
  for (let depth = 0; depth < maxDepth && inner !== undefined; depth++) {
    const { value }: Body = inner;
    if (value.kind === 'cpim') {
      takeCpim(content, value);
      inner = value.content;
    } else if (value.kind === 'multipart') {
      inner = takeMultipart(content, value.parts, value.root);
    } else {
      takeLeaf(content, inner);
      return content;
    }
  }
  // Empty, or deeper than is read.
  return content;
}

/** The part that says most: not the list of recipients, and of alternatives the plain text. */
function takeMultipart(content: Content, parts: readonly Body[], root: Body | undefined): Body | undefined {
  content.parts ??= parts.slice(0, maxParts).map(({ mediaType }) => keptText(mediaType.slice(0, maxNameCharacters)));
  for (const part of parts) if (part.mediaType === recipientLists) takeRecipients(content, part);
  const notifications = parts.filter(({ mediaType }) => mediaType === 'message/imdn+xml');
  if (notifications.length > 1) {
    takeNotifications(content, notifications);
    return undefined;
  }
  const rest = parts.filter(({ mediaType }) => mediaType !== recipientLists);
  return (
    rest.find(({ mediaType }) => mediaType === 'text/plain') ?? (root?.mediaType === recipientLists ? rest[0] : root)
  );
}

function takeCpim(content: Content, cpim: Cpim): void {
  const facts: { -readonly [Key in keyof CpimFacts]: CpimFacts[Key] } = {};
  if (cpim.from !== undefined) facts.from = keptText(cpim.from.uriText.slice(0, maxUriCharacters));
  if (cpim.to.length > 0)
    facts.to = cpim.to.slice(0, maxRecipients).map(({ uriText }) => keptText(uriText.slice(0, maxUriCharacters)));
  if (cpim.dateTime !== undefined) facts.dateTime = keptText(cpim.dateTime.slice(0, maxNameCharacters));
  const [subject] = cpim.subjects;
  if (subject !== undefined) facts.subject = keptText(subject.text.slice(0, maxTextCharacters));
  // The namespace may have any prefix.
  const prefix = cpim.namespaces.find(({ uri }) => uri === 'urn:ietf:params:imdn')?.prefix ?? 'imdn';
  const imdn = (name: string): string | undefined =>
    cpim.headers.find((header) => header.name.toLowerCase() === `${prefix}.${name}`.toLowerCase())?.value;
  const wants = imdn('Disposition-Notification')
    ?.split(',', maxParts)
    .map((one) => keptText(one.trim().slice(0, maxNameCharacters)))
    .filter((one) => one !== '');
  if (wants !== undefined && wants.length > 0) facts.wants = wants;
  const messageId = imdn('Message-ID');
  if (messageId !== undefined && messageId !== '') content.messageId ??= keptText(messageId.slice(0, maxUriCharacters));
  content.cpim ??= facts;
}

function takeLeaf(content: Content, body: Body): void {
  const { mediaType } = body;
  if (mediaType !== '') content.contentType = keptText(mediaType.slice(0, maxNameCharacters));
  const charset = body.typeParameter('charset');
  if (charset !== undefined && charset !== '') content.charset = keptText(charset.slice(0, maxNameCharacters));
  content.bytes = body.content.length;
  switch (mediaType) {
    case 'application/vnd.3gpp.sms':
      return takeShortMessage(content, body);
    case 'application/im-iscomposing+xml':
      return takeComposing(content, body);
    case 'message/imdn+xml':
      return takeNotifications(content, [body]);
    case recipientLists:
      takeRecipients(content, body);
      content.kind = 'data';
      return;
  }
  if (body.value.kind === 'text') takeText(content, body.value.text);
  else content.kind = 'data';
}

function takeText(content: Content, text: string): void {
  content.kind = 'text';
  let end = Math.min(text.length, maxTextCharacters);
  // Never half of a character.
  if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
  content.text = keptText(text.slice(0, end));
  if (end < text.length) content.isCut = true;
}

function takeShortMessage(content: Content, body: Body): void {
  const relay = readRelayMessage(body.content);
  if (relay === undefined) return;
  content.kind = 'sms';
  content.relay = relay;
  const text = relay.transfer?.content?.text;
  if (text === undefined) return;
  takeText(content, text);
  content.kind = 'sms';
}

/** RFC 3994 §5. */
function takeComposing(content: Content, body: Body): void {
  const state = xmlElements(body.text).find(({ name }) => name === 'state')?.text;
  if (state === undefined) return;
  content.kind = 'composing';
  content.composing = state === 'active' ? 'active' : 'idle';
}

function takeNotifications(content: Content, bodies: readonly Body[]): void {
  const notifications = bodies
    .slice(0, maxNotifications)
    .flatMap(({ text }) => notificationOf(xmlElements(text)) ?? []);
  if (notifications.length === 0) return;
  content.kind = 'notification';
  content.contentType ??= 'message/imdn+xml';
  content.notifies = notifications;
}

/** RFC 5365 §4, RFC 4826 §3.2. */
function takeRecipients(content: Content, body: Body): void {
  const uris = xmlElements(body.text).flatMap((element) =>
    element.name === 'entry' ? (xmlAttribute(element, 'uri') ?? []) : [],
  );
  content.recipients = uris.slice(0, maxRecipients).map((uri) => keptText(uri.slice(0, maxUriCharacters)));
  if (uris.length > maxRecipients) content.moreRecipients = uris.length - maxRecipients;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
