import type { HeaderName } from '../header/header-table.ts';
import type { DiagnosticCode } from './diagnostic-table.ts';
import type { Severity } from './diagnostic.ts';

/**
 * How severely to judge what one parse has found: `strict` as an element that keeps to the letter, `lenient` as one that accepts what the RFCs tell it
 * to accept, `ims` as one within a network of 3GPP's IMS.
 */
export type Profile = 'strict' | 'lenient' | 'ims';

/** Diagnostics that a profile judges otherwise than the diagnostic table: those of the codes, in the header fields; where one of both is missing, any. */
export type ProfileRow = {
  readonly codes?: readonly DiagnosticCode[];
  readonly headers?: readonly HeaderName[];
  readonly severity: Severity | 'ignored';
  /** Why the profile judges so. */
  readonly because: string;
  readonly rfc?: number;
  readonly section?: string;
};

const strict: readonly ProfileRow[] = [
  {
    codes: ['reason-phrase-space', 'line-end-lf', 'header-encoding', 'header-control', 'content-type-missing'],
    severity: 'error',
    because: 'the grammar, or a MUST beside it, leaves no choice',
    rfc: 3261,
    section: '7',
  },
  {
    codes: ['host-underscore', 'parameter-quotes', 'max-forwards-range', 'max-forwards-missing', 'product-syntax'],
    severity: 'error',
    because: 'the grammar, or a MUST beside it, leaves no choice',
    rfc: 3261,
    section: '25.1',
  },
  {
    codes: ['via-received-brackets', 'host-ipv6-three-colons'],
    severity: 'error',
    because: 'only the corrected grammar counts',
    rfc: 5954,
    section: '4.1',
  },
  { codes: ['history-index-zeros'], severity: 'error', because: 'only the newer RFC counts', rfc: 7044, section: '5' },
  { codes: ['identity-obsolete'], severity: 'error', because: 'only the newer RFC counts', rfc: 8224, section: '4' },
  { codes: ['tel-parameter-order'], severity: 'error', because: 'the order is a MUST', rfc: 3966, section: '3' },
  {
    codes: [
      'sdp-line-type',
      'sdp-order',
      'sdp-version',
      'sdp-line-repeated',
      'sdp-line-empty',
      'sdp-space',
      'sdp-ttl-misplaced',
      'sdp-attribute',
      'sdp-attribute-value',
      'sdp-rtpmap',
      'sdp-clock-rate',
      'sdp-fmtp',
      'sdp-ptime',
      'sdp-maxptime',
    ],
    severity: 'error',
    because: 'a description that is not of the grammar is refused',
    rfc: 8866,
    section: '9',
  },
  {
    codes: ['mime-boundary', 'mime-close-missing', 'mime-line-end', 'mime-part-headers'],
    severity: 'error',
    because: 'the grammar of multiparts leaves no choice',
    rfc: 2046,
    section: '5.1.1',
  },
];

const lenient: readonly ProfileRow[] = [
  {
    headers: [
      'Accept-Language',
      'Alert-Info',
      'Call-Info',
      'Content-Language',
      'Date',
      'Error-Info',
      'In-Reply-To',
      'MIME-Version',
      'Organization',
      'Priority',
      'Reason',
      'Retry-After',
      'Server',
      'Subject',
      'Timestamp',
      'User-Agent',
      'Warning',
    ],
    severity: 'info',
    because: 'a malformed header field that processing does not need is to be ignored',
    rfc: 3261,
    section: '8.2.2',
  },
  {
    codes: ['header-colon', 'header-name'],
    severity: 'info',
    because: 'what is no header field is none that processing needs',
    rfc: 3261,
    section: '8.2.2',
  },
  {
    codes: ['contact-expires'],
    severity: 'info',
    because: 'a malformed value counts as 3600 seconds',
    rfc: 3261,
    section: '20.10',
  },
  {
    codes: ['max-forwards-missing'],
    severity: 'info',
    because: 'a proxy adds it where it is missing',
    rfc: 3261,
    section: '16.6',
  },
  {
    codes: ['request-uri-brackets'],
    severity: 'info',
    because: 'the brackets may be ignored',
    rfc: 4475,
    section: '3.1.2.7',
  },
  {
    codes: ['start-line-space'],
    severity: 'info',
    because: 'the blanks may be ignored',
    rfc: 4475,
    section: '3.1.2.9',
  },
  {
    codes: ['request-uri-headers'],
    severity: 'info',
    because: 'the headers part may be ignored',
    rfc: 4475,
    section: '3.1.2.11',
  },
  {
    codes: ['addr-spec-brackets'],
    severity: 'info',
    because: 'the brackets may be inferred',
    rfc: 4475,
    section: '3.1.2.13',
  },
  { codes: ['uri-space'], severity: 'info', because: 'the spaces may be ignored', rfc: 4475, section: '3.1.2.14' },
  {
    codes: ['via-received-brackets', 'host-ipv6-three-colons'],
    severity: 'info',
    because: 'both forms are to be accepted',
    rfc: 5118,
    section: '4.5',
  },
  {
    codes: ['history-index-zeros', 'identity-obsolete'],
    severity: 'info',
    because: 'the form of the older RFC is still understood',
  },
  {
    codes: [
      'line-end-lf',
      'reason-phrase-space',
      'host-underscore',
      'header-encoding',
      'call-id-at',
      'parameter-quotes',
      'addr-spec-bare',
      'phone-user',
    ],
    severity: 'info',
    because: 'what is meant is beyond doubt, and most elements take it',
  },
  {
    codes: ['name-addr-brackets', 'route-brackets', 'uri-brackets', 'parameter-value', 'parameter-repeated'],
    severity: 'warning',
    because: 'something can be read, though elements may read different things',
  },
  {
    codes: ['tel-parameter-order', 'phone-user-context', 'product-syntax', 'mime-part-content-length'],
    severity: 'ignored',
    because: 'nothing depends on it',
  },
  {
    codes: ['sdp-version-missing', 'sdp-name-missing', 'sdp-timing-missing', 'sdp-origin-missing'],
    severity: 'warning',
    because: 'media can be set up without the line',
  },
];

const ims: readonly ProfileRow[] = [
  {
    codes: ['host-underscore'],
    severity: 'ignored',
    because: 'names of nodes within an IMS have underscores, and nobody outside sees them',
  },
  {
    codes: ['phone-user-context', 'phone-user'],
    severity: 'ignored',
    because: 'local numbers are those of the home network, which completes them (3GPP TS 24.229 §5.1.2A.1.5)',
  },
  {
    codes: ['parameter-form', 'parameter-quotes', 'value-form'],
    headers: [
      'P-Access-Network-Info',
      'P-Charging-Function-Addresses',
      'P-Charging-Vector',
      'P-Served-User',
      'P-Visited-Network-ID',
    ],
    severity: 'info',
    because: '3GPP TS 24.229 §7.2A gives the field forms that its RFC has not',
    rfc: 7315,
    section: '5',
  },
  {
    codes: ['via-received-brackets', 'product-syntax', 'tel-parameter-order'],
    severity: 'ignored',
    because: 'nothing within an IMS depends on it',
  },
];

/** What each profile judges otherwise than `diagnosticTable`. The first row that fits counts. */
export const profileTable: Readonly<Record<Profile, readonly ProfileRow[]>> = { strict, lenient, ims };
