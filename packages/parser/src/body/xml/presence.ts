import { type LanguageText, readLanguageText } from './language-text.ts';
import { type LocationObject, locationObject } from './location-object.ts';
import { type ContactInformation, contactInformation, type RichPresence, richPresence } from './rich-presence.ts';
import {
  attribute,
  child,
  children,
  childTexts,
  type Field,
  type FromElement,
  requiredAttribute,
  requiredChild,
  shape,
  text,
} from './shape.ts';
import { dateTime, oneOf, type SimpleType, string, token, uri } from './simple-type.ts';

/** Whether and how somebody can be reached. RFC 3863 §4.1, RFC 4479. */
export type Presence = FromElement & {
  readonly entity: string | undefined;
  readonly tuples: readonly PresenceTuple[];
  readonly notes: readonly LanguageText[];
  readonly persons: readonly PresencePerson[];
  readonly devices: readonly PresenceDevice[];
};

/** A service. RFC 3863 §4.1.2; RPID: RFC 4480, CIPID: RFC 4482, timed status: RFC 4481. */
export type PresenceTuple = FromElement &
  RichPresence &
  ContactInformation & {
    readonly id: string | undefined;
    readonly status: PresenceStatus | undefined;
    readonly contact: PresenceContact | undefined;
    readonly notes: readonly LanguageText[];
    readonly timestamp: string | undefined;
    readonly timedStatus: readonly TimedStatus[];
    readonly deviceIds: readonly string[];
  };

/** RFC 3863 §4.1.3; extensions are children of its element. */
export type PresenceStatus = FromElement & {
  readonly basic: 'open' | 'closed' | undefined;
  readonly location: LocationObject | undefined;
};

/** RFC 3863 §4.1.5. */
export type PresenceContact = FromElement & {
  readonly uri: string | undefined;
  /** From 0, the lowest, to 1. */
  readonly priority: number | undefined;
};

/** A status of the past or the future. RFC 4481 §2. */
export type TimedStatus = FromElement & {
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly basic: 'open' | 'closed' | undefined;
  readonly notes: readonly LanguageText[];
};

/** RFC 4479 §3.2. */
export type PresencePerson = FromElement &
  RichPresence &
  ContactInformation & {
    readonly id: string | undefined;
    readonly notes: readonly LanguageText[];
    readonly timestamp: string | undefined;
    readonly location: LocationObject | undefined;
  };

/** RFC 4479 §3.4. */
export type PresenceDevice = FromElement &
  RichPresence & {
    readonly id: string | undefined;
    readonly deviceId: string | undefined;
    readonly notes: readonly LanguageText[];
    readonly timestamp: string | undefined;
    readonly location: LocationObject | undefined;
  };

const pidf = 'urn:ietf:params:xml:ns:pidf';
const dataModel = 'urn:ietf:params:xml:ns:pidf:data-model';
const timedStatus = 'urn:ietf:params:xml:ns:pidf:timed-status';

/** A number from 0 to 1 with at most three decimals. */
const priority: SimpleType<number> = {
  expected: 'a number from 0 to 1 with at most three decimals',
  read: (written) => (/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(written.trim()) ? Number(written) : undefined),
};

const readBasic: Field<'open' | 'closed' | undefined> = text(oneOf('open', 'closed'));
/** RFC 4481 §3 has it in its own namespace; some write it in that of PIDF. */
const readOwnBasic: Field<'open' | 'closed' | undefined> = child('basic', readBasic);
const readPidfBasic: Field<'open' | 'closed' | undefined> = child('basic', readBasic, pidf);
const notes: Field<readonly LanguageText[]> = children('note', readLanguageText);
const timestamp: Field<string | undefined> = child('timestamp', text(dateTime));

const readTuple: Field<PresenceTuple> = shape<PresenceTuple>({
  ...richPresence,
  ...contactInformation,
  id: requiredAttribute('id', token),
  status: requiredChild(
    'status',
    shape<PresenceStatus>({ basic: child('basic', readBasic), location: locationObject }),
  ),
  contact: child('contact', shape<PresenceContact>({ uri: text(uri), priority: attribute('priority', priority) })),
  notes,
  timestamp,
  timedStatus: children(
    'timed-status',
    shape<TimedStatus>({
      from: requiredAttribute('from', dateTime),
      until: attribute('until', dateTime),
      basic: (element, tell) => readOwnBasic(element, tell) ?? readPidfBasic(element, tell),
      notes,
    }),
    timedStatus,
  ),
  deviceIds: childTexts('deviceID', token, dataModel),
});

const readPerson: Field<PresencePerson> = shape<PresencePerson>({
  ...richPresence,
  ...contactInformation,
  id: requiredAttribute('id', token),
  notes,
  timestamp,
  location: locationObject,
});

const readDevice: Field<PresenceDevice> = shape<PresenceDevice>({
  ...richPresence,
  id: requiredAttribute('id', token),
  deviceId: requiredChild('deviceID', text(string)),
  notes,
  timestamp,
  location: locationObject,
});

/** application/pidf+xml. RFC 3863 §4. */
export const readPresence: Field<Presence> = shape<Presence>({
  entity: requiredAttribute('entity', uri),
  tuples: children('tuple', readTuple),
  notes,
  persons: children('person', readPerson, dataModel),
  devices: children('device', readDevice, dataModel),
});
