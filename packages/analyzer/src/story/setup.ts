import type { Media } from '@sipscope/parser';
import { q850CauseRow } from '@sipscope/parser/registry';
import type { CallRow } from '../rows.ts';
import type { MediaDescription } from '../session/media-description.ts';
import { codecNames, isFax } from './media-text.ts';
import { cut, durationText, listText } from './names.ts';
import { addFrame, type Chapter, type StoryLog, type StoryMessage, type Told } from './story-log.ts';

/** Codecs of one offered stream that are named. */
const mostCodecs = 4;

/** How the call comes about: asked for, ringing, answered or refused, and by whom. */
export class Setup implements Chapter {
  readonly #call: CallRow;
  readonly #begun = new Map<number, Told>();
  /** Who sent an INVITE on, by leg and CSeq: what it answers itself is its own doing. */
  readonly #senders = new Set<string>();
  /** Legs whose INVITE got some response. */
  readonly #heard = new Set<number>();
  readonly #ringing = new Set<number>();
  /** Who was asked to take part, in order: whose INVITE on another leg goes on. */
  readonly #asked = new Set<string>();

  constructor(call: CallRow) {
    this.#call = call;
  }

  receive(message: StoryMessage, log: StoryLog): void {
    const { method, status, isInitial, isFirst, row, sender } = message;
    if (method !== 'INVITE' || !isInitial) return;
    if (status === 0) this.#senders.add(`${message.leg.number} ${row.cseq} ${sender}`);
    if (!isFirst) return;
    if (status === 0) this.#begin(message, log);
    else this.#answer(message, log);
  }

  end(log: StoryLog): void {
    for (const [leg, told] of this.#begun) {
      if (this.#heard.has(leg)) continue;
      log.add({
        ...told,
        kind: 'no-answer',
        text: 'Nothing answers the INVITE in this capture.',
        frames: [...told.frames],
      });
    }
  }

  #begin(message: StoryMessage, log: StoryLog): void {
    const { leg, parsed, sender, row } = message;
    const isRepeated = this.#begun.has(leg.number);
    const isRelayed = this.#asked.has(row.srcIp) && leg.number > 0;
    this.#asked.add(row.dstIp);
    if (isRepeated) return;
    const offered = parsed.sdp?.media.map(mediaText) ?? [];
    const what = offered.length === 0 ? 'without an offer' : `offering ${listText(offered)}`;
    const who = isRelayed ? `${sender} goes on with a call of its own` : `${leg.names.local} calls`;
    const whom = isRelayed ? ` to ${leg.names.remote}` : ` ${leg.names.remote}`;
    const target = row.requestUri === undefined ? '' : ` at ${cut(row.requestUri)}`;
    this.#begun.set(leg.number, log.tell('call', message, `${who}${whom}${target}, ${what}.`));
  }

  #answer(message: StoryMessage, log: StoryLog): void {
    const { leg, status, parsed, timeNs } = message;
    this.#heard.add(leg.number);
    const { remote } = leg.names;
    if (status === 100) return;
    if (status === 180) {
      if (!this.#ringing.has(leg.number)) log.tell('ringing', message, `${remote} rings.`);
      this.#ringing.add(leg.number);
    } else if (status === 182) log.tell('progress', message, `${remote} has the call in a queue.`);
    else if (status === 183) log.tell('progress', message, `Progress from ${remote} (183).`);
    else if (status > 183 && status < 200) log.tell('progress', message, `${remote}: ${statusText(message)}.`);
    else if (status >= 200 && status < 300) this.#accept(message, log);
    // Challenges and redirections have chapters of their own.
    else if (status !== 401 && status !== 407 && status >= 400) {
      const after = leg.isPartial ? '' : ` after ${durationText(timeNs - leg.startedNs)}`;
      log.tell(
        'failed',
        message,
        `${this.#whoAnswers(message)}: ${statusText(message)}${after}${warningText(parsed)}.`,
      );
    }
  }

  #accept(message: StoryMessage, log: StoryLog): void {
    const { leg, timeNs } = message;
    const begun = this.#begun.get(leg.number);
    if (leg.answeredNs >= 0) return;
    leg.answeredNs = timeNs;
    // The caller's own time, where the row has it: the message is seen at other hops before.
    const { setupMs, callIds } = this.#call;
    const isCallers = leg.callId === callIds[0] && setupMs !== undefined;
    const afterNs = isCallers ? setupMs * 1e6 : timeNs - leg.startedNs;
    const after = leg.isPartial ? '' : ` after ${durationText(afterNs)}`;
    const told = log.tell('answered', message, `${leg.names.remote} answers${after}.`);
    if (begun !== undefined) addFrame(told, begun.frames[0] ?? message.row.frame);
  }

  /** The element that answered, where it is not the callee: it had sent the INVITE on. */
  #whoAnswers({ leg, row, sender }: StoryMessage): string {
    const isBetween = this.#senders.has(`${leg.number} ${row.cseq} ${sender}`);
    const { remote } = leg.names;
    if (isBetween) return `${sender}, on the way to ${remote}`;
    return remote.endsWith(`(${sender})`) ? remote : `${remote} (${sender})`;
  }
}

/** `audio PCMU PCMA`; of many codecs the first. */
function mediaText({ kind, codecs }: Pick<Media, 'kind' | 'codecs'>): string {
  const names = [...new Set(codecs)];
  const more = names.length > mostCodecs ? [`(${names.length - mostCodecs} more)`] : [];
  return [kind, ...names.slice(0, mostCodecs), ...more].join(' ');
}

/** `486 Busy Here` */
export function statusText({ status, row }: Pick<StoryMessage, 'status' | 'row'>): string {
  return row.reason === undefined ? `${status}` : `${status} ${cut(row.reason)}`;
}

/** What a Warning or a Reason adds. */
function warningText(parsed: StoryMessage['parsed']): string {
  const [reason] = parsed.reason;
  const [warning] = parsed.get('Warning');
  const said = [
    ...(reason === undefined ? [] : [reasonText(reason)]),
    ...(warning === undefined ? [] : [`${warning.code} ${cut(warning.text)}`]),
  ];
  return said.length === 0 ? '' : ` (${said.join('; ')})`;
}

/** `Q.850 16 Normal call clearing` */
export function reasonText({ protocol, cause, text }: StoryMessage['parsed']['reason'][number]): string {
  const known = /^q\.?850$/i.test(protocol) && cause !== undefined ? q850CauseRow(cause)?.name : undefined;
  // A text that is a number, or one word of a location, says less than the cause's own name.
  const words = text !== undefined && /[a-z].*\s/i.test(text) ? text : (known ?? text);
  return cut(
    [protocol, ...(cause === undefined ? [] : [String(cause)]), ...(words === undefined ? [] : [words])].join(' '),
  );
}

/** `audio PCMU/PCMA` of what is offered. */
export function offeredText({ kind, payloads, side }: MediaDescription): string {
  if (isFax(kind, side)) return 'fax T.38';
  const names = codecNames(payloads.map(({ encoding }) => ({ name: encoding })));
  return names.length === 0 ? kind : `${kind} ${names.slice(0, 4).join('/')}`;
}
