import { methodTable, type SipMessage, startsLikeSip } from '@sipscope/parser';
import { streamStartsLikeMsrp } from './msrp/msrp-start.ts';

const space = 0x20;
const maxWordBytes = 64;
const methods: readonly string[] = methodTable.map(({ method }) => method);

/**
 * Whether a message of SIP or MSRP begins with these bytes, before which others may be missing: with a start line that is whole, and not the rest of one. `NVITE sip:…`
 * could be a request too, for any token is a method.
 */
export function beginsMessage(bytes: Uint8Array): boolean {
  if (!startsLikeSip(bytes)) return streamStartsLikeMsrp(bytes, 0, bytes.length) === true;
  const lineEnd = bytes.indexOf(0x0a);
  const line = firstWord(bytes.subarray(0, lineEnd === -1 ? undefined : lineEnd));
  if (line === undefined) return false;
  return line.word.startsWith('SIP/') ? isDigit(line.next) : methods.includes(line.word);
}

/** Whether the start line of a message is one, and not the rest of one whose beginning was lost. */
export function isWholeStart({ kind, bytes }: SipMessage): boolean {
  if (kind === 'invalid') return false;
  const word = firstWord(bytes)?.word;
  return word !== undefined && (methods.includes(word) || !methods.some((method) => method.endsWith(word)));
}

/** Up to the first blank, and the byte behind it. */
function firstWord(bytes: Uint8Array): { readonly word: string; readonly next: number | undefined } | undefined {
  let word = '';
  for (let at = 0; at < maxWordBytes && at < bytes.length; at++) {
    if (bytes[at] === space) return { word, next: bytes[at + 1] };
    word += String.fromCharCode(bytes[at]!);
  }
  return undefined;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
