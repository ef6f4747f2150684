import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';

type Message = {
  readonly viaBranch: string;
  readonly fromTag: string;
  readonly toTag: string;
  readonly callId: string;
  readonly cseq: number;
  readonly headers: Readonly<Record<string, unknown>>;
  getHeaders(name: string): readonly string[];
};
type Logger = { warn(text: string): void; error(text: string): void };

const require = createRequire(import.meta.url);
const {
  Parser,
}: {
  Parser: { parseMessage(text: string, logger: Logger): Message | undefined };
} = require('sip.js/lib/core/messages/parser.js');
const silent: Logger = { warn: () => {}, error: () => {} };

/** SIP.js: reads every header it knows at once, by a grammar (PEG). It leaves session descriptions to the browser. */
export const sipJs: Peer = {
  input: 'text',
  works: {
    identity: (text) => touchIdentity(Parser.parseMessage(text, silent)),
    'jssip-headers': countHeaders,
    headers: countHeaders,
  },
  keeps: { headers: (text) => Parser.parseMessage(text, silent) },
};

function countHeaders(text: string): number {
  const message = Parser.parseMessage(text, silent);
  return message === undefined ? 0 : Object.keys(message.headers).length;
}

function touchIdentity(message: Message | undefined): number {
  if (message === undefined) return 0;
  const { viaBranch, fromTag, toTag, callId, cseq } = message;
  const tags = (fromTag?.length ?? 0) + (toTag?.length ?? 0);
  return viaBranch.length + tags + callId.length + cseq + message.getHeaders('contact').length;
}
