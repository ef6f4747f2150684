import { type Body, parseUri, uriUser } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { has } from '../message/key-reader.ts';
import { keptText } from '../message/kept-text.ts';
import { userKeyOf } from '../message/party.ts';
import { type Call, notesOf } from './call.ts';
import { type CallRecording, withLink } from './call-notes.ts';
import type { CallIndex } from './call-index.ts';
import type { InviteScan } from './invite-scan.ts';
import { namedCallIds, sessionIdKey } from './leg-ids.ts';

/** Texts of one metadata document that are looked at. */
const maxTexts = 2000;
/** A shorter text is no Call-ID that would be found by accident. */
const shortestCallId = 8;
/** A longer one names nothing that is looked for. */
const longestText = 512;
/** Names of what is recorded, of one recording session. */
const maxNames = 32;

/** Ties an initial INVITE that begins a recording session (RFC 7866 §6.1) to the calls it records, by its metadata (RFC 7865). */
export class Recordings {
  readonly #index: CallIndex;
  readonly #named: (legIdKey: number) => Call | undefined;

  constructor(index: CallIndex, named: (legIdKey: number) => Call | undefined) {
    this.#index = index;
    this.#named = named;
  }

  receive(recorder: Call, message: CapturedMessage): void {
    const metadata = message.parsed().body?.find('application/rs-metadata+xml') ?? rsMetadata(message);
    const { recording } = notesOf(recorder);
    if (metadata === undefined && recording !== undefined) return;
    const texts = metadata === undefined ? [] : textsOf(metadata.text);
    const found = this.#recordedOf(texts, namedCallIds(message, undefined), recorder);
    const { frame } = message;
    const numbers = found.calls.map(({ number }) => number);
    // What is told later adds to what was told: metadata may be partial (RFC 7865 §6.1).
    notesOf(recorder).recording = {
      by: recording?.by ?? found.by,
      calls: merged(recording?.calls, numbers),
      names: merged(recording?.names, found.names),
      frame: recording?.by === undefined ? frame : recording.frame,
    };
    for (const call of found.calls) {
      const notes = notesOf(call);
      notes.recordedBy = withLink(notes.recordedBy, { call: recorder.number, frame });
    }
  }

  /** Session-IDs are certain, and a Call-ID somewhere in the metadata, or in a field of a vendor's, is no accident; two participants must be the only ones who talk. */
  #recordedOf(
    texts: readonly MetadataText[],
    named: readonly string[],
    recorder: Call,
  ): Pick<CallRecording, 'by' | 'names'> & { readonly calls: readonly Call[] } {
    const sessionIds = texts.filter(({ element }) => element === 'sipSessionID').map(({ text }) => text);
    const bySession = unique(
      sessionIds.flatMap((text) => halvesOf(text).map((uuid) => this.#named(sessionIdKey(uuid)))),
    );
    const names = sessionIds.slice(0, maxNames).map((text) => keptText(text));
    if (bySession.length > 0) return { by: 'Session-ID', calls: bySession, names };
    const callIds = [...texts.map(({ text }) => text), ...named].filter((text) => text.length >= shortestCallId);
    const byCallId = unique(callIds.map((text) => this.#index.byCallId(text)));
    const others = byCallId.filter((call) => call !== recorder);
    if (others.length > 0) return { by: 'Call-ID', calls: others, names };
    const participants = texts.filter(({ element }) => element === 'aor').map(({ text }) => text);
    const all = [...names, ...participants.map((text) => keptText(text))].slice(0, maxNames);
    const [one, other] = participants.map(keyOf);
    const call = participants.length === 2 ? this.#index.byUsers(one ?? 0, other ?? 0) : undefined;
    const isTold = call !== undefined && call !== recorder && !call.isLikeOthers;
    return isTold ? { by: 'participants', calls: [call], names: all } : { by: undefined, calls: [], names: all };
  }
}

/** Whether an INVITE begins a recording session: by the feature tag of its sender, or the option tag `siprec` (RFC 7866 §6.1.1, §8.2). */
export function beginsRecording(message: CapturedMessage, { isRecorder }: InviteScan): boolean {
  if (isRecorder) return true;
  if ((message.fields & has.require) === 0) return false;
  return message.parsed().require.some((option) => option.toLowerCase() === 'siprec');
}

/** As drafts of RFC 7866 named it. */
function rsMetadata(message: CapturedMessage): Body | undefined {
  return message.parsed().body?.find('application/rs-metadata');
}

type MetadataText = {
  /** Of the element, without a prefix; `aor` of that attribute. */
  readonly element: string;
  readonly text: string;
};

/** The texts of a document and its `aor` attributes. The reader of XML bodies is loaded only where bodies are judged; this needs no more than their places. */
function textsOf(document: string): readonly MetadataText[] {
  const texts: MetadataText[] = [];
  let at = 0;
  for (let count = 0; count < maxTexts; count++) {
    const open = document.indexOf('<', at);
    const close = open < 0 ? -1 : document.indexOf('>', open);
    if (close < 0) break;
    const tag = document.slice(open + 1, close);
    const next = document.indexOf('<', close);
    const text = document.slice(close + 1, next < 0 ? document.length : next).trim();
    const aor = valueOfAor(tag);
    if (aor !== undefined && aor.length <= longestText) texts.push({ element: 'aor', text: aor });
    if (text !== '' && text.length <= longestText) texts.push({ element: nameOf(tag), text });
    at = close + 1;
  }
  return texts;
}

function nameOf(tag: string): string {
  const end = tag.search(/[\s/]/);
  const name = end < 0 ? tag : tag.slice(0, end);
  return name.slice(name.indexOf(':') + 1);
}

function valueOfAor(tag: string): string | undefined {
  const at = tag.indexOf('aor=');
  const quote = tag[at + 4];
  if (at < 0 || (quote !== '"' && quote !== "'")) return undefined;
  const end = tag.indexOf(quote, at + 5);
  return end < 0 ? undefined : tag.slice(at + 5, end);
}

/** `ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2` */
function halvesOf(sessionId: string): readonly string[] {
  const [local = '', ...params] = sessionId.split(';', 8);
  const remote = params.find((param) => param.trim().toLowerCase().startsWith('remote='));
  return [local.trim(), ...(remote === undefined ? [] : [remote.slice(remote.indexOf('=') + 1).trim()])];
}

function keyOf(aor: string): number {
  const { uri } = parseUri(aor);
  return uri === undefined ? 0 : userKeyOf(uriUser(uri));
}

function merged<One>(before: readonly One[] | undefined, now: readonly One[]): readonly One[] {
  return before === undefined ? now : [...new Set([...before, ...now])].slice(0, maxNames);
}

function unique(calls: readonly (Call | undefined)[]): readonly Call[] {
  return [...new Set(calls.filter((call) => call !== undefined))].slice(0, maxNames);
}
