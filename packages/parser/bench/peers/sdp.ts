import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';

type SdpUtils = {
  splitSections(text: string): readonly string[];
  matchPrefix(text: string, prefix: string): readonly string[];
  parseCandidate(line: string): unknown;
  parseMLine(section: string): unknown;
  parseRtpParameters(section: string): { readonly codecs: readonly unknown[] };
  getDirection(section: string, session: string): string;
};

const require = createRequire(import.meta.url);
const utils: SdpUtils = require('sdp');

/** sdp: no parser of a whole, but readers of pieces; here of the media lines, codecs, candidates and directions. */
export const sdp: Peer = {
  input: 'text',
  works: {
    sdp: (text) => {
      const [session = '', ...sections] = utils.splitSections(text);
      let found = 1;
      for (const section of sections) {
        utils.parseMLine(section);
        found += utils.parseRtpParameters(section).codecs.length;
        found += utils.getDirection(section, session).length;
        for (const line of utils.matchPrefix(section, 'a=candidate:')) found += utils.parseCandidate(line) ? 1 : 0;
      }
      return found;
    },
  },
};
