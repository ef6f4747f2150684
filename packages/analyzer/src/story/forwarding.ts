import { cut, listText, partyName } from './names.ts';
import { statusText } from './setup.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

/** Targets of a redirection that are named. */
const mostTargets = 5;

/** The call goes elsewhere: 181, redirections, Diversion (RFC 5806) and History-Info (RFC 7044). */
export class Forwarding implements Chapter {
  /** What was told of a diversion, by leg. */
  readonly #told = new Set<string>();

  receive(message: StoryMessage, log: StoryLog): void {
    const { method, status, isInitial, leg } = message;
    if (method !== 'INVITE' || !isInitial) return;
    // What is added on the way is seen in copies of the INVITE.
    if (status === 0) this.#readRequest(message, log);
    if (!message.isFirst) return;
    if (status === 181) log.tell('forwarded', message, `${leg.names.remote}: the call is being forwarded (181).`);
    if (status >= 300 && status < 400) this.#redirect(message, log);
  }

  #redirect(message: StoryMessage, log: StoryLog): void {
    const targets = message.parsed.contacts
      .slice(0, mostTargets)
      .map((contact) => (contact === '*' ? '*' : cut(contact.uriText)));
    const where = targets.length === 0 ? '' : ` to ${listText(targets)}`;
    log.tell('forwarded', message, `${message.sender} redirects the call${where}: ${statusText(message)}.`);
  }

  #readRequest(message: StoryMessage, log: StoryLog): void {
    const { parsed, leg } = message;
    for (const { uriText, reason } of parsed.get('Diversion').slice(0, mostTargets)) {
      const why = reason === undefined ? '' : ` (${cut(reason)})`;
      this.#tell(
        message,
        `${leg.number} ${uriText}`,
        `The call was diverted from ${partyName(uriText, 'somebody')}${why}.`,
        log,
      );
    }
    for (const entry of parsed.get('History-Info').slice(0, 4 * mostTargets)) {
      if (entry.cause === undefined) continue;
      const text = `The call was retargeted to ${partyName(entry.uriText, 'somebody')} (cause ${entry.cause}).`;
      this.#tell(message, `${leg.number} ${text}`, text, log);
    }
  }

  #tell(message: StoryMessage, key: string, text: string, log: StoryLog): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    log.tell('forwarded', message, text);
  }
}
