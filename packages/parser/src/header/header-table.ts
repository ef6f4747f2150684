import type { ValueKind } from '../grammar/value-types.ts';

export type HeaderRow = {
  /** The name as its RFC writes it. */
  readonly name: string;
  /** The one-letter form. RFC 3261 §7.3.3. */
  readonly compact?: string;
  readonly kind: ValueKind;
  /** True where a message may have several fields of the name. */
  readonly many: boolean;
  /** True where the one field that a message may have can hold several values. */
  readonly list?: true;
  readonly rfc?: number;
  readonly section?: string;
};

const rows = [
  { name: 'Accept', kind: 'mediaTypes', many: true, rfc: 3261, section: '20.1' },
  { name: 'Accept-Contact', compact: 'a', kind: 'acceptContact', many: true, rfc: 3841, section: '9.2' },
  { name: 'Accept-Encoding', kind: 'encodings', many: true, rfc: 3261, section: '20.2' },
  { name: 'Accept-Language', kind: 'languages', many: true, rfc: 3261, section: '20.3' },
  { name: 'Accept-Resource-Priority', kind: 'resourcePriorities', many: true, rfc: 4412, section: '3.2' },
  { name: 'Alert-Info', kind: 'alertInfo', many: true, rfc: 3261, section: '20.4' },
  { name: 'AlertMsg-Error', kind: 'alertError', many: false, rfc: 8876, section: '5.2' },
  { name: 'Allow', kind: 'tokens', many: true, rfc: 3261, section: '20.5' },
  { name: 'Allow-Events', compact: 'u', kind: 'eventTypes', many: true, rfc: 6665, section: '8.2.2' },
  { name: 'Answer-Mode', kind: 'answerMode', many: false, rfc: 5373, section: '2' },
  { name: 'Authentication-Info', kind: 'authInfo', many: false, rfc: 3261, section: '20.6' },
  { name: 'Authorization', kind: 'credentials', many: true, rfc: 3261, section: '20.7' },
  { name: 'Call-ID', compact: 'i', kind: 'callId', many: false, rfc: 3261, section: '20.8' },
  { name: 'Call-Info', kind: 'callInfo', many: true, rfc: 3261, section: '20.9' },
  { name: 'Contact', compact: 'm', kind: 'contact', many: true, rfc: 3261, section: '20.10' },
  { name: 'Content-Disposition', kind: 'disposition', many: false, rfc: 3261, section: '20.11' },
  { name: 'Content-Encoding', compact: 'e', kind: 'someTokens', many: true, rfc: 3261, section: '20.12' },
  { name: 'Content-ID', kind: 'contentId', many: false, rfc: 8262, section: '3.2' },
  { name: 'Content-Language', kind: 'languageTags', many: true, rfc: 3261, section: '20.13' },
  { name: 'Content-Length', compact: 'l', kind: 'number', many: false, rfc: 3261, section: '20.14' },
  { name: 'Content-Type', compact: 'c', kind: 'mediaType', many: false, rfc: 3261, section: '20.15' },
  { name: 'CSeq', kind: 'cseq', many: false, rfc: 3261, section: '20.16' },
  { name: 'Date', kind: 'date', many: false, rfc: 3261, section: '20.17' },
  { name: 'Diversion', kind: 'diversion', many: true, rfc: 5806, section: '4' },
  { name: 'Error-Info', kind: 'errorInfo', many: true, rfc: 3261, section: '20.18' },
  { name: 'Event', compact: 'o', kind: 'event', many: false, rfc: 6665, section: '8.2.1' },
  { name: 'Expires', kind: 'number', many: false, rfc: 3261, section: '20.19' },
  { name: 'Feature-Caps', kind: 'featureCaps', many: true, rfc: 6809, section: '6.2.1' },
  { name: 'Flow-Timer', kind: 'number', many: false, rfc: 5626, section: '10' },
  { name: 'From', compact: 'f', kind: 'from', many: false, rfc: 3261, section: '20.20' },
  { name: 'Geolocation', kind: 'location', many: true, rfc: 6442, section: '4.1' },
  { name: 'Geolocation-Error', kind: 'locationError', many: false, rfc: 6442, section: '4.4' },
  { name: 'Geolocation-Routing', kind: 'locationRouting', many: false, rfc: 6442, section: '4.2' },
  { name: 'History-Info', kind: 'historyInfo', many: true, rfc: 7044, section: '5' },
  { name: 'Identity', compact: 'y', kind: 'identity', many: true, rfc: 8224, section: '4' },
  { name: 'Identity-Info', compact: 'n', kind: 'identityInfo', many: false, rfc: 4474, section: '9' },
  { name: 'In-Reply-To', kind: 'callIds', many: true, rfc: 3261, section: '20.21' },
  { name: 'Info-Package', kind: 'tokenParams', many: false, rfc: 6086, section: '7.2' },
  { name: 'Join', kind: 'join', many: false, rfc: 3911, section: '7.1' },
  { name: 'Max-Breadth', kind: 'number', many: false, rfc: 5393, section: '5.8' },
  { name: 'Max-Forwards', kind: 'number', many: false, rfc: 3261, section: '20.22' },
  { name: 'MIME-Version', kind: 'mimeVersion', many: false, rfc: 3261, section: '20.24' },
  { name: 'Min-Expires', kind: 'number', many: false, rfc: 3261, section: '20.23' },
  { name: 'Min-SE', kind: 'minSe', many: false, rfc: 4028, section: '5' },
  { name: 'Organization', kind: 'text', many: false, rfc: 3261, section: '20.25' },
  { name: 'P-Access-Network-Info', kind: 'accessNetwork', many: true, rfc: 7315, section: '5.4' },
  { name: 'P-Answer-State', kind: 'tokenParams', many: false, rfc: 4964, section: '7.1' },
  { name: 'P-Asserted-Identity', kind: 'assertedIds', many: true, rfc: 3325, section: '9.1' },
  { name: 'P-Asserted-Service', kind: 'serviceId', many: true, rfc: 6050, section: '4.1' },
  { name: 'P-Associated-URI', kind: 'associatedUris', many: true, rfc: 7315, section: '5.1' },
  { name: 'P-Called-Party-ID', kind: 'calledParty', many: false, rfc: 7315, section: '5.2' },
  { name: 'P-Charge-Info', kind: 'assertedId', many: false, rfc: 8496, section: '6' },
  { name: 'P-Charging-Function-Addresses', kind: 'chargingAddresses', many: true, rfc: 7315, section: '5.5' },
  { name: 'P-Charging-Vector', kind: 'chargingVector', many: false, rfc: 7315, section: '5.6' },
  { name: 'P-DCS-Billing-Info', kind: 'billingInfo', many: false, rfc: 5503, section: '7.1' },
  { name: 'P-DCS-LAES', kind: 'surveillance', many: false, rfc: 5503, section: '8.1' },
  { name: 'P-DCS-OSPS', kind: 'ospsTag', many: false, rfc: 5503, section: '6.1' },
  { name: 'P-DCS-Redirect', kind: 'dcsRedirect', many: false, rfc: 5503, section: '8.1' },
  { name: 'P-DCS-Trace-Party-ID', kind: 'tracedParty', many: false, rfc: 5503, section: '5.1' },
  { name: 'P-Early-Media', kind: 'tokens', many: true, rfc: 5009, section: '8' },
  { name: 'P-Media-Authorization', kind: 'hexTokens', many: true, rfc: 3313, section: '5.1' },
  { name: 'P-Preferred-Identity', kind: 'assertedIds', many: true, rfc: 3325, section: '9.2' },
  { name: 'P-Preferred-Service', kind: 'serviceId', many: true, rfc: 6050, section: '4.2' },
  { name: 'P-Private-Network-Indication', kind: 'privateNetwork', many: false, rfc: 7316, section: '7' },
  { name: 'P-Profile-Key', kind: 'address', many: false, rfc: 5002, section: '5' },
  { name: 'P-Refused-URI-List', kind: 'refusedUri', many: true, rfc: 5318, section: '5' },
  { name: 'P-Served-User', kind: 'servedUser', many: false, rfc: 5502, section: '6' },
  { name: 'P-User-Database', kind: 'userDatabase', many: false, rfc: 4457, section: '4' },
  { name: 'P-Visited-Network-ID', kind: 'visitedNetwork', many: true, rfc: 7315, section: '5.3' },
  { name: 'Path', kind: 'route', many: true, rfc: 3327, section: '4' },
  { name: 'Permission-Missing', kind: 'addresses', many: true, rfc: 5360, section: '5.9.3' },
  { name: 'Policy-Contact', kind: 'policyContact', many: true, rfc: 6794, section: '4.4.5.2' },
  { name: 'Policy-ID', kind: 'policyId', many: true, rfc: 6794, section: '4.4.5.1' },
  { name: 'Priority', kind: 'priority', many: false, rfc: 3261, section: '20.26' },
  { name: 'Priv-Answer-Mode', kind: 'answerMode', many: false, rfc: 5373, section: '2' },
  { name: 'Privacy', kind: 'privacy', many: false, list: true, rfc: 3323, section: '4.2' },
  { name: 'Proxy-Authenticate', kind: 'challenge', many: true, rfc: 3261, section: '20.27' },
  { name: 'Proxy-Authorization', kind: 'credentials', many: true, rfc: 3261, section: '20.28' },
  { name: 'Proxy-Require', kind: 'someTokens', many: true, rfc: 3261, section: '20.29' },
  { name: 'RAck', kind: 'rack', many: false, rfc: 3262, section: '7.2' },
  { name: 'Reason', kind: 'reason', many: true, rfc: 3326, section: '2' },
  { name: 'Record-Route', kind: 'route', many: true, rfc: 3261, section: '20.30' },
  { name: 'Recv-Info', kind: 'tokenParamsList', many: true, rfc: 6086, section: '7.3' },
  { name: 'Refer-Events-At', kind: 'referEventsAt', many: false, rfc: 7614, section: '4.8' },
  { name: 'Refer-Sub', kind: 'referSub', many: false, rfc: 4488, section: '4' },
  { name: 'Refer-To', compact: 'r', kind: 'referTo', many: false, rfc: 3515, section: '2.1' },
  { name: 'Referred-By', compact: 'b', kind: 'referredBy', many: false, rfc: 3892, section: '3' },
  { name: 'Reject-Contact', compact: 'j', kind: 'rejectContact', many: true, rfc: 3841, section: '9.2' },
  { name: 'Remote-Party-ID', kind: 'remoteParty', many: true },
  { name: 'Replaces', kind: 'replaces', many: false, rfc: 3891, section: '6.1' },
  { name: 'Reply-To', kind: 'address', many: false, rfc: 3261, section: '20.31' },
  { name: 'Request-Disposition', compact: 'd', kind: 'directives', many: true, rfc: 3841, section: '9.1' },
  { name: 'Require', kind: 'someTokens', many: true, rfc: 3261, section: '20.32' },
  { name: 'Resource-Priority', kind: 'resourcePriority', many: true, rfc: 4412, section: '3.1' },
  { name: 'Retry-After', kind: 'retryAfter', many: false, rfc: 3261, section: '20.33' },
  { name: 'Route', kind: 'route', many: true, rfc: 3261, section: '20.34' },
  { name: 'RSeq', kind: 'number', many: false, rfc: 3262, section: '7.1' },
  { name: 'Security-Client', kind: 'security', many: true, rfc: 3329, section: '2.2' },
  { name: 'Security-Server', kind: 'security', many: true, rfc: 3329, section: '2.2' },
  { name: 'Security-Verify', kind: 'security', many: true, rfc: 3329, section: '2.2' },
  { name: 'Server', kind: 'products', many: false, rfc: 3261, section: '20.35' },
  { name: 'Service-Route', kind: 'route', many: true, rfc: 3608, section: '5' },
  { name: 'Session-Expires', compact: 'x', kind: 'sessionExpires', many: false, rfc: 4028, section: '4' },
  { name: 'Session-ID', kind: 'sessionId', many: false, rfc: 7989, section: '5' },
  { name: 'SIP-ETag', kind: 'entityTag', many: false, rfc: 3903, section: '11.3.1' },
  { name: 'SIP-If-Match', kind: 'entityTag', many: false, rfc: 3903, section: '11.3.2' },
  { name: 'Subject', compact: 's', kind: 'text', many: false, rfc: 3261, section: '20.36' },
  { name: 'Subscription-State', kind: 'subscriptionState', many: false, rfc: 6665, section: '8.2.3' },
  { name: 'Supported', compact: 'k', kind: 'tokens', many: true, rfc: 3261, section: '20.37' },
  { name: 'Suppress-If-Match', kind: 'entityTag', many: false, rfc: 5839, section: '7.2' },
  { name: 'Target-Dialog', kind: 'targetDialog', many: false, rfc: 4538, section: '7' },
  { name: 'Timestamp', kind: 'timestamp', many: false, rfc: 3261, section: '20.38' },
  { name: 'To', compact: 't', kind: 'from', many: false, rfc: 3261, section: '20.39' },
  { name: 'Trigger-Consent', kind: 'triggerConsent', many: true, rfc: 5360, section: '5.11.2' },
  { name: 'Unsupported', kind: 'someTokens', many: true, rfc: 3261, section: '20.40' },
  { name: 'User-Agent', kind: 'products', many: false, rfc: 3261, section: '20.41' },
  { name: 'User-to-User', kind: 'userToUser', many: true, rfc: 7433, section: '4.1' },
  { name: 'Via', compact: 'v', kind: 'via', many: true, rfc: 3261, section: '20.42' },
  { name: 'Warning', kind: 'warnings', many: true, rfc: 3261, section: '20.43' },
  { name: 'WWW-Authenticate', kind: 'challenge', many: true, rfc: 3261, section: '20.44' },
  // Without an RFC's grammar: kept as they stand, each as often as it comes. `readGeneric` takes them apart.
  { name: 'Additional-Identity', kind: 'text', many: true },
  { name: 'Alert', kind: 'text', many: true },
  { name: 'Also', kind: 'text', many: true },
  { name: 'Attestation-Info', kind: 'text', many: true },
  { name: 'Cellular-Network-Info', kind: 'text', many: true },
  { name: 'Cisco-Guid', kind: 'text', many: true },
  { name: 'DC-Info', kind: 'text', many: true },
  { name: 'Encryption', kind: 'text', many: true, rfc: 2543, section: '6.19' },
  { name: 'Hide', kind: 'text', many: true, rfc: 2543, section: '6.22' },
  { name: 'Origination-Id', kind: 'text', many: true },
  { name: 'P-Asserted-Identity-Verstat', kind: 'text', many: true },
  { name: 'P-Hint', kind: 'text', many: true },
  { name: 'P-Key-Flags', kind: 'text', many: true },
  { name: 'P-RTP-Stat', kind: 'text', many: true },
  { name: 'Priority-Share', kind: 'text', many: true },
  { name: 'Priority-Verstat', kind: 'text', many: true },
  { name: 'Relayed-Charge', kind: 'text', many: true },
  { name: 'Requested-By', kind: 'text', many: true },
  { name: 'Resource-Share', kind: 'text', many: true },
  { name: 'Response-Key', kind: 'text', many: true, rfc: 2543, section: '6.31' },
  { name: 'Response-Source', kind: 'text', many: true },
  { name: 'Restoration-Info', kind: 'text', many: true },
  { name: 'RTP-RxStat', kind: 'text', many: true },
  { name: 'RTP-TxStat', kind: 'text', many: true },
  { name: 'Service-Interact-Info', kind: 'text', many: true },
  { name: 'X-Asterisk-HangupCause', kind: 'text', many: true },
  { name: 'X-Asterisk-HangupCauseCode', kind: 'text', many: true },
  { name: 'X-FS-Support', kind: 'text', many: true },
  { name: 'X-RTP-Stat', kind: 'text', many: true },
] as const;

/** A name of the table. */
export type HeaderName = (typeof rows)[number]['name'];

/** The kind of value of each name. */
export type HeaderKinds = { readonly [Row in (typeof rows)[number] as Row['name']]: Row['kind'] };

/** The rows by their names in lower case, long and compact. */
export type HeaderRows = {
  readonly [
    Row in (typeof rows)[number] as
      | Lowercase<Row['name']>
      | (Row extends { readonly compact: infer Compact extends string } ? Compact : never)
  ]: Row;
};

/** The header fields known by name. Every other is text: `extension-header` of RFC 3261 §25.1. */
export const headerTable: readonly (HeaderRow & { readonly name: HeaderName })[] = rows;
