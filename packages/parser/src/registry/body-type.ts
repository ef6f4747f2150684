import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type BodyTypeRow = Citation & {
  readonly name: string;
  readonly usedBy: string;
};

const rows = [
  { name: 'application/sdp', usedBy: 'INVITE UPDATE PRACK ACK', rfc: 8866, section: '8.1' },
  { name: 'message/sipfrag', usedBy: 'NOTIFY refer', rfc: 3420, section: '2' },
  { name: 'message/sip', usedBy: 'tunnelled', rfc: 3261, section: '27.5' },
  { name: 'message/cpim', usedBy: 'MESSAGE', rfc: 3862, section: '2' },
  { name: 'application/pidf+xml', usedBy: 'presence', rfc: 3863, section: '6' },
  { name: 'application/watcherinfo+xml', usedBy: 'winfo', rfc: 3858, section: '8' },
  { name: 'application/dialog-info+xml', usedBy: 'dialog', rfc: 4235, section: '8.1' },
  { name: 'application/conference-info+xml', usedBy: 'conference', rfc: 4575, section: '9.2' },
  { name: 'application/reginfo+xml', usedBy: 'reg', rfc: 3680, section: '8.2' },
  { name: 'application/simple-message-summary', usedBy: 'message-summary', rfc: 3842, section: '7.2' },
  { name: 'application/im-iscomposing+xml', usedBy: 'MESSAGE', rfc: 3994, section: '8.1' },
  { name: 'application/rlmi+xml', usedBy: 'eventlist', rfc: 4662, section: '8.3' },
  { name: 'multipart/related', usedBy: 'eventlist', rfc: 4662, section: '4' },
  { name: 'multipart/mixed', usedBy: 'any', rfc: 5621, section: '7' },
  { name: 'application/resource-lists+xml', usedBy: 'URI lists', rfc: 4826, section: '8.2.1' },
  { name: 'application/vq-rtcpxr', usedBy: 'quality report', rfc: 6035, section: '5.2' },
  { name: 'application/kpml-request+xml', usedBy: 'kpml', rfc: 4730, section: '7.2' },
  { name: 'application/kpml-response+xml', usedBy: 'kpml', rfc: 4730, section: '7.3' },
  { name: 'application/dtmf-relay', usedBy: 'INFO (Cisco legacy DTMF)' },
  { name: 'application/dtmf', usedBy: 'INFO (legacy DTMF)' },
  { name: 'application/ISUP', usedBy: 'SIP-I / SIP-T', rfc: 3204, section: '3.1' },
  { name: 'application/qsig', usedBy: 'QSIG tunnelling', rfc: 3204, section: '3.2' },
  { name: 'application/rs-metadata', usedBy: 'SIPREC (also seen as +xml)', rfc: 7866, section: '9' },
  { name: 'application/media_control+xml', usedBy: 'INFO fast update', rfc: 5168, section: '9' },
  { name: 'application/trickle-ice-sdpfrag', usedBy: 'INFO trickle ICE', rfc: 8840, section: '9.2' },
  { name: 'application/simple-filter+xml', usedBy: 'SUBSCRIBE filters', rfc: 4661, section: '9.1' },
  { name: 'application/pkcs7-mime', usedBy: 'S/MIME', rfc: 3261, section: '23' },
  { name: 'application/pkcs7-signature', usedBy: 'S/MIME', rfc: 3261, section: '23' },
  { name: 'multipart/signed', usedBy: 'S/MIME', rfc: 3261, section: '23' },
  { name: 'application/load-control+xml', usedBy: 'load-control', rfc: 7200, section: '8.2' },
  { name: 'application/call-completion', usedBy: 'call-completion', rfc: 6910, section: '12.2' },
  { name: 'message/imdn+xml', usedBy: 'IMDN', rfc: 5438, section: '8.1' },
  { name: 'text/plain', usedBy: 'MESSAGE', rfc: 2046, section: '4.1' },
  { name: 'application/3gpp-ims+xml', usedBy: 'IMS emergency/alternative service' },
  { name: 'application/vnd.3gpp.sms', usedBy: 'SMS over IP' },
  { name: 'application/vnd.3gpp.ussd', usedBy: 'USSD' },
  { name: 'application/vnd.etsi.mcid+xml', usedBy: 'MCID' },
  { name: 'application/csta+xml', usedBy: 'uaCSTA (ECMA)', rfc: 4661 },
  { name: 'application/x-q931', usedBy: 'legacy' },
  { name: 'application/pidf-diff+xml', usedBy: 'partial presence', rfc: 5262 },
  { name: 'application/lost+xml', usedBy: 'emergency routing', rfc: 5222 },
  {
    name: 'application/EmergencyCallData.ProviderInfo+xml',
    usedBy: 'emergency additional data',
    rfc: 7852,
    section: '7',
  },
  { name: 'application/EmergencyCallData.eCall.MSD', usedBy: 'eCall', rfc: 8147, section: '14.3' },
] as const;

/** A name of the table. */
export type BodyType = (typeof rows)[number]['name'];

/** Media types of the bodies of SIP messages. */
export const bodyTypeTable: readonly (BodyTypeRow & { readonly name: BodyType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function bodyTypeRow(name: string): (typeof bodyTypeTable)[number] | undefined {
  return findRow(bodyTypeTable, 'name', name);
}
