import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type UriParameterRow = Citation & {
  readonly name: string;
  /** A parameter of SIP URIs, or of telephone numbers. */
  readonly place: 'sip' | 'tel';
  /** What values it takes, in words. */
  readonly values?: string;
  readonly note?: string;
};

const rows = [
  { name: 'aai', place: 'sip', values: 'any', note: 'VoiceXML', rfc: 5552, section: '10' },
  { name: 'bnc', place: 'sip', values: 'flag', note: 'bulk number contact; no user part', rfc: 6140, section: '9.2' },
  {
    name: 'cause',
    place: 'sip',
    values: '302,380,404,408,480,486,503,...',
    note: 'redirect cause; RFC 8119 adds 380 for service number translation',
    rfc: 4458,
    section: '7',
  },
  { name: 'ccxml', place: 'sip', values: 'any', rfc: 5552, section: '10' },
  { name: 'comp', place: 'sip', values: 'sigcomp', rfc: 3486, section: '8' },
  { name: 'content-type', place: 'sip', values: 'any', note: 'announcement service', rfc: 4240, section: '3.3' },
  { name: 'delay', place: 'sip', values: 'digits', rfc: 4240, section: '3.3' },
  { name: 'duration', place: 'sip', values: 'digits', rfc: 4240, section: '3.3' },
  { name: 'extension', place: 'sip', values: 'any', rfc: 4240, section: '3.3' },
  {
    name: 'gr',
    place: 'sip',
    values: 'opaque or empty',
    note: 'GRUU marker; significant in comparison',
    rfc: 5627,
    section: '7',
  },
  {
    name: 'iotl',
    place: 'sip',
    values: 'homeA-homeB, homeB-visitedB, visitedA-homeA, homeA-visitedA, visitedA-homeB',
    note: 'joined by "."',
    rfc: 7549,
    section: '6.2',
  },
  { name: 'locale', place: 'sip', values: 'any', rfc: 4240, section: '3.3' },
  {
    name: 'lr',
    place: 'sip',
    values: 'flag',
    note: 'loose routing; "lr=on" seen in the wild',
    rfc: 3261,
    section: '19.1.1',
  },
  { name: 'm', place: 'sip', values: 'BS, NR, NL', note: 'call completion type', rfc: 6910, section: '12.3' },
  { name: 'maddr', place: 'sip', values: 'host', rfc: 3261, section: '19.1.1' },
  { name: 'maxage', place: 'sip', values: 'digits', rfc: 5552, section: '10' },
  { name: 'maxstale', place: 'sip', values: 'digits', rfc: 5552, section: '10' },
  {
    name: 'method',
    place: 'sip',
    values: 'method name',
    note: 'RFC 5552 reuses it for VoiceXML get/post',
    rfc: 3261,
    section: '19.1.1',
  },
  { name: 'ob', place: 'sip', values: 'flag', note: 'outbound', rfc: 5626, section: '11.3' },
  { name: 'param[n]', place: 'sip', values: 'any', rfc: 4240, section: '3' },
  { name: 'play', place: 'sip', values: 'URI', rfc: 4240, section: '3.3' },
  { name: 'pn-param', place: 'sip', values: 'any', rfc: 8599, section: '14.1' },
  { name: 'pn-prid', place: 'sip', values: 'any', note: 'push id: privacy sensitive', rfc: 8599, section: '14.1' },
  { name: 'pn-provider', place: 'sip', values: 'apns, fcm, webpush or empty', rfc: 8599, section: '14.1' },
  { name: 'pn-purr', place: 'sip', values: 'any', rfc: 8599, section: '14.1' },
  { name: 'postbody', place: 'sip', values: 'any', rfc: 5552, section: '10' },
  { name: 'repeat', place: 'sip', values: 'digits or forever', rfc: 4240, section: '3.3' },
  { name: 'sg', place: 'sip', values: 'any', rfc: 6140, section: '9.2' },
  { name: 'sigcomp-id', place: 'sip', values: 'URN', rfc: 5049, section: '16' },
  { name: 'target', place: 'sip', values: 'URI escaped', note: 'voicemail target', rfc: 4458, section: '7' },
  {
    name: 'transport',
    place: 'sip',
    values: 'udp, tcp, sctp, tls, ws',
    note: 'wss uses transport=ws in RFC 7118',
    rfc: 3261,
    section: '19.1.1',
  },
  { name: 'ttl', place: 'sip', values: '0-255', rfc: 3261, section: '19.1.1' },
  { name: 'user', place: 'sip', values: 'phone, ip, dialstring', rfc: 3261, section: '19.1.1' },
  { name: 'voicexml', place: 'sip', values: 'URI', rfc: 4240, section: '4.1' },
  { name: 'isub', place: 'tel', note: 'subaddress', rfc: 3966, section: '3' },
  { name: 'ext', place: 'tel', note: 'extension', rfc: 3966, section: '3' },
  { name: 'phone-context', place: 'tel', note: 'mandatory for local numbers', rfc: 3966, section: '3' },
  { name: 'isub-encoding', place: 'tel', rfc: 4715, section: '4' },
  { name: 'npdi', place: 'tel', note: 'number portability dip done', rfc: 4694, section: '4' },
  { name: 'rn', place: 'tel', note: 'routing number', rfc: 4694, section: '4' },
  { name: 'rn-context', place: 'tel', rfc: 4694, section: '4' },
  { name: 'cic', place: 'tel', note: 'carrier id', rfc: 4694, section: '4' },
  { name: 'cic-context', place: 'tel', rfc: 4694, section: '4' },
  { name: 'tgrp', place: 'tel', note: 'trunk group', rfc: 4904, section: '5' },
  { name: 'trunk-context', place: 'tel', rfc: 4904, section: '5' },
  { name: 'rport', place: 'sip', values: 'flag', note: 'misplaced Via parameter' },
  { name: 'nat', place: 'sip', values: 'yes', note: 'Kamailio/SER' },
  { name: 'alias', place: 'sip', values: 'ip~port~proto', note: 'Kamailio NAT alias' },
  { name: 'line', place: 'sip', values: 'any', note: 'snom/Grandstream contact marker' },
  { name: 'rinstance', place: 'sip', values: 'any', note: 'CounterPath contact marker' },
  { name: 'ftag', place: 'sip', values: 'any', note: 'SER/Kamailio Record-Route marker' },
  { name: 'did', place: 'sip', values: 'any', note: 'Kamailio/OpenSIPS dialog marker' },
  { name: 'vsf', place: 'sip', values: 'any', note: 'Kamailio uac_replace_from cookie' },
  { name: 'otg', place: 'sip', values: 'any', note: 'originating trunk group (vendor)' },
  { name: 'dtg', place: 'sip', values: 'any', note: 'destination trunk group (vendor)' },
  { name: 'cpc', place: 'sip', values: 'any', note: 'calling party category (3GPP TS 24.229 / expired draft)' },
  { name: 'oli', place: 'sip', values: 'any', note: 'originating line info' },
  {
    name: 'verstat',
    place: 'sip',
    values: 'TN-Validation-Passed etc',
    note: 'ATIS/3GPP caller verification status in From/PAI',
  },
] as const;

/** A name of the table. */
export type UriParameter = (typeof rows)[number]['name'];

/** Parameters of SIP and tel URIs, and those of vendors that are met. RFC 3969, RFC 3966 §3, RFC 5341. */
export const uriParameterTable: readonly (UriParameterRow & { readonly name: UriParameter })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function uriParameterRow(name: string): (typeof uriParameterTable)[number] | undefined {
  return findRow(uriParameterTable, 'name', name);
}
