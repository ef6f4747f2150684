import {
  attribute,
  child,
  childTexts,
  children,
  type Field,
  type FromElement,
  requiredAttribute,
  requiredChild,
  shape,
  text,
} from './shape.ts';
import { integer, oneOf, type SimpleType, string, unsigned, uri } from './simple-type.ts';

/** The dialogs of a user agent, as NOTIFY of the package dialog tells them. RFC 4235 §4. */
export type DialogInfo = FromElement & {
  readonly version: number | undefined;
  readonly state: 'full' | 'partial' | undefined;
  readonly entity: string | undefined;
  readonly dialogs: readonly DialogState[];
};

/** RFC 4235 §4.1. */
export type DialogState = FromElement & {
  readonly id: string | undefined;
  readonly callId: string | undefined;
  readonly localTag: string | undefined;
  readonly remoteTag: string | undefined;
  readonly direction: 'initiator' | 'recipient' | undefined;
  readonly state: DialogPhase | undefined;
  readonly durationSeconds: number | undefined;
  readonly replaces: ReplacedDialog | undefined;
  readonly referredBy: NamedUri | undefined;
  readonly routeSet: readonly string[];
  readonly local: DialogParticipant | undefined;
  readonly remote: DialogParticipant | undefined;
};

/** The state a dialog is in. RFC 4235 §4.1.2. */
export type DialogPhase = FromElement & {
  readonly name: DialogStateName | undefined;
  /** Why it came to that state. */
  readonly event: DialogEvent | undefined;
  /** The status code that came with it. */
  readonly code: number | undefined;
};

/** The state of a dialog. RFC 4235 §3.7.1. */
export type DialogStateName = 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';
/** Why a dialog came into its state. RFC 4235 §4.1.2. */
export type DialogEvent = 'cancelled' | 'rejected' | 'replaced' | 'local-bye' | 'remote-bye' | 'error' | 'timeout';

/** The dialog that another replaces. RFC 4235 §4.1.5. */
export type ReplacedDialog = FromElement & {
  readonly callId: string | undefined;
  readonly localTag: string | undefined;
  readonly remoteTag: string | undefined;
};

/** A URI with a name to show. RFC 4235 §4.1.6. */
export type NamedUri = FromElement & { readonly uri: string | undefined; readonly displayName: string | undefined };

/** RFC 4235 §4.1.6. */
export type DialogParticipant = FromElement & {
  readonly identity: NamedUri | undefined;
  readonly target: DialogTarget | undefined;
  readonly sessionDescription: TypedText | undefined;
  readonly cseq: number | undefined;
};

/** The URI of Contact and its parameters: `+sip.rendering` of shared lines is one. */
export type DialogTarget = FromElement & { readonly uri: string | undefined; readonly params: readonly TargetParam[] };

/** A parameter of the target of a dialog. RFC 4235 §4.1.6.2. */
export type TargetParam = FromElement & { readonly name: string | undefined; readonly value: string | undefined };

/** A text with its media type. RFC 4235 §4.1.6.3. */
export type TypedText = FromElement & { readonly type: string | undefined; readonly text: string | undefined };

const eventType: SimpleType<DialogEvent> = oneOf(
  'cancelled',
  'rejected',
  'replaced',
  'local-bye',
  'remote-bye',
  'error',
  'timeout',
);

/** `reason` is what the RFC's examples have. RFC 4235 erratum 788. */
const readReason: Field<DialogEvent | undefined> = attribute('reason', eventType);
const readEvent: Field<DialogEvent | undefined> = attribute('event', eventType);

const readDisplayName: Field<string | undefined> = attribute('display-name', string);
const readDisplay: Field<string | undefined> = attribute('display', string);

/** `display` is what the RFC's examples have. RFC 4235 erratum 774. */
const readNamedUri: Field<NamedUri> = shape<NamedUri>({
  uri: text(uri),
  displayName: (element, tell) => readDisplayName(element, tell) ?? readDisplay(element, tell),
});

const readParticipant: Field<DialogParticipant> = shape<DialogParticipant>({
  identity: child('identity', readNamedUri),
  target: child(
    'target',
    shape<DialogTarget>({
      uri: requiredAttribute('uri', string),
      params: children(
        'param',
        shape<TargetParam>({ name: requiredAttribute('pname', string), value: requiredAttribute('pval', string) }),
      ),
    }),
  ),
  sessionDescription: child(
    'session-description',
    shape<TypedText>({ type: requiredAttribute('type', string), text: text(string) }),
  ),
  cseq: child('cseq', text(unsigned)),
});

const readRouteSet: Field<readonly string[] | undefined> = child('route-set', childTexts('hop', string));

/** The states are those of RFC 4235 §3.7.1. */
const readDialog: Field<DialogState> = shape<DialogState>({
  id: requiredAttribute('id', string),
  callId: attribute('call-id', string),
  localTag: attribute('local-tag', string),
  remoteTag: attribute('remote-tag', string),
  direction: attribute('direction', oneOf('initiator', 'recipient')),
  state: requiredChild(
    'state',
    shape<DialogPhase>({
      name: text(oneOf('trying', 'proceeding', 'early', 'confirmed', 'terminated')),
      event: (element, tell) => readEvent(element, tell) ?? readReason(element, tell),
      code: attribute('code', integer(100, 699)),
    }),
  ),
  durationSeconds: child('duration', text(unsigned)),
  replaces: child(
    'replaces',
    shape<ReplacedDialog>({
      callId: requiredAttribute('call-id', string),
      localTag: requiredAttribute('local-tag', string),
      remoteTag: requiredAttribute('remote-tag', string),
    }),
  ),
  referredBy: child('referred-by', readNamedUri),
  routeSet: (element, tell) => readRouteSet(element, tell) ?? [],
  local: child('local', readParticipant),
  remote: child('remote', readParticipant),
});

/** application/dialog-info+xml. RFC 4235 §4. */
export const readDialogInfo: Field<DialogInfo> = shape<DialogInfo>({
  version: requiredAttribute('version', unsigned),
  state: requiredAttribute('state', oneOf('full', 'partial')),
  entity: requiredAttribute('entity', uri),
  dialogs: children('dialog', readDialog),
});
