import { child, type Field, type FromElement, requiredChild, shape, text } from './shape.ts';
import { dateTime, integer, token } from './simple-type.ts';

/** That somebody is writing a message. RFC 3994 §5. */
export type IsComposing = FromElement & {
  /** `active` or `idle`; any other is to be taken as idle (RFC 3994 §3.3). */
  readonly state: string | undefined;
  readonly lastActive: string | undefined;
  readonly contentType: string | undefined;
  readonly refreshSeconds: number | undefined;
};

/** application/im-iscomposing+xml. RFC 3994 §5. */
export const readIsComposing: Field<IsComposing> = shape<IsComposing>({
  state: requiredChild('state', text(token)),
  lastActive: child('lastactive', text(dateTime)),
  contentType: child('contenttype', text(token)),
  refreshSeconds: child('refresh', text(integer(1))),
});
