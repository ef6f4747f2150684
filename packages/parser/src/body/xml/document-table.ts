import { type ConferenceInfo, readConferenceInfo } from './conference-info.ts';
import { type DialogInfo, readDialogInfo } from './dialog-info.ts';
import { type ImsService, readImsService } from './ims-service.ts';
import { type IsComposing, readIsComposing } from './is-composing.ts';
import { type KpmlRequest, type KpmlResponse, readKpmlRequest, readKpmlResponse } from './keypad-markup.ts';
import { type ListMetaInformation, readListMetaInformation } from './list-meta-information.ts';
import { type MediaControl, readMediaControl } from './media-control.ts';
import { type Presence, readPresence } from './presence.ts';
import { type RecordingMetadata, readRecordingMetadata } from './recording-metadata.ts';
import { readRegistrationInfo, type RegistrationInfo } from './registration-info.ts';
import { readResourceLists, type ResourceLists } from './resource-lists.ts';
import type { Field } from './shape.ts';
import { readWatcherInfo, type WatcherInfo } from './watcher-info.ts';

/** The documents that have types, by the name of their outermost element. */
export type XmlValues = {
  readonly presence: Presence;
  readonly reginfo: RegistrationInfo;
  readonly 'dialog-info': DialogInfo;
  readonly 'conference-info': ConferenceInfo;
  readonly 'resource-lists': ResourceLists;
  readonly list: ListMetaInformation;
  readonly watcherinfo: WatcherInfo;
  readonly isComposing: IsComposing;
  readonly recording: RecordingMetadata;
  readonly 'ims-3gpp': ImsService;
  readonly 'kpml-request': KpmlRequest;
  readonly 'kpml-response': KpmlResponse;
  readonly media_control: MediaControl;
};

export type XmlDocumentRow<T> = {
  /** Undefined where the schema has none, and any is taken. */
  readonly namespace: string | undefined;
  /** Lower case, the registered one first. */
  readonly mediaTypes: readonly string[];
  /** Where the schema stands; a specification of the 3GPP where it is undefined. */
  readonly rfc: number | undefined;
  readonly section: string;
  readonly read: Field<T>;
};

/** Every document that has types. A row is found by the name and namespace of the outermost element. */
export const xmlDocumentTable: { readonly [K in keyof XmlValues]: XmlDocumentRow<XmlValues[K]> } = {
  presence: {
    namespace: 'urn:ietf:params:xml:ns:pidf',
    mediaTypes: ['application/pidf+xml'],
    rfc: 3863,
    section: '4.4',
    read: readPresence,
  },
  reginfo: {
    namespace: 'urn:ietf:params:xml:ns:reginfo',
    mediaTypes: ['application/reginfo+xml'],
    rfc: 3680,
    section: '5.4',
    read: readRegistrationInfo,
  },
  'dialog-info': {
    namespace: 'urn:ietf:params:xml:ns:dialog-info',
    mediaTypes: ['application/dialog-info+xml'],
    rfc: 4235,
    section: '4.4',
    read: readDialogInfo,
  },
  'conference-info': {
    namespace: 'urn:ietf:params:xml:ns:conference-info',
    mediaTypes: ['application/conference-info+xml'],
    rfc: 4575,
    section: '6',
    read: readConferenceInfo,
  },
  'resource-lists': {
    namespace: 'urn:ietf:params:xml:ns:resource-lists',
    mediaTypes: ['application/resource-lists+xml'],
    rfc: 4826,
    section: '3.2',
    read: readResourceLists,
  },
  list: {
    namespace: 'urn:ietf:params:xml:ns:rlmi',
    mediaTypes: ['application/rlmi+xml'],
    rfc: 4662,
    section: '5',
    read: readListMetaInformation,
  },
  watcherinfo: {
    namespace: 'urn:ietf:params:xml:ns:watcherinfo',
    mediaTypes: ['application/watcherinfo+xml'],
    rfc: 3858,
    section: '6',
    read: readWatcherInfo,
  },
  isComposing: {
    namespace: 'urn:ietf:params:xml:ns:im-iscomposing',
    mediaTypes: ['application/im-iscomposing+xml'],
    rfc: 3994,
    section: '6',
    read: readIsComposing,
  },
  recording: {
    namespace: 'urn:ietf:params:xml:ns:recording:1',
    // RFC 7866 §9.1 names it without the suffix. RFC 7866 erratum 7987.
    mediaTypes: ['application/rs-metadata+xml', 'application/rs-metadata'],
    rfc: 7865,
    section: '9',
    read: readRecordingMetadata,
  },
  'ims-3gpp': {
    namespace: undefined,
    mediaTypes: ['application/3gpp-ims+xml'],
    rfc: undefined,
    section: 'TS 24.229 §7.6',
    read: readImsService,
  },
  'kpml-request': {
    namespace: 'urn:ietf:params:xml:ns:kpml-request',
    mediaTypes: ['application/kpml-request+xml'],
    rfc: 4730,
    section: '5.1',
    read: readKpmlRequest,
  },
  'kpml-response': {
    namespace: 'urn:ietf:params:xml:ns:kpml-response',
    mediaTypes: ['application/kpml-response+xml'],
    rfc: 4730,
    section: '5.2',
    read: readKpmlResponse,
  },
  media_control: {
    namespace: undefined,
    mediaTypes: ['application/media_control+xml', 'application/media_control'],
    rfc: 5168,
    section: '5',
    read: readMediaControl,
  },
};
