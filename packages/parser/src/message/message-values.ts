import type { ValueTypes } from '../grammar/value-types.ts';
import type { Challenge, Credentials } from '../header/auth.ts';
import type { Contact } from '../header/contact.ts';
import type { CSeq, RAck } from '../header/cseq.ts';
import type { DeltaParams, RetryAfter, SessionExpires } from '../header/delta-params.ts';
import type { Replaces } from '../header/dialog-id.ts';
import type { Event, SubscriptionState } from '../header/event.ts';
import { type HeaderKinds, type HeaderName, headerTable } from '../header/header-table.ts';
import type { MediaType } from '../header/media-type.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { Reason } from '../header/reason.ts';
import type { ReferredBy, ReferTo } from '../header/refer.ts';
import type { Via } from '../header/via.ts';

/** What one value of the header field of that name is. */
export type ValueOf<Name extends HeaderName> = ValueTypes[HeaderKinds[Name]];

/** The number of a row of the header table, and what its values are. */
export type RowOf<Name extends HeaderName> = number & { readonly name?: Name };

/** The row of a name of the table. */
export function rowOf<Name extends HeaderName>(name: Name): RowOf<Name> {
  return rowsByName.get(name)!;
}

const rowsByName: ReadonlyMap<string, number> = new Map(headerTable.map((row, index) => [row.name, index]));

/** Looked up once: a message is asked for these again and again. */
const rows = {
  Via: rowOf('Via'),
  From: rowOf('From'),
  To: rowOf('To'),
  Contact: rowOf('Contact'),
  Route: rowOf('Route'),
  'Record-Route': rowOf('Record-Route'),
  CSeq: rowOf('CSeq'),
  'Max-Forwards': rowOf('Max-Forwards'),
  Expires: rowOf('Expires'),
  'Min-Expires': rowOf('Min-Expires'),
  'Content-Type': rowOf('Content-Type'),
  'Content-Length': rowOf('Content-Length'),
  Allow: rowOf('Allow'),
  Supported: rowOf('Supported'),
  Require: rowOf('Require'),
  Unsupported: rowOf('Unsupported'),
  'WWW-Authenticate': rowOf('WWW-Authenticate'),
  'Proxy-Authenticate': rowOf('Proxy-Authenticate'),
  Authorization: rowOf('Authorization'),
  'Proxy-Authorization': rowOf('Proxy-Authorization'),
  Event: rowOf('Event'),
  'Subscription-State': rowOf('Subscription-State'),
  'Refer-To': rowOf('Refer-To'),
  'Referred-By': rowOf('Referred-By'),
  Replaces: rowOf('Replaces'),
  Reason: rowOf('Reason'),
  'Session-Expires': rowOf('Session-Expires'),
  'Min-SE': rowOf('Min-SE'),
  'Retry-After': rowOf('Retry-After'),
  'P-Asserted-Identity': rowOf('P-Asserted-Identity'),
  RSeq: rowOf('RSeq'),
  RAck: rowOf('RAck'),
};

/** The values of a message that are asked for most, each under a name of its own. */
export abstract class MessageValues {
  /** All values of a header of the table, over all its fields: `message.values('Path')`. */
  abstract values<Name extends HeaderName>(name: Name): readonly ValueOf<Name>[];

  /** The first value of the first field of that row; undefined too where only later ones can be read. */
  protected abstract first<Name extends HeaderName>(row: RowOf<Name>): ValueOf<Name> | undefined;

  /** All values of the row, over all its fields. */
  protected abstract all<Name extends HeaderName>(row: RowOf<Name>): readonly ValueOf<Name>[];

  /** The Via of whom the message comes from; undefined too where it cannot be read though others can. */
  get topVia(): Via | undefined {
    return this.first(rows.Via);
  }

  get from(): NameAddr | undefined {
    return this.first(rows.From);
  }

  get to(): NameAddr | undefined {
    return this.first(rows.To);
  }

  get contacts(): readonly Contact[] {
    return this.all(rows.Contact);
  }

  get routes(): readonly NameAddr[] {
    return this.all(rows.Route);
  }

  get recordRoutes(): readonly NameAddr[] {
    return this.all(rows['Record-Route']);
  }

  get cseq(): CSeq | undefined {
    return this.first(rows.CSeq);
  }

  get maxForwards(): number | undefined {
    return this.first(rows['Max-Forwards']);
  }

  get expires(): number | undefined {
    return this.first(rows.Expires);
  }

  get minExpires(): number | undefined {
    return this.first(rows['Min-Expires']);
  }

  get contentType(): MediaType | undefined {
    return this.first(rows['Content-Type']);
  }

  get contentLength(): number | undefined {
    return this.first(rows['Content-Length']);
  }

  get allow(): readonly string[] {
    return this.all(rows.Allow);
  }

  get supported(): readonly string[] {
    return this.all(rows.Supported);
  }

  get require(): readonly string[] {
    return this.all(rows.Require);
  }

  get unsupported(): readonly string[] {
    return this.all(rows.Unsupported);
  }

  get wwwAuthenticate(): readonly Challenge[] {
    return this.all(rows['WWW-Authenticate']);
  }

  get proxyAuthenticate(): readonly Challenge[] {
    return this.all(rows['Proxy-Authenticate']);
  }

  get authorization(): readonly Credentials[] {
    return this.all(rows.Authorization);
  }

  get proxyAuthorization(): readonly Credentials[] {
    return this.all(rows['Proxy-Authorization']);
  }

  get event(): Event | undefined {
    return this.first(rows.Event);
  }

  get subscriptionState(): SubscriptionState | undefined {
    return this.first(rows['Subscription-State']);
  }

  get referTo(): ReferTo | undefined {
    return this.first(rows['Refer-To']);
  }

  get referredBy(): ReferredBy | undefined {
    return this.first(rows['Referred-By']);
  }

  get replaces(): Replaces | undefined {
    return this.first(rows.Replaces);
  }

  get reason(): readonly Reason[] {
    return this.all(rows.Reason);
  }

  get sessionExpires(): SessionExpires | undefined {
    return this.first(rows['Session-Expires']);
  }

  get minSe(): DeltaParams | undefined {
    return this.first(rows['Min-SE']);
  }

  get retryAfter(): RetryAfter | undefined {
    return this.first(rows['Retry-After']);
  }

  get assertedIdentities(): readonly NameAddr[] {
    return this.all(rows['P-Asserted-Identity']);
  }

  get rseq(): number | undefined {
    return this.first(rows.RSeq);
  }

  get rack(): RAck | undefined {
    return this.first(rows.RAck);
  }
}
