import { type LanguageText, readLanguageText } from './language-text.ts';
import {
  attribute,
  child,
  children,
  type Field,
  type FromElement,
  requiredAttribute,
  requiredChild,
  shape,
  text,
} from './shape.ts';
import { oneOf, string, unsigned, uri } from './simple-type.ts';

/** What is registered, as NOTIFY of the package reg tells it. RFC 3680 §5. */
export type RegistrationInfo = FromElement & {
  readonly version: number | undefined;
  readonly state: 'full' | 'partial' | undefined;
  readonly registrations: readonly Registration[];
};

/** One address-of-record. RFC 3680 §5.1. */
export type Registration = FromElement & {
  readonly aor: string | undefined;
  readonly id: string | undefined;
  readonly state: 'init' | 'active' | 'terminated' | undefined;
  readonly contacts: readonly RegisteredContact[];
};

/** RFC 3680 §5.2; the GRUUs: RFC 5628 §5. */
export type RegisteredContact = FromElement & {
  readonly id: string | undefined;
  readonly uri: string | undefined;
  readonly displayName: LanguageText | undefined;
  readonly unknownParams: readonly UnknownParam[];
  readonly state: 'active' | 'terminated' | undefined;
  readonly event: ContactEvent | undefined;
  readonly durationRegisteredSeconds: number | undefined;
  readonly expiresSeconds: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly q: string | undefined;
  readonly callId: string | undefined;
  readonly cseq: number | undefined;
  readonly pubGruu: string | undefined;
  readonly tempGruu: TemporaryGruu | undefined;
};

/** What happened to a registered contact. RFC 3680 §5.2. */
export type ContactEvent =
  | 'registered'
  | 'created'
  | 'refreshed'
  | 'shortened'
  | 'expired'
  | 'deactivated'
  | 'probation'
  | 'unregistered'
  | 'rejected';

/** A parameter of a contact that reginfo does not know. RFC 3680 §5.2. */
export type UnknownParam = FromElement & { readonly name: string | undefined; readonly value: string | undefined };

/** A temporary GRUU of a contact. RFC 5628 §4. */
export type TemporaryGruu = FromElement & { readonly uri: string | undefined; readonly firstCSeq: number | undefined };

const gruuNamespace = 'urn:ietf:params:xml:ns:gruuinfo';

const readContact: Field<RegisteredContact> = shape<RegisteredContact>({
  id: requiredAttribute('id', string),
  uri: requiredChild('uri', text(uri)),
  displayName: child('display-name', readLanguageText),
  unknownParams: children(
    'unknown-param',
    shape<UnknownParam>({ name: requiredAttribute('name', string), value: text(string) }),
  ),
  state: requiredAttribute('state', oneOf('active', 'terminated')),
  event: requiredAttribute(
    'event',
    oneOf(
      'registered',
      'created',
      'refreshed',
      'shortened',
      'expired',
      'deactivated',
      'probation',
      'unregistered',
      'rejected',
    ),
  ),
  durationRegisteredSeconds: attribute('duration-registered', unsigned),
  expiresSeconds: attribute('expires', unsigned),
  retryAfterSeconds: attribute('retry-after', unsigned),
  q: attribute('q', string),
  callId: attribute('callid', string),
  cseq: attribute('cseq', unsigned),
  pubGruu: child('pub-gruu', requiredAttribute('uri', uri), gruuNamespace),
  tempGruu: child(
    'temp-gruu',
    shape<TemporaryGruu>({ uri: requiredAttribute('uri', uri), firstCSeq: requiredAttribute('first-cseq', unsigned) }),
    gruuNamespace,
  ),
});

/** application/reginfo+xml. RFC 3680 §5. */
export const readRegistrationInfo: Field<RegistrationInfo> = shape<RegistrationInfo>({
  version: requiredAttribute('version', unsigned),
  state: requiredAttribute('state', oneOf('full', 'partial')),
  registrations: children(
    'registration',
    shape<Registration>({
      aor: requiredAttribute('aor', uri),
      id: requiredAttribute('id', string),
      state: requiredAttribute('state', oneOf('init', 'active', 'terminated')),
      contacts: children('contact', readContact),
    }),
  ),
});
