import type { HeaderName, HeaderValue } from '@sipscope/parser';
import * as authentication from './explain-authentication.ts';
import * as body from './explain-body.ts';
import * as capabilities from './explain-capabilities.ts';
import { explainContact } from './explain-contact.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import * as dialog from './explain-dialog.ts';
import * as identity from './explain-identity.ts';
import * as ims from './explain-ims.ts';
import * as path from './explain-path.ts';
import { explainReason, explainWarning } from './explain-reason.ts';
import * as references from './explain-references.ts';
import * as timers from './explain-timers.ts';

type Facts = readonly Told[] | Promise<readonly Told[]>;

/** Tells of the values of one field; `at`: how many values of the name stand in fields before it. */
type Explain<Name extends HeaderName> = (
  values: readonly HeaderValue<Name>[],
  context: ExplainContext,
  at: number,
) => Facts;

type Explainers = { readonly [Name in HeaderName]?: Explain<Name> };

/** What explains the values of each header field: a field that is not here says all itself. */
const explainers: Explainers = {
  Accept: capabilities.explainAccept,
  Allow: capabilities.explainAllow,
  'Allow-Events': capabilities.explainAllowEvents,
  'Authentication-Info': authentication.explainAuthenticationInfo,
  Authorization: authentication.explainAuthorization,
  'Call-ID': (_, context) => dialog.explainCallId(context),
  Contact: explainContact,
  'Content-Disposition': body.explainContentDisposition,
  'Content-Length': body.explainContentLength,
  'Content-Type': body.explainContentType,
  CSeq: dialog.explainCSeq,
  Date: body.explainDate,
  Diversion: identity.explainDiversion,
  Event: body.explainEvent,
  Expires: timers.explainExpires,
  'Flow-Timer': timers.explainFlowTimer,
  From: dialog.explainFrom,
  Geolocation: ims.explainGeolocation,
  'History-Info': identity.explainHistory,
  Identity: identity.explainIdentity,
  'In-Reply-To': references.explainInReplyTo,
  Join: references.explainJoin,
  'Max-Forwards': path.explainMaxForwards,
  'Min-Expires': timers.explainMinExpires,
  'Min-SE': timers.explainMinSe,
  'P-Access-Network-Info': ims.explainAccessNetwork,
  'P-Asserted-Identity': identity.explainAssertedIdentity,
  'P-Charging-Vector': ims.explainChargingVector,
  'P-Preferred-Identity': identity.explainPreferredIdentity,
  'P-Visited-Network-ID': ims.explainVisitedNetwork,
  Privacy: identity.explainPrivacy,
  'Proxy-Authenticate': authentication.explainProxyAuthenticate,
  'Proxy-Authorization': authentication.explainProxyAuthorization,
  'Proxy-Require': capabilities.explainProxyRequire,
  RAck: dialog.explainRAck,
  Reason: explainReason,
  'Record-Route': path.explainRecordRoute,
  'Recv-Info': capabilities.explainRecvInfo,
  'Refer-To': references.explainReferTo,
  'Referred-By': references.explainReferredBy,
  'Remote-Party-ID': identity.explainRemoteParty,
  Replaces: references.explainReplaces,
  Require: capabilities.explainRequire,
  'Resource-Priority': ims.explainResourcePriority,
  'Retry-After': timers.explainRetryAfter,
  Route: path.explainRoute,
  RSeq: dialog.explainRSeq,
  Server: capabilities.explainProducts,
  'Session-Expires': timers.explainSessionExpires,
  'Session-ID': ims.explainSessionId,
  'Subscription-State': body.explainSubscriptionState,
  Supported: capabilities.explainSupported,
  'Target-Dialog': references.explainTargetDialog,
  To: dialog.explainTo,
  Unsupported: capabilities.explainUnsupported,
  'User-Agent': capabilities.explainProducts,
  Via: (values, context, at) => path.explainVia(values, at, context),
  Warning: explainWarning,
  'WWW-Authenticate': authentication.explainWwwAuthenticate,
};

/** Undefined of a field that nothing is told of. */
export function explainerOf(name: string): Explain<HeaderName> | undefined {
  // Its values are of the kind its name has in the header table.
  return Object.hasOwn(explainers, name)
    ? (explainers[name as HeaderName] as Explain<HeaderName> | undefined)
    : undefined;
}
