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
  someChildren,
  text,
} from './shape.ts';
import { boolean, dateTime, oneOf, type SimpleType, string, unsignedInt, uri, words } from './simple-type.ts';

/** Whether an element replaces, changes or removes what was told before; `full` where nothing is said. RFC 4575 §4.4. */
export type ConferenceElementState = 'full' | 'partial' | 'deleted' | undefined;

/** A conference, as NOTIFY of the package conference tells it. RFC 4575 §5. */
export type ConferenceInfo = FromElement & {
  readonly entity: string | undefined;
  readonly state: ConferenceElementState;
  readonly version: number | undefined;
  readonly description: ConferenceDescription | undefined;
  readonly host: ConferenceHost | undefined;
  readonly conferenceState: ConferenceState | undefined;
  readonly users: ConferenceUsers | undefined;
  readonly sidebarsByRef: ConferenceUris | undefined;
  readonly sidebarsByVal: Sidebars | undefined;
};

/** RFC 4575 §5.3. */
export type ConferenceDescription = FromElement & {
  readonly displayText: string | undefined;
  readonly subject: string | undefined;
  readonly freeText: string | undefined;
  readonly keywords: readonly string[] | undefined;
  readonly confUris: ConferenceUris | undefined;
  readonly serviceUris: ConferenceUris | undefined;
  readonly maximumUserCount: number | undefined;
  readonly availableMedia: readonly AvailableMedium[] | undefined;
};

/** A medium that a conference offers. RFC 4575 §5.3.4. */
export type AvailableMedium = FromElement & {
  readonly label: string | undefined;
  readonly displayText: string | undefined;
  readonly type: string | undefined;
  readonly status: MediaStatus;
};

/** In which direction media flow. RFC 4575 §5.8.5. */
export type MediaStatus = 'recvonly' | 'sendonly' | 'sendrecv' | 'inactive' | undefined;

/** RFC 4575 §5.4. */
export type ConferenceHost = FromElement & {
  readonly displayText: string | undefined;
  readonly webPage: string | undefined;
  readonly uris: ConferenceUris | undefined;
};

/** RFC 4575 §5.5. */
export type ConferenceState = FromElement & {
  readonly userCount: number | undefined;
  readonly active: boolean | undefined;
  readonly locked: boolean | undefined;
};

/** The URIs of a conference. RFC 4575 §5.3.1. */
export type ConferenceUris = FromElement & {
  readonly state: ConferenceElementState;
  readonly entries: readonly ConferenceUri[];
};

/** A URI of a conference and what it is for. RFC 4575 §5.3.1. */
export type ConferenceUri = FromElement & {
  readonly uri: string | undefined;
  readonly displayText: string | undefined;
  readonly purpose: string | undefined;
  readonly modified: Execution | undefined;
};

/** When, why and by whom something was done. */
export type Execution = FromElement & {
  readonly when: string | undefined;
  readonly reason: string | undefined;
  readonly by: string | undefined;
};

/** Who takes part in a conference. RFC 4575 §5.5. */
export type ConferenceUsers = FromElement & {
  readonly state: ConferenceElementState;
  readonly users: readonly ConferenceUser[];
};

/** RFC 4575 §5.6. */
export type ConferenceUser = FromElement & {
  readonly entity: string | undefined;
  readonly state: ConferenceElementState;
  readonly displayText: string | undefined;
  readonly associatedAors: ConferenceUris | undefined;
  readonly roles: readonly string[] | undefined;
  readonly languages: readonly string[] | undefined;
  readonly cascadedFocus: string | undefined;
  readonly endpoints: readonly ConferenceEndpoint[];
};

/** RFC 4575 §5.7. */
export type ConferenceEndpoint = FromElement & {
  readonly entity: string | undefined;
  readonly state: ConferenceElementState;
  readonly displayText: string | undefined;
  readonly referred: Execution | undefined;
  readonly status: EndpointStatus | undefined;
  readonly joiningMethod: 'dialed-in' | 'dialed-out' | 'focus-owner' | undefined;
  readonly joiningInfo: Execution | undefined;
  readonly disconnectionMethod: 'departed' | 'booted' | 'failed' | 'busy' | undefined;
  readonly disconnectionInfo: Execution | undefined;
  readonly media: readonly ConferenceMedia[];
  /** The dialog between the focus and the endpoint. */
  readonly dialog: ConferenceDialog | undefined;
};

/** How an endpoint stands to its conference. RFC 4575 §5.7.3. */
export type EndpointStatus =
  | 'pending'
  | 'dialing-out'
  | 'dialing-in'
  | 'alerting'
  | 'on-hold'
  | 'connected'
  | 'muted-via-focus'
  | 'disconnecting'
  | 'disconnected';

/** RFC 4575 §5.8. */
export type ConferenceMedia = FromElement & {
  readonly id: string | undefined;
  readonly displayText: string | undefined;
  readonly type: string | undefined;
  readonly label: string | undefined;
  readonly srcId: string | undefined;
  readonly status: MediaStatus;
};

