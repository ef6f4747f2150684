import type { SdpValueKind } from '../../grammar/read-sdp-value.ts';

type LineRow = { readonly rule: string; readonly kind: SdpValueKind | undefined };

/** The lines of a session description: their rules, and the kinds of value that have a grammar. RFC 8866 §9. */
const lineRules: ReadonlyMap<string, LineRow> = new Map<string, LineRow>([
  ['v', { rule: 'proto-version', kind: undefined }],
  ['o', { rule: 'origin-field', kind: 'origin' }],
  ['s', { rule: 'session-name-field', kind: undefined }],
  ['i', { rule: 'information-field', kind: undefined }],
  ['u', { rule: 'uri-field', kind: undefined }],
  ['e', { rule: 'email-field', kind: undefined }],
  ['p', { rule: 'phone-field', kind: undefined }],
  ['c', { rule: 'connection-field', kind: 'connection' }],
  ['b', { rule: 'bandwidth-field', kind: 'bandwidth' }],
  ['t', { rule: 'time-field', kind: 'timing' }],
  ['r', { rule: 'repeat-field', kind: 'repeat' }],
  ['z', { rule: 'zone-field', kind: 'zone' }],
  ['k', { rule: 'key-field', kind: undefined }],
  ['a', { rule: 'attribute-field', kind: 'attribute' }],
  ['m', { rule: 'media-field', kind: 'media' }],
]);

/** The ABNF's name for a line of that letter. */
export function sdpRuleName(type: string): string {
  return lineRules.get(type)?.rule ?? 'line';
}

/** The kind of the line's value, where it has a grammar of its own. */
export function sdpValueKind(type: string): SdpValueKind | undefined {
  return lineRules.get(type)?.kind;
}
