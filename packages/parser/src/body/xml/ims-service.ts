import { child, type Field, type FromElement, requiredAttribute, requiredChild, shape, text } from './shape.ts';
import { decimal, string, token } from './simple-type.ts';

/** What an IMS core tells a phone in a response: try another way, or who the user is. TS 24.229 §7.6. */
export type ImsService = FromElement & {
  readonly version: number | undefined;
  readonly alternativeService: AlternativeService | undefined;
  /** What the S-CSCF passes to an application server, as the HSS gave it. TS 24.229 §5.4.1.7. */
  readonly serviceInfo: string | undefined;
};

/** Of a 380: what the phone shall do instead. Types and actions grow with the releases, so they are words. */
export type AlternativeService = FromElement & {
  /** Such as `emergency` or `restoration`. */
  readonly type: string | undefined;
  readonly reason: string | undefined;
  /** Such as `emergency-registration`, `initial-registration` or `anonymous-emergencycall`. */
  readonly action: string | undefined;
};

/** application/3gpp-ims+xml. TS 24.229 §7.6.2. */
export const readImsService: Field<ImsService> = shape<ImsService>({
  version: requiredAttribute('version', decimal(0)),
  alternativeService: child(
    'alternative-service',
    shape<AlternativeService>({
      type: requiredChild('type', text(token)),
      reason: requiredChild('reason', text(string)),
      action: child('action', text(token)),
    }),
  ),
  serviceInfo: child('service-info', text(string)),
});
