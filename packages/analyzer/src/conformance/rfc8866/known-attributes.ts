import { sdpAttributeRow } from '@sipscope/parser/registry';

/** Attributes beside those of the parser's registry: of 3GPP, of older RFCs. */
const alsoKnown: ReadonlySet<string> = new Set([
  '3ge2ae',
  '3goobtc',
  '3gpp_maxrecvsdusize',
  '3gpp_sync_info',
  'alt',
  'alt-default-id',
  'alt-group',
  'anbr',
  'bfcpver',
  'channel',
  'chatroom',
  'cmid',
  'cname',
  'creq',
  'cs-correlation',
  'csup',
  'end-of-candidates',
  'framesize',
  'identity',
  'mediaclk',
  'msid-semantic',
  'msrp-cema',
  'previous-ssrc',
  'range',
  'resource',
  'omr-codec',
  'omr-m-att',
  'omr-m-bw',
  'omr-s-att',
  'omr-s-bw',
  'phone-context',
  'predefined_rohc_mode',
  'secondary-realm',
  'userid',
  'visited-realm',
]);

/** Whether sessions of SIP are known to use it. */
export function isKnownAttribute(name: string): boolean {
  return alsoKnown.has(name.toLowerCase()) || sdpAttributeRow(name) !== undefined;
}
