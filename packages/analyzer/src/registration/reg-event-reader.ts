import type { Body } from '@sipscope/parser';
import type * as xml from '@sipscope/parser/xml';
import type { CapturedMessage } from '../message/captured-message.ts';
import { contactOfUri, cutIfAny } from './register-contact.ts';
import type { Registration } from './registration.ts';

type Waiting = {
  readonly content: Uint8Array;
  readonly timeNs: number;
  readonly frame: number;
  readonly registrations: readonly Registration[];
};

const mediaType = 'application/reginfo+xml';
/** Bodies that wait at once; further ones are not read. */
const maxWaiting = 10_000;
/** So many addresses-of-record of a notification, and contacts of each, are looked at. */
const maxAddresses = 64;
const maxContacts = 16;

/**
 * Reads what NOTIFYs of the package reg carry (RFC 3680 §5). The reader of XML is loaded where there is one; what a notification says may thus come later than
 * the REGISTERs after it. It is therefore only noted, and weighed when a row is made.
 */
export class RegEventReader {
  #waiting: Waiting[] = [];
  #xml: Pick<typeof xml, 'parseXmlBody'> | undefined = undefined;

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** `registrations`: those it may tell of. */
  receive(message: CapturedMessage, body: Body, registrations: readonly Registration[]): void {
    if (this.#waiting.length >= maxWaiting) return;
    const { timeNs, frame } = message;
    const waiting = { content: body.content, timeNs, frame, registrations };
    if (this.#xml === undefined) this.#waiting.push({ ...waiting, content: body.content.slice() });
    else this.#read(waiting);
  }

  async readWaiting(): Promise<void> {
    this.#xml ??= await import('@sipscope/parser/xml');
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) this.#read(one);
  }

  #read(one: Waiting): void {
    const parsed = this.#xml?.parseXmlBody(one.content, { mediaType });
    if (parsed?.kind === 'reginfo') note(parsed.value, one);
  }
}

/** The message's body of that type, or the first such part of it. */
export function reginfoOf(message: CapturedMessage): Body | undefined {
  const type = message.rawValue('Content-Type')?.toLowerCase() ?? '';
  if (!type.startsWith(mediaType) && !type.startsWith('multipart/')) return undefined;
  return message.parsed().body?.find(mediaType);
}

/** A user has several addresses-of-record that are bound together (TS 24.229 §5.4.2.1.2): their contacts are the same, and are noted once. */
function note({ registrations: told }: xml.RegistrationInfo, { registrations, timeNs, frame }: Waiting): void {
  const noted = new Set<string>();
  for (const { contacts } of told.slice(0, maxAddresses)) {
    for (const contact of contacts.slice(0, maxContacts)) {
      const { uri, state, event, expiresSeconds = -1, durationRegisteredSeconds = -1 } = contact;
      const key = `${state} ${event} ${uri}`;
      if (state === undefined || uri === undefined || noted.has(key)) continue;
      noted.add(key);
      const { place } = contactOfUri(uri);
      registrationOf(registrations, contact, place)?.addNotification({
        timeNs,
        frame,
        contact: cutIfAny(uri),
        place,
        state,
        event,
        expiresSeconds,
        durationSeconds: durationRegisteredSeconds,
      });
    }
  }
}

/** By its Call-ID, else its address. Of whom nothing but notifications was captured, all contacts are. */
function registrationOf(
  registrations: readonly Registration[],
  { callId }: xml.RegisteredContact,
  place: number,
): Registration | undefined {
  return (
    registrations.find(({ callIds }) => callId !== undefined && callIds.includes(callId)) ??
    registrations.find(({ bindings }) => bindings.some(({ contact }) => contact.place === place)) ??
    registrations.find(({ threads }) => threads.length === 0)
  );
}
