import type { PayloadFormat } from './media.ts';

/** The payload types that mean something without `a=rtpmap`. RFC 3551 §6, tables 4 and 5. */
export const staticPayloads: readonly PayloadFormat[] = [
  { payloadType: 0, encoding: 'PCMU', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 3, encoding: 'GSM', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 4, encoding: 'G723', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 5, encoding: 'DVI4', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 6, encoding: 'DVI4', clockHz: 16000, channels: 1, parameters: undefined },
  { payloadType: 7, encoding: 'LPC', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 8, encoding: 'PCMA', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 9, encoding: 'G722', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 10, encoding: 'L16', clockHz: 44100, channels: 2, parameters: undefined },
  { payloadType: 11, encoding: 'L16', clockHz: 44100, channels: 1, parameters: undefined },
  { payloadType: 12, encoding: 'QCELP', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 13, encoding: 'CN', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 14, encoding: 'MPA', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 15, encoding: 'G728', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 16, encoding: 'DVI4', clockHz: 11025, channels: 1, parameters: undefined },
  { payloadType: 17, encoding: 'DVI4', clockHz: 22050, channels: 1, parameters: undefined },
  { payloadType: 18, encoding: 'G729', clockHz: 8000, channels: 1, parameters: undefined },
  { payloadType: 25, encoding: 'CelB', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 26, encoding: 'JPEG', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 28, encoding: 'nv', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 31, encoding: 'H261', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 32, encoding: 'MPV', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 33, encoding: 'MP2T', clockHz: 90000, channels: 1, parameters: undefined },
  { payloadType: 34, encoding: 'H263', clockHz: 90000, channels: 1, parameters: undefined },
];
