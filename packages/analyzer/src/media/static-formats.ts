import { staticPayloads } from '@sipscope/parser';
import type { MeantFormat } from './format-use.ts';

/** What payload types stand for that need no description. RFC 3551 §6, tables 4 and 5. */
export const staticFormats: ReadonlyMap<number, MeantFormat> = new Map(
  staticPayloads.map(({ payloadType, encoding, clockHz, channels, parameters }) => {
    const format = { name: encoding, encoding: encoding.toUpperCase(), clockHz, channels, parameters };
    // Table 4 is of audio: what has the clock of video there is MPEG audio.
    const kind = clockHz === 90_000 && encoding !== 'MPA' ? ('video' as const) : ('audio' as const);
    return [payloadType, { format, kind }];
  }),
);
