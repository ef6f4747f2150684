import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';

/** OpenSIPS' pseudo-variables of a message, each read where it is asked for. */
type Message = Readonly<Record<string, string | number | undefined>>;

const require = createRequire(import.meta.url);
const { parse }: { readonly parse: (text: string) => Message } = require('sip-parsing');

/** sip-parsing: cuts a message into header texts. */
export const sipParsing: Peer = {
  input: 'text',
  works: {
    framing: (text) => Number(parse(text)['$ml']),
    identity: (text) => {
      const message = parse(text);
      return (
        lengthOf(message['hdr_via']) +
        lengthOf(message['$ft']) +
        lengthOf(message['$tt']) +
        lengthOf(message['$ci']) +
        lengthOf(message['$ct']) +
        Number(message['$cs'])
      );
    },
  },
  keeps: { framed: parse },
};

const lengthOf = (value: string | number | undefined): number => String(value).length;
