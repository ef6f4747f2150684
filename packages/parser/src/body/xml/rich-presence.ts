import { attribute, child, childNames, children, type Field, type FromElement, shape, text } from './shape.ts';
import { type LanguageText, readLanguageText } from './language-text.ts';
import { dateTime, integer, oneOf, string, token, uri } from './simple-type.ts';

/** What RPID says of a person, a service or a device. RFC 4480 §3. */
export type RichPresence = {
  readonly activities: PresenceWords | undefined;
  readonly class: string | undefined;
  readonly mood: PresenceWords | undefined;
  readonly placeIs: PlaceIs | undefined;
  readonly placeType: PresenceWords | undefined;
  readonly privacy: PresenceWords | undefined;
  readonly relationship: PresenceWords | undefined;
  readonly serviceClass: PresenceWords | undefined;
  readonly sphere: PresenceWords | undefined;
  readonly statusIcon: string | undefined;
  /** Minutes from UTC. */
  readonly timeOffset: number | undefined;
  readonly userInput: UserInput | undefined;
};

/** Words, in the RFC's spelling (`on-the-phone`), and from when until when they hold. */
export type PresenceWords = FromElement & {
  readonly words: readonly string[];
  readonly notes: readonly LanguageText[];
  /** What `other` says. */
  readonly other: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
};

/** How well the place suits each kind of communication: `noisy`, `toobright`, `uncomfortable` … RFC 4480 §3.5. */
export type PlaceIs = FromElement & {
  readonly audio: readonly string[] | undefined;
  readonly video: readonly string[] | undefined;
  readonly text: readonly string[] | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
};

/** RFC 4480 §3.13. */
export type UserInput = FromElement & {
  readonly state: 'active' | 'idle' | undefined;
  readonly lastInput: string | undefined;
  readonly idleThresholdSeconds: number | undefined;
};

/** What CIPID says of a person: links to more. RFC 4482 §3. */
export type ContactInformation = {
  readonly card: string | undefined;
  readonly displayName: string | undefined;
  readonly homepage: string | undefined;
  readonly icon: string | undefined;
  readonly map: string | undefined;
  readonly sound: string | undefined;
};

const rpid = 'urn:ietf:params:xml:ns:pidf:rpid';
const cipid = 'urn:ietf:params:xml:ns:pidf:cipid';

const fromUntil: { readonly from: Field<string | undefined>; readonly until: Field<string | undefined> } = {
  from: attribute('from', dateTime),
  until: attribute('until', dateTime),
};

const readWords: Field<PresenceWords> = shape<PresenceWords>({
  ...fromUntil,
  words: childNames,
  notes: children('note', readLanguageText),
  other: child('other', text(string)),
});

/** The fields of RPID, for the shapes that hold them. */
export const richPresence: { readonly [K in keyof RichPresence]: Field<RichPresence[K]> } = {
  activities: child('activities', readWords, rpid),
  class: child('class', text(token), rpid),
  mood: child('mood', readWords, rpid),
  placeIs: child(
    'place-is',
    shape<PlaceIs>({
      ...fromUntil,
      audio: child('audio', childNames),
      video: child('video', childNames),
      text: child('text', childNames),
    }),
    rpid,
  ),
  placeType: child('place-type', readWords, rpid),
  privacy: child('privacy', readWords, rpid),
  relationship: child('relationship', readWords, rpid),
  serviceClass: child('service-class', readWords, rpid),
  sphere: child('sphere', readWords, rpid),
  statusIcon: child('status-icon', text(uri), rpid),
  timeOffset: child('time-offset', text(integer(Number.MIN_SAFE_INTEGER)), rpid),
  userInput: child(
    'user-input',
    shape<UserInput>({
      state: text(oneOf('active', 'idle')),
      lastInput: attribute('last-input', dateTime),
      idleThresholdSeconds: attribute('idle-threshold', integer(1)),
    }),
    rpid,
  ),
};

/** The fields of CIPID. */
export const contactInformation: { readonly [K in keyof ContactInformation]: Field<ContactInformation[K]> } = {
  card: child('card', text(uri), cipid),
  displayName: child('display-name', text(string), cipid),
  homepage: child('homepage', text(uri), cipid),
  icon: child('icon', text(uri), cipid),
  map: child('map', text(uri), cipid),
  sound: child('sound', text(uri), cipid),
};
