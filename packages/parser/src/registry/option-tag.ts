import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type OptionTagRow = Citation & {
  readonly tag: string;
  /** The header fields that carry it. */
  readonly usedIn: string;
  readonly meaning: string;
};

const rows = [
  {
    tag: '100rel',
    usedIn: 'Supported,Require',
    meaning: 'reliable provisional responses (PRACK)',
    rfc: 3262,
    section: '8.1',
  },
  { tag: '199', usedIn: 'Supported', meaning: 'client wants 199 early-dialog-terminated', rfc: 6228, section: '11.2' },
  { tag: 'answermode', usedIn: 'Supported,Require', meaning: 'Answer-Mode negotiation', rfc: 5373, section: '8.3' },
  {
    tag: 'early-session',
    usedIn: 'Supported,Require',
    meaning: 'early-session body disposition',
    rfc: 3959,
    section: '7',
  },
  {
    tag: 'eventlist',
    usedIn: 'Supported,Require',
    meaning: 'subscription to resource lists (RLMI)',
    rfc: 4662,
    section: '8.1',
  },
  {
    tag: 'explicitsub',
    usedIn: 'Require,Supported',
    meaning: 'REFER with explicit subscription',
    rfc: 7614,
    section: '9.1',
  },
  {
    tag: 'from-change',
    usedIn: 'Supported',
    meaning: 'connected identity: From/To URI may change mid-dialog',
    rfc: 4916,
    section: '6',
  },
  { tag: 'geolocation-http', usedIn: 'Supported', meaning: 'location by HTTP dereference', rfc: 6442, section: '8.3' },
  { tag: 'geolocation-sip', usedIn: 'Supported', meaning: 'location by SIP dereference', rfc: 6442, section: '8.3' },
  {
    tag: 'gin',
    usedIn: 'Require,Proxy-Require,Supported',
    meaning: 'bulk number registration',
    rfc: 6140,
    section: '9.1',
  },
  { tag: 'gruu', usedIn: 'Supported', meaning: 'GRUU', rfc: 5627, section: '11.3' },
  { tag: 'histinfo', usedIn: 'Supported', meaning: 'History-Info', rfc: 7044, section: '14.1' },
  { tag: 'ice', usedIn: 'Require,Supported', meaning: 'ICE in SDP', rfc: 5768, section: '7.1' },
  { tag: 'join', usedIn: 'Supported,Require', meaning: 'Join header', rfc: 3911, section: '10.2' },
  { tag: 'multiple-refer', usedIn: 'Require,Supported', meaning: 'REFER with list', rfc: 5368, section: '11' },
  { tag: 'norefersub', usedIn: 'Supported', meaning: 'REFER without implicit subscription', rfc: 4488, section: '7' },
  { tag: 'nosub', usedIn: 'Require', meaning: 'REFER must not create subscription', rfc: 7614, section: '9.2' },
  { tag: 'outbound', usedIn: 'Supported,Require', meaning: 'client-initiated flows', rfc: 5626, section: '11.4' },
  { tag: 'path', usedIn: 'Supported,Require', meaning: 'Path header', rfc: 3327, section: '7' },
  { tag: 'policy', usedIn: 'Supported,Require', meaning: 'session policy', rfc: 6794, section: '6.4' },
  { tag: 'precondition', usedIn: 'Supported,Require', meaning: 'QoS preconditions', rfc: 3312, section: '11' },
  { tag: 'pref', usedIn: 'Require,Supported', meaning: 'caller preferences (registrar)', rfc: 3840, section: '12.3' },
  { tag: 'privacy', usedIn: 'Proxy-Require', meaning: 'privacy service', rfc: 3323, section: '7' },
  { tag: 'recipient-list-invite', usedIn: 'Require,Supported', meaning: 'list INVITE', rfc: 5366, section: '8' },
  { tag: 'recipient-list-message', usedIn: 'Require,Supported', meaning: 'list MESSAGE', rfc: 5365, section: '11' },
  {
    tag: 'recipient-list-subscribe',
    usedIn: 'Require,Supported',
    meaning: 'list SUBSCRIBE',
    rfc: 5367,
    section: '9.2',
  },
  {
    tag: 'record-aware',
    usedIn: 'Supported',
    meaning: 'UA understands recording indication',
    rfc: 7866,
    section: '11.1.2',
  },
  { tag: 'replaces', usedIn: 'Supported,Require', meaning: 'Replaces header', rfc: 3891, section: '9.2' },
  { tag: 'resource-priority', usedIn: 'Require,Supported', meaning: 'Resource-Priority', rfc: 4412, section: '12.3' },
  { tag: 'sdp-anat', usedIn: 'Supported,Require', meaning: 'ANAT grouping', rfc: 4092, section: '6' },
  {
    tag: 'sec-agree',
    usedIn: 'Require,Proxy-Require,Supported',
    meaning: 'security agreement',
    rfc: 3329,
    section: '6.5',
  },
  { tag: 'siprec', usedIn: 'Require,Supported', meaning: 'session recording', rfc: 7866, section: '11.1.1' },
  { tag: 'tdialog', usedIn: 'Supported,Require', meaning: 'Target-Dialog', rfc: 4538, section: '11.3' },
  { tag: 'timer', usedIn: 'Supported,Require', meaning: 'session timers', rfc: 4028, section: '12.3' },
  { tag: 'trickle-ice', usedIn: 'Supported,Require', meaning: 'trickle ICE', rfc: 8840, section: '12.4' },
  { tag: 'uui', usedIn: 'Supported,Require', meaning: 'User-to-User', rfc: 7433, section: '6.6' },
] as const;

/** A tag of the table. */
export type OptionTag = (typeof rows)[number]['tag'];

/** Option tags: what Supported, Require, Proxy-Require and Unsupported name. RFC 3261 §19.2, §27.1. */
export const optionTagTable: readonly (OptionTagRow & { readonly tag: OptionTag })[] = rows;

/** The row of that tag; upper and lower case are alike. */
export function optionTagRow(tag: string): (typeof optionTagTable)[number] | undefined {
  return findRow(optionTagTable, 'tag', tag);
}
