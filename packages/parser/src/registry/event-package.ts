import type { Citation } from './citation.ts';

export type EventPackageRow = Citation & {
  readonly name: string;
  readonly type: 'package' | 'template' | 'vendor';
  /** What its NOTIFY carries. */
  readonly bodyTypes?: string;
  /** Seconds of a subscription that asks for none, or who sets them. */
  readonly defaultExpires?: string;
  readonly note?: string;
};

const rows = [
  {
    name: 'call-completion',
    type: 'package',
    bodyTypes: 'application/call-completion',
    defaultExpires: '3600',
    rfc: 6910,
    section: '12.1',
  },
  {
    name: 'certificate',
    type: 'package',
    bodyTypes: 'application/pkix-cert',
    defaultExpires: '86400',
    rfc: 6072,
    section: '6.1',
  },
  {
    name: 'conference',
    type: 'package',
    bodyTypes: 'application/conference-info+xml',
    defaultExpires: '3600',
    rfc: 4575,
    section: '9.1',
  },
  {
    name: 'consent-pending-additions',
    type: 'package',
    bodyTypes: 'application/resource-lists+xml',
    defaultExpires: '3600',
    rfc: 5362,
    section: '7.1',
  },
  {
    name: 'credential',
    type: 'package',
    bodyTypes: 'application/pkcs8',
    defaultExpires: '86400',
    rfc: 6072,
    section: '7.1',
  },
  {
    name: 'dialog',
    type: 'package',
    bodyTypes: 'application/dialog-info+xml',
    defaultExpires: '3600 (7200 for a single dialog)',
    note: 'also shared lines (RFC 7463)',
    rfc: 4235,
    section: '3.1',
  },
  {
    name: 'http-monitor',
    type: 'package',
    bodyTypes: 'message/http',
    defaultExpires: 'local policy (86400 not unreasonable)',
    rfc: 5989,
    section: '7.2',
  },
  {
    name: 'kpml',
    type: 'package',
    bodyTypes: 'application/kpml-request+xml, application/kpml-response+xml',
    defaultExpires: '7200',
    rfc: 4730,
    section: '7.1',
  },
  {
    name: 'load-control',
    type: 'package',
    bodyTypes: 'application/load-control+xml',
    defaultExpires: '3600',
    rfc: 7200,
    section: '8.1',
  },
  {
    name: 'message-summary',
    type: 'package',
    bodyTypes: 'application/simple-message-summary',
    defaultExpires: '3600',
    rfc: 3842,
    section: '7.1',
  },
  {
    name: 'poc-settings',
    type: 'package',
    bodyTypes: 'application/poc-settings+xml',
    defaultExpires: '3600',
    note: 'PUBLISHed, not SUBSCRIBEd',
    rfc: 4354,
    section: '9.1',
  },
  {
    name: 'presence',
    type: 'package',
    bodyTypes: 'application/pidf+xml',
    defaultExpires: '3600',
    rfc: 3856,
    section: '10',
  },
  {
    name: 'reg',
    type: 'package',
    bodyTypes: 'application/reginfo+xml',
    defaultExpires: '3761',
    rfc: 3680,
    section: '8.1',
  },
  {
    name: 'refer',
    type: 'package',
    bodyTypes: 'message/sipfrag',
    defaultExpires: 'set by notifier (first NOTIFY)',
    note: 'implicit subscription',
    rfc: 3515,
    section: '3.1',
  },
  {
    name: 'session-spec-policy',
    type: 'package',
    bodyTypes: 'application/media-policy-dataset+xml',
    defaultExpires: '7200',
    rfc: 6795,
    section: '5.1',
  },
  {
    name: 'spirits-INDPs',
    type: 'package',
    bodyTypes: 'application/spirits-event+xml',
    rfc: 3910,
    section: '5.3.2',
  },
  {
    name: 'spirits-user-prof',
    type: 'package',
    bodyTypes: 'application/spirits-event+xml',
    rfc: 3910,
    section: '6.3',
  },
  {
    name: 'ua-profile',
    type: 'package',
    bodyTypes: 'profile data',
    defaultExpires: '86400',
    rfc: 6080,
    section: '8.1',
  },
  {
    name: 'vq-rtcpxr',
    type: 'package',
    bodyTypes: 'application/vq-rtcpxr',
    defaultExpires: '3600',
    note: 'usually PUBLISHed',
    rfc: 6035,
    section: '5.1',
  },
  {
    name: 'winfo',
    type: 'template',
    bodyTypes: 'application/watcherinfo+xml',
    defaultExpires: '3600',
    note: 'used as presence.winfo etc.',
    rfc: 3857,
    section: '7',
  },
  {
    name: 'xcap-diff',
    type: 'package',
    bodyTypes: 'application/xcap-diff+xml',
    defaultExpires: '3600',
    rfc: 5875,
    section: '4.2',
  },
  {
    name: 'as-feature-event',
    type: 'vendor',
    bodyTypes: 'application/x-as-feature-event+xml',
    note: 'BroadWorks feature key sync',
  },
  { name: 'call-info', type: 'vendor', note: 'BroadWorks shared call appearance' },
  { name: 'line-seize', type: 'vendor', note: 'BroadWorks shared line seizure' },
  { name: 'check-sync', type: 'vendor', note: 'phone reprovision/reboot trigger (unsolicited NOTIFY)' },
  { name: 'talk', type: 'vendor', note: 'remote answer (unsolicited NOTIFY)' },
  { name: 'hold', type: 'vendor', note: 'remote hold (unsolicited NOTIFY)' },
  { name: 'keep-alive', type: 'vendor', note: 'NAT ping NOTIFY (unsolicited)' },
  { name: 'sla', type: 'vendor', note: 'early shared line appearance draft' },
  { name: 'sipfriend', type: 'vendor', note: 'rare' },
  { name: 'x-broadworks-hoteling', type: 'vendor', note: 'BroadWorks' },
  { name: 'vnd-microsoft-roaming-contacts', type: 'vendor', note: 'Lync' },
] as const;

/** A package of the table. */
export type EventPackage = (typeof rows)[number]['name'];

/** Event packages, and those of vendors that are met. RFC 6665 §7.2. */
export const eventPackageTable: readonly (EventPackageRow & { readonly name: EventPackage })[] = rows;

/** The row of that name. Upper and lower case differ. RFC 6665 §8.2.1. */
export function eventPackageRow(name: string): (typeof eventPackageTable)[number] | undefined {
  return eventPackageTable.find((row) => row.name === name);
}
