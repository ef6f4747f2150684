import { type LanguageText, readLanguageText } from './language-text.ts';
import {
  attribute,
  child,
  children,
  childTexts,
  type Field,
  type FromElement,
  requiredAttribute,
  shape,
  someChildren,
  text,
} from './shape.ts';
import { base64, dateTime, integer, oneOf, string, uri } from './simple-type.ts';

/** What is recorded: who speaks to whom, on which streams. RFC 7865 §6. Identifiers are base64, as written. */
export type RecordingMetadata = FromElement & {
  readonly dataMode: 'complete' | 'partial' | undefined;
  readonly groups: readonly RecordedGroup[];
  readonly sessions: readonly RecordedSession[];
  readonly participants: readonly RecordedParticipant[];
  readonly streams: readonly RecordedStream[];
  readonly sessionRecordingAssocs: readonly SessionRecordingAssoc[];
  readonly participantSessionAssocs: readonly ParticipantSessionAssoc[];
  readonly participantStreamAssocs: readonly ParticipantStreamAssoc[];
};

/** When two things were tied and parted. */
export type AssociationTimes = {
  readonly associateTime: string | undefined;
  readonly disassociateTime: string | undefined;
};

/** RFC 7865 §6.2. */
export type RecordedGroup = FromElement & AssociationTimes & { readonly id: string | undefined };

/** RFC 7865 §6.3. */
export type RecordedSession = FromElement & {
  readonly id: string | undefined;
  readonly sipSessionIds: readonly string[];
  readonly reasons: readonly SessionReason[];
  readonly groupRef: string | undefined;
  readonly startTime: string | undefined;
  readonly stopTime: string | undefined;
};

/** Why a recorded session ended. RFC 7865 §6.2. */
export type SessionReason = FromElement & {
  readonly cause: number | undefined;
  /** `SIP` where it is absent. */
  readonly protocol: string | undefined;
  readonly text: string | undefined;
};

/** RFC 7865 §6.5. */
export type RecordedParticipant = FromElement & {
  readonly id: string | undefined;
  readonly names: readonly ParticipantName[];
};

/** Who takes part in a recorded session. RFC 7865 §6.5. */
export type ParticipantName = FromElement & {
  readonly aor: string | undefined;
  readonly name: LanguageText | undefined;
};

/** A stream; `label` is that of the SDP. RFC 7865 §6.7. */
export type RecordedStream = FromElement & {
  readonly id: string | undefined;
  readonly sessionId: string | undefined;
  readonly label: string | undefined;
};

/** RFC 7865 §6.4. */
export type SessionRecordingAssoc = FromElement & AssociationTimes & { readonly sessionId: string | undefined };

/** RFC 7865 §6.6. */
export type ParticipantSessionAssoc = FromElement &
  AssociationTimes & {
    readonly participantId: string | undefined;
    readonly sessionId: string | undefined;
    readonly params: readonly AssociationParam[];
  };

/** A parameter of a session, stream or participant that is recorded. RFC 7865 §6. */
export type AssociationParam = FromElement & { readonly name: string | undefined; readonly value: string | undefined };

/** Which streams a participant sends and receives. RFC 7865 §6.8. */
export type ParticipantStreamAssoc = FromElement &
  AssociationTimes & {
    readonly participantId: string | undefined;
    readonly send: readonly string[];
    readonly recv: readonly string[];
  };

const times: { readonly [K in keyof AssociationTimes]: Field<string | undefined> } = {
  associateTime: child('associate-time', text(dateTime)),
  disassociateTime: child('disassociate-time', text(dateTime)),
};

const readSession: Field<RecordedSession> = shape<RecordedSession>({
  id: requiredAttribute('session_id', base64),
  sipSessionIds: childTexts('sipSessionID', string),
  reasons: children(
    'reason',
    shape<SessionReason>({
      cause: requiredAttribute('cause', integer(-32_768, 32_767)),
      protocol: attribute('protocol', string),
      text: text(string),
    }),
  ),
  groupRef: child('group-ref', text(base64)),
  startTime: child('start-time', text(dateTime)),
  stopTime: child('stop-time', text(dateTime)),
});

const readParticipant: Field<RecordedParticipant> = shape<RecordedParticipant>({
  id: requiredAttribute('participant_id', base64),
  names: someChildren(
    'nameID',
    shape<ParticipantName>({ aor: requiredAttribute('aor', uri), name: child('name', readLanguageText) }),
  ),
});

const readParticipantSession: Field<ParticipantSessionAssoc> = shape<ParticipantSessionAssoc>({
  ...times,
  participantId: requiredAttribute('participant_id', base64),
  sessionId: requiredAttribute('session_id', base64),
  params: children(
    'param',
    shape<AssociationParam>({ name: requiredAttribute('pname', string), value: requiredAttribute('pval', string) }),
  ),
});

/** application/rs-metadata+xml. RFC 7865 §6. */
export const readRecordingMetadata: Field<RecordingMetadata> = shape<RecordingMetadata>({
  dataMode: child('datamode', text(oneOf('complete', 'partial'))),
  groups: children('group', shape<RecordedGroup>({ ...times, id: requiredAttribute('group_id', base64) })),
  sessions: children('session', readSession),
  participants: children('participant', readParticipant),
  streams: children(
    'stream',
    shape<RecordedStream>({
      id: requiredAttribute('stream_id', base64),
      sessionId: attribute('session_id', base64),
      label: child('label', text(string)),
    }),
  ),
  sessionRecordingAssocs: children(
    'sessionrecordingassoc',
    shape<SessionRecordingAssoc>({ ...times, sessionId: requiredAttribute('session_id', base64) }),
  ),
  participantSessionAssocs: children('participantsessionassoc', readParticipantSession),
  participantStreamAssocs: children(
    'participantstreamassoc',
    shape<ParticipantStreamAssoc>({
      ...times,
      participantId: requiredAttribute('participant_id', base64),
      send: childTexts('send', base64),
      recv: childTexts('recv', base64),
    }),
  ),
});
