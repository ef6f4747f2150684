import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';
import { parseWithTransform } from './sdp-transform.ts';

type Party = { readonly uri: string; readonly params: Readonly<Record<string, string | undefined>> };
type Headers = Readonly<Record<string, unknown>>;
type Message = { readonly body: string; readonly headers: Headers };
type Parser = {
  readonly parseSipMessage: (bytes: Buffer, lazy: boolean) => Message | undefined;
  readonly getParser: (name: string) => (value: { s: unknown; i: number }) => unknown;
};

const require = createRequire(import.meta.url);
const { parseSipMessage, getParser }: Parser = require('drachtio-srf/lib/sip-parser/parser.js');

/** drachtio-srf: cuts a message into header texts; a header is read by a regular expression where it is asked for, as its `getParsedHeader` does. */
export const drachtio: Peer = {
  input: 'bytes',
  works: {
    framing: (bytes) => countHeaders(parseSipMessage(bytes, true)),
    identity: (bytes) => {
      const message = parseSipMessage(bytes, true);
      return message === undefined ? 0 : touchIdentity(message.headers);
    },
    headers: (bytes) => countHeaders(parseSipMessage(bytes, false)),
    'headers-sdp': (bytes) => {
      const message = parseSipMessage(bytes, false);
      const type = message?.headers['content-type'];
      return countHeaders(message) + (type === 'application/sdp' ? parseWithTransform(message?.body ?? '') : 0);
    },
  },
  keeps: { framed: (bytes) => parseSipMessage(bytes, true), headers: (bytes) => parseSipMessage(bytes, false) },
};

function countHeaders(message: Message | undefined): number {
  return message === undefined ? 0 : Object.keys(message.headers).length;
}

function touchIdentity(headers: Headers): number {
  const read = (name: string): unknown => getParser(name)({ s: headers[name], i: 0 });
  const via = read('via') as readonly Party[];
  const from = read('from') as Party;
  const to = read('to') as Party;
  const cseq = read('cseq') as { readonly seq: number };
  const contacts = headers['contact'] === undefined ? 0 : (read('contact') as readonly Party[]).length;
  const callId = String(headers['call-id']);
  return (
    (via[0]?.params['branch']?.length ?? 0) +
    (from.params['tag']?.length ?? 0) +
    (to.params['tag']?.length ?? 0) +
    cseq.seq +
    callId.length +
    contacts
  );
}