/** The dialog by which an endpoint takes part in a conference. RFC 4575 §5.7. */
export type ConferenceDialog = FromElement & {
  readonly displayText: string | undefined;
  readonly callId: string | undefined;
  readonly fromTag: string | undefined;
  readonly toTag: string | undefined;
};

/** Conferences within a conference. RFC 4575 §5.9. */
export type Sidebars = FromElement & {
  readonly state: ConferenceElementState;
  readonly entries: readonly ConferenceInfo[];
};

const readState: Field<ConferenceElementState> = attribute('state', oneOf('full', 'partial', 'deleted'));
const displayText: Field<string | undefined> = child('display-text', text(string));
const mediaStatus: SimpleType<'recvonly' | 'sendonly' | 'sendrecv' | 'inactive'> = oneOf(
  'recvonly',
  'sendonly',
  'sendrecv',
  'inactive',
);

const readExecution: Field<Execution> = shape<Execution>({
  when: child('when', text(dateTime)),
  reason: child('reason', text(string)),
  by: child('by', text(uri)),
});

const readUris: Field<ConferenceUris> = shape<ConferenceUris>({
  state: readState,
  entries: someChildren(
    'entry',
    shape<ConferenceUri>({
      uri: requiredChild('uri', text(uri)),
      displayText,
      purpose: child('purpose', text(string)),
      modified: child('modified', readExecution),
    }),
  ),
});

const readDescription: Field<ConferenceDescription> = shape<ConferenceDescription>({
  displayText,
  subject: child('subject', text(string)),
  freeText: child('free-text', text(string)),
  keywords: child('keywords', (element) => words.read(element.text) ?? []),
  confUris: child('conf-uris', readUris),
  serviceUris: child('service-uris', readUris),
  maximumUserCount: child('maximum-user-count', text(unsignedInt)),
  availableMedia: child(
    'available-media',
    someChildren(
      'entry',
      shape<AvailableMedium>({
        label: requiredAttribute('label', string),
        displayText,
        type: requiredChild('type', text(string)),
        status: child('status', text(mediaStatus)),
      }),
    ),
  ),
});

const readDialog: Field<ConferenceDialog> = shape<ConferenceDialog>({
  displayText,
  callId: requiredChild('call-id', text(string)),
  fromTag: requiredChild('from-tag', text(string)),
  toTag: requiredChild('to-tag', text(string)),
});

const readEndpoint: Field<ConferenceEndpoint> = shape<ConferenceEndpoint>({
  entity: attribute('entity', string),
  state: readState,
  displayText,
  referred: child('referred', readExecution),
  status: child(
    'status',
    text(
      oneOf(
        'pending',
        'dialing-out',
        'dialing-in',
        'alerting',
        'on-hold',
        'connected',
        'muted-via-focus',
        'disconnecting',
        'disconnected',
      ),
    ),
  ),
  joiningMethod: child('joining-method', text(oneOf('dialed-in', 'dialed-out', 'focus-owner'))),
  joiningInfo: child('joining-info', readExecution),
  disconnectionMethod: child('disconnection-method', text(oneOf('departed', 'booted', 'failed', 'busy'))),
  disconnectionInfo: child('disconnection-info', readExecution),
  media: children(
    'media',
    shape<ConferenceMedia>({
      id: requiredAttribute('id', string),
      displayText,
      type: child('type', text(string)),
      label: child('label', text(string)),
      srcId: child('src-id', text(string)),
      status: child('status', text(mediaStatus)),
    }),
  ),
  dialog: child('call-info', child('sip', readDialog)),
});

const readUsers: Field<ConferenceUsers> = shape<ConferenceUsers>({
  state: readState,
  users: children(
    'user',
    shape<ConferenceUser>({
      entity: attribute('entity', uri),
      state: readState,
      displayText,
      associatedAors: child('associated-aors', readUris),
      roles: child('roles', childTexts('entry', string)),
      languages: child('languages', (element) => words.read(element.text) ?? []),
      cascadedFocus: child('cascaded-focus', text(uri)),
      endpoints: children('endpoint', readEndpoint),
    }),
  ),
});

/** application/conference-info+xml. RFC 4575 §5. */
export const readConferenceInfo: Field<ConferenceInfo> = shape<ConferenceInfo>({
  entity: requiredAttribute('entity', uri),
  state: readState,
  version: attribute('version', unsignedInt),
  description: child('conference-description', readDescription),
  host: child(
    'host-info',
    shape<ConferenceHost>({
      displayText,
      webPage: child('web-page', text(uri)),
      uris: child('uris', readUris),
    }),
  ),
  conferenceState: child(
    'conference-state',
    shape<ConferenceState>({
      userCount: child('user-count', text(unsignedInt)),
      active: child('active', text(boolean)),
      locked: child('locked', text(boolean)),
    }),
  ),
  users: child('users', readUsers),
  sidebarsByRef: child('sidebars-by-ref', readUris),
  sidebarsByVal: child(
    'sidebars-by-val',
    shape<Sidebars>({
      state: readState,
      // Sidebars within sidebars: no deeper than the limit of nested elements.
      entries: children('entry', (element, tell) => readConferenceInfo(element, tell)),
    }),
  ),
});
