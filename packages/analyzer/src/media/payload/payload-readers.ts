import type { MakeDatagramReader, MakePayloadReader } from './payload-reader.ts';

/**
 * Who reads the payloads of a format, by its name in capital letters. A new reader gets a line here; several formats may have the same maker. Readers of one
 * stream are one for each of its formats.
 */
export const payloadReaders: ReadonlyMap<string, MakePayloadReader> = new Map<string, MakePayloadReader>([]);

/** Who reads what no RTP carries, by the protocol of its m-line in capital letters: `UDPTL`, `UDP/BFCP` … */
export const datagramReaders: ReadonlyMap<string, MakeDatagramReader> = new Map<string, MakeDatagramReader>([]);
