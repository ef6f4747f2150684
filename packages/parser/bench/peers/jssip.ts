import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';

type Message = {
  readonly via_branch: string | undefined;
  readonly from_tag: string | undefined;
  readonly to_tag: string | undefined;
  readonly call_id: string;
  readonly cseq: number;
  readonly headers: Readonly<Record<string, unknown>>;
  getHeader(name: string): string | undefined;
  getHeaders(name: string): readonly string[];
  parseSDP(): { readonly media: readonly unknown[] };
};

const require = createRequire(import.meta.url);
const {
  parseMessage,
}: { readonly parseMessage: (text: string) => Message | undefined } = require('jssip/lib/Parser.js');

/** JsSIP: reads every header it knows at once, by a grammar (PEG). */
export const jssip: Peer = {
  input: 'text',
  works: {
    identity: (text) => touchIdentity(parseMessage(text)),
    'jssip-headers': (text) => countHeaders(parseMessage(text)),
    headers: (text) => countHeaders(parseMessage(text)),
    'headers-sdp': (text) => {
      const message = parseMessage(text);
      const isSdp = message?.getHeader('Content-Type') === 'application/sdp';
      return countHeaders(message) + (isSdp ? message.parseSDP().media.length : 0);
    },
  },
  keeps: { headers: parseMessage },
};

function countHeaders(message: Message | undefined): number {
  return message === undefined ? 0 : Object.keys(message.headers).length;
}

function touchIdentity(message: Message | undefined): number {
  if (message === undefined) return 0;
  return (
    (message.via_branch?.length ?? 0) +
    (message.from_tag?.length ?? 0) +
    (message.to_tag?.length ?? 0) +
    message.cseq +
    message.call_id.length +
    message.getHeaders('contact').length
  );
}
