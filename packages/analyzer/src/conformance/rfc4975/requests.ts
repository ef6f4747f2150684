import { msrpUriKey } from '../../messaging/party-address.ts';
import type { MediaFault } from '../media-case.ts';
import type { MsrpRequest } from '../msrp-request.ts';
import { quoted } from '../quoted.ts';
import { type MediaOutcome, msrpRule, type Rule } from '../rule.ts';

export const msrpRules: readonly Rule[] = [
  msrpRule({
    id: 'MSR-001',
    title: 'MSRP goes to another URI than its receiver has described',
    level: 'must',
    severity: 'error',
    rfc: 4975,
    section: '8.2',
    why: 'The receiver finds the session by the URI in To-Path: it answers 481 to one it does not know, and the message or file is lost.',
    advice: 'Put the a=path of the other side into To-Path as it stands, and the own one into From-Path.',
    right: 'a=path:msrp://bob.example.com:8888/9di4eae923wzd;tcp, and To-Path with the same URI',
    wrong: 'a=path:msrp://bob.example.com:8888/9di4eae923wzd;tcp, and To-Path: msrp://bob.example.com:8888/one;tcp',
    check: checkPath,
  }),
  msrpRule({
    id: 'MSR-002',
    title: 'Byte-Range, body and continuation flag of MSRP do not agree',
    level: 'must',
    severity: 'error',
    rfc: 4975,
    section: '7.1',
    why: 'The receiver puts a message together by them: a chunk is taken for the last one, or the end is waited for in vain.',
    advice: 'Let range-end be the last byte that is sent, or "*", and end the last chunk with $, all before with +.',
    right: 'Byte-Range: 1-5/5, a body of 5 bytes, $',
    wrong: 'Byte-Range: 1-5/10, a body of 5 bytes, $',
    check: checkRange,
  }),
];

function checkPath({ record, ends, describedBy, peersOf }: MsrpRequest): MediaOutcome {
  const { method, toPath, fromPath } = record.head;
  const to = toPath.at(-1);
  const from = fromPath.at(-1);
  if (method !== 'SEND' || to === undefined || from === undefined) return undefined;
  const sender = describedBy(from);
  if (sender === undefined) return 'G-MIDSTART';
  const peers = peersOf(sender);
  const [peer] = peers;
  if (peer === undefined) return 'G-MIDSTART';
  if (peers.some(({ path }) => msrpUriKey(path.at(-1) ?? '') === msrpUriKey(to))) return 'kept';
  // Relays, and who changes addresses on the way (RFC 6714), put URIs of their own there.
  if (toPath.length > 1 || fromPath.length > 1 || peers.some(({ path }) => path.length > 1)) return 'G-MULTIHOP';
  if (peers.some(({ path }) => sessionOf(path.at(-1) ?? '') === sessionOf(to))) return 'G-B2BUA';
  const seen = `To-Path is ${quoted(to)}, where the other side has described ${quoted(peer.path.at(-1) ?? '')}.`;
  return { seen, ends, timeNs: record.timeNs, frames: [record.frame, peer.seen.frame] };
}

/** What stands behind the address. */
function sessionOf(uri: string): string {
  return /^\w+:\/\/[^/;]*\/([^;]*)/.exec(uri.slice(0, 1024))?.[1] ?? uri;
}

function checkRange({ record, ends }: MsrpRequest): MediaOutcome {
  const { head, flag, bodyBytes, timeNs, frame } = record;
  const { byteRange, method } = head;
  if (method !== 'SEND' || byteRange === undefined || bodyBytes === undefined) return undefined;
  if (flag === undefined) return 'G-LOSS';
  const { start, end, total } = byteRange;
  const last = start + bodyBytes - 1;
  const fault = (seen: string): MediaFault => ({ seen, ends, timeNs, frames: [frame] });
  const range = `${start}-${end ?? '*'}/${total ?? '*'}`;
  if (end !== undefined && end !== last && flag !== '#')
    return fault(`Byte-Range is ${range}, and the body has ${bodyBytes} bytes: it ends with byte ${last}.`);
  if (total !== undefined && flag === '$' && last < total)
    return fault(`Byte-Range is ${range}, and the chunk ends with $, though ${total - last} bytes are to follow.`);
  if (total !== undefined && last > total) return fault(`Byte-Range is ${range}, and the body goes to byte ${last}.`);
  if (total !== undefined && flag === '+' && last === total)
    return fault(`Byte-Range is ${range}, and the last chunk ends with +.`);
  return 'kept';
}
