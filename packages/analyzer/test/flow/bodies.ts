import type { Actor, Options } from '../../src/expect/script/script.ts';
import { hostOf } from './sip-text.ts';

export type Body = { readonly type: string; readonly text: string };

/** Payload types that need no `rtpmap`, and those we give the others. */
const codecs: Readonly<Record<string, readonly [payloadType: number, clock: string]>> = {
  PCMU: [0, '8000'],
  GSM: [3, '8000'],
  PCMA: [8, '8000'],
  G722: [9, '8000'],
  G729: [18, '8000'],
  AMR: [96, '8000'],
  'AMR-WB': [97, '16000'],
  opus: [111, '48000/2'],
  'telephone-event': [101, '8000'],
  H264: [99, '90000'],
  VP8: [100, '90000'],
};

export function payloadTypeOf(codec: string): number {
  const known = codecs[codec];
  if (known === undefined) throw new Error(`no such codec: ${codec}`);
  return known[0];
}

const kinds = new Set(['audio', 'video', 'image', 'message', 'application', 'text']);
const directions = new Set(['sendrecv', 'sendonly', 'recvonly', 'inactive']);

/** The body of a message as its options say. `version`: of the session, counted by the sender. */
export function bodyOf(options: Options, sender: Actor, version: number): Body | undefined {
  if (options.body !== undefined) return options.body;
  if (options.sdp !== undefined) return { type: 'application/sdp', text: sdpOf(options.sdp, sender, version) };
  if (options.text !== undefined) return { type: 'text/plain', text: options.text };
  if (options.sipfrag !== undefined) {
    return { type: 'message/sipfrag;version=2.0', text: `SIP/2.0 ${options.sipfrag}\r\n` };
  }
  if (options.pidf !== undefined) return { type: 'application/pidf+xml', text: pidfOf(options.pidf, sender) };
  if (options.mwi !== undefined) return { type: 'application/simple-message-summary', text: summaryOf(options.mwi) };
  return undefined;
}

/** RFC 3863, of one tuple. */
function pidfOf(basic: string, { uri }: Actor): string {
  const entity = uri.replace(/^sips?:/, 'pres:');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="${entity}">`,
    `  <tuple id="a"><status><basic>${basic}</basic></status></tuple>`,
    '</presence>\r\n',
  ].join('\r\n');
}

/** RFC 3842 §5.2. */
function summaryOf({ waiting, voice }: NonNullable<Options['mwi']>): string {
  return `Messages-Waiting: ${waiting}\r\n${voice === undefined ? '' : `Voice-Message: ${voice}\r\n`}`;
}

/** `offer audio 192.0.2.1:4000 PCMU PCMA sendonly video 4002 H264`. `offer` and `answer` are for the reader; a port alone is at the sender's address. */
function sdpOf(words: readonly string[], sender: Actor, version: number): string {
  const media: string[][] = [];
  for (const word of words) {
    if (kinds.has(word)) media.push([word]);
    else if (media.length > 0) media.at(-1)?.push(word);
    else if (word !== 'offer' && word !== 'answer') throw new Error(`a medium was expected, found ${word}`);
  }
  const [family, address] = [sender.address.includes(':') ? 'IP6' : 'IP4', sender.address];
  const head = ['v=0', `o=${sender.name} 1 ${version} IN ${family} ${address}`, 's=-', `c=IN ${family} ${address}`];
  return [...head, 't=0 0', ...media.flatMap((one) => mediaLines(one, address))].map((line) => `${line}\r\n`).join('');
}

function mediaLines([kind = '', where = '', ...more]: readonly string[], senderAddress: string): string[] {
  const [, host, port = ''] = /^(?:(.*):)?(\d+)$/.exec(where) ?? [];
  if (port === '') throw new Error(`no port: ${where}`);
  const address = host?.replaceAll(/[[\]]/g, '');
  const connection = address === undefined || address === senderAddress ? [] : [connectionLine(address)];
  const attributes = more.filter((word) => word.startsWith('a='));
  const direction = more.filter((word) => directions.has(word)).map((word) => `a=${word}`);
  const bandwidths = more.filter((word) => word.startsWith('b='));
  const names = more.filter((word) => !/^[ab]=/.test(word) && !directions.has(word));
  if (kind === 'image') return [`m=image ${port} udptl t38`, ...connection, 'a=T38FaxVersion:0', ...attributes];
  if (kind === 'message')
    return [`m=message ${port} TCP/MSRP *`, ...connection, 'a=accept-types:text/plain', ...attributes];
  const profile = names.find((name) => name.includes('/')) ?? 'RTP/AVP';
  const list = names.filter((name) => !name.includes('/'));
  const types = list.map(payloadTypeOf);
  const maps = list.map((name) => `a=rtpmap:${payloadTypeOf(name)} ${name}/${codecs[name]?.[1]}`);
  return [
    `m=${kind} ${port} ${profile} ${types.join(' ')}`,
    ...connection,
    ...bandwidths,
    ...maps,
    ...direction,
    ...attributes,
  ];
}

function connectionLine(address: string): string {
  return `c=IN ${address.includes(':') ? 'IP6' : 'IP4'} ${hostOf(address).replaceAll(/[[\]]/g, '')}`;
}
