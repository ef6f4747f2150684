import type { ValueTypes } from '../grammar/value-types.ts';
import type { Challenge, Credentials } from '../header/auth.ts';
import type { Contact } from '../header/contact.ts';
import type { CSeq, RAck } from '../header/cseq.ts';
import type { DeltaParams, RetryAfter, SessionExpires } from '../header/delta-params.ts';
import type { Replaces } from '../header/dialog-id.ts';
import type { Event, SubscriptionState } from '../header/event.ts';
import type { HeaderKinds, HeaderName } from '../header/header-table.ts';
import type { MediaType } from '../header/media-type.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { Reason } from '../header/reason.ts';
import type { ReferredBy, ReferTo } from '../header/refer.ts';
import type { Via } from '../header/via.ts';

/** What one value of the header field of that name is. */
export type ValueOf<Name extends HeaderName> = ValueTypes[HeaderKinds[Name]];

/** The values of a message that are asked for most, each under a name of its own. */
export abstract class MessageValues {
  /** All values of a header of the table, over all its fields: `message.values('Path')`. */
  abstract values<Name extends HeaderName>(name: Name): readonly ValueOf<Name>[];

  /** The first value of the first field of that name; undefined too where only later ones can be read. */
  protected abstract first<Name extends HeaderName>(name: Name): ValueOf<Name> | undefined;

  /** The Via of whom the message comes from; undefined too where it cannot be read though others can. */
  get topVia(): Via | undefined {
    return this.first('Via');
  }

  get from(): NameAddr | undefined {
    return this.first('From');
  }

  get to(): NameAddr | undefined {
    return this.first('To');
  }

  get contacts(): readonly Contact[] {
    return this.values('Contact');
  }

  get routes(): readonly NameAddr[] {
    return this.values('Route');
  }

  get recordRoutes(): readonly NameAddr[] {
    return this.values('Record-Route');
  }

  get cseq(): CSeq | undefined {
    return this.first('CSeq');
  }

  get maxForwards(): number | undefined {
    return this.first('Max-Forwards');
  }

  get expires(): number | undefined {
    return this.first('Expires');
  }

  get minExpires(): number | undefined {
    return this.first('Min-Expires');
  }

  get contentType(): MediaType | undefined {
    return this.first('Content-Type');
  }

  get contentLength(): number | undefined {
    return this.first('Content-Length');
  }

  get allow(): readonly string[] {
    return this.values('Allow');
  }

  get supported(): readonly string[] {
    return this.values('Supported');
  }

  get require(): readonly string[] {
    return this.values('Require');
  }

  get unsupported(): readonly string[] {
    return this.values('Unsupported');
  }

  get wwwAuthenticate(): readonly Challenge[] {
    return this.values('WWW-Authenticate');
  }

  get proxyAuthenticate(): readonly Challenge[] {
    return this.values('Proxy-Authenticate');
  }

  get authorization(): readonly Credentials[] {
    return this.values('Authorization');
  }

  get proxyAuthorization(): readonly Credentials[] {
    return this.values('Proxy-Authorization');
  }

  get event(): Event | undefined {
    return this.first('Event');
  }

  get subscriptionState(): SubscriptionState | undefined {
    return this.first('Subscription-State');
  }

  get referTo(): ReferTo | undefined {
    return this.first('Refer-To');
  }

  get referredBy(): ReferredBy | undefined {
    return this.first('Referred-By');
  }

  get replaces(): Replaces | undefined {
    return this.first('Replaces');
  }

  get reason(): readonly Reason[] {
    return this.values('Reason');
  }

  get sessionExpires(): SessionExpires | undefined {
    return this.first('Session-Expires');
  }

  get minSe(): DeltaParams | undefined {
    return this.first('Min-SE');
  }

  get retryAfter(): RetryAfter | undefined {
    return this.first('Retry-After');
  }

  get assertedIdentities(): readonly NameAddr[] {
    return this.values('P-Asserted-Identity');
  }

  get rseq(): number | undefined {
    return this.first('RSeq');
  }

  get rack(): RAck | undefined {
    return this.first('RAck');
  }
}
