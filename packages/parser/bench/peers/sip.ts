import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';

type Party = { readonly uri: string; readonly params: Readonly<Record<string, string | null>> };
type Message = {
  readonly content: string;
  readonly headers: {
    readonly via: readonly { readonly params: Readonly<Record<string, string | null>> }[];
    readonly from: Party;
    readonly to: Party;
    readonly cseq: { readonly seq: number };
    readonly contact?: readonly Party[];
    readonly 'call-id': string;
    readonly 'content-type'?: string;
  };
};
type Sdp = { readonly m: readonly unknown[] };

const require = createRequire(import.meta.url);
const { parse }: { readonly parse: (bytes: Buffer) => Message | undefined } = require('sip');
const sdp: { readonly parse: (text: string) => Sdp } = require('sip/sdp');

/** `sip`: reads all headers it knows at once, by regular expressions. */
export const sip: Peer = {
  input: 'bytes',
  works: {
    identity: (bytes) => touchIdentity(parse(bytes)),
    headers: (bytes) => touchIdentity(parse(bytes)),
    'headers-sdp': (bytes) => {
      const message = parse(bytes);
      return touchIdentity(message) + touchSdp(message);
    },
    sdp: (bytes) => sdp.parse(bytes.toString('latin1')).m.length,
  },
  keeps: { headers: parse },
};

function touchIdentity(message: Message | undefined): number {
  if (message === undefined) return 0;
  const { via, from, to, cseq, contact } = message.headers;
  return (
    (via[0]?.params['branch']?.length ?? 0) +
    (from.params['tag']?.length ?? 0) +
    (to.params['tag']?.length ?? 0) +
    cseq.seq +
    message.headers['call-id'].length +
    (contact?.length ?? 0)
  );
}

function touchSdp(message: Message | undefined): number {
  return message?.headers['content-type'] === 'application/sdp' ? sdp.parse(message.content).m.length : 0;
}
