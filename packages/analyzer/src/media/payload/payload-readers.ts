import { makeBfcpReader } from '../bfcp/bfcp-reader.ts';
import { makeRtpFaxReader } from '../fax/rtp-fax-reader.ts';
import { makeUdptlReader } from '../fax/udptl-reader.ts';
import { makeRedReader } from '../redundancy/red-reader.ts';
import { repairReaders } from '../redundancy/repair-readers.ts';
import { videoReaders } from '../video/video-reader.ts';
import { makeComfortNoiseReader } from './comfort-noise-reader.ts';
import type { MakeDatagramReader, MakePayloadReader } from './payload-reader.ts';
import { makePcmReader } from './pcm-reader.ts';
import { makeRedundantEventReader } from './redundant-event-reader.ts';
import { makeTelephoneEventReader } from './telephone-event-reader.ts';
import { makeTelephoneToneReader } from './telephone-tone-reader.ts';
import { makeRedundantTextReader, makeTextReader } from './text-reader.ts';

/**
 * Who reads the payloads of a format, by its name in capital letters. A new reader gets a line here; several formats may have the same maker. Readers of one
 * stream are one for each of its formats.
 */
export const payloadReaders: ReadonlyMap<string, MakePayloadReader> = new Map<string, MakePayloadReader>([
  ['PCMU', makePcmReader],
  ['PCMA', makePcmReader],
  ['L16', makePcmReader],
  ['CN', makeComfortNoiseReader],
  ['TELEPHONE-EVENT', makeTelephoneEventReader],
  ['TONE', makeTelephoneToneReader],
  ['T140', makeTextReader],
  ['T38', makeRtpFaxReader],
  ...videoReaders,
  // RED of text has the clock of text (RFC 4103 §10.2).
  [
    'RED',
    makeRedReader((format, context) =>
      (format.clockHz === 1000 ? makeRedundantTextReader : makeRedundantEventReader)(format, context),
    ),
  ],
  ...repairReaders,
]);

/** Who reads what no RTP carries, by the protocol of its m-line in capital letters: `UDPTL`, `UDP/BFCP` … */
export const datagramReaders: ReadonlyMap<string, MakeDatagramReader> = new Map<string, MakeDatagramReader>([
  ['UDPTL', makeUdptlReader],
  ['UDP/BFCP', makeBfcpReader],
]);
