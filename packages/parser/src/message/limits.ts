import { defaultSdpLimits } from '../body/sdp/sdp-limits.ts';

/** How much of a message is read. What lies beyond a limit stays in the bytes, and a diagnostic says that it was not read. */
export type Limits = {
  /** Bytes of the whole message. */
  readonly messageBytes: number;
  /** Bytes from the start line to the empty line. */
  readonly headerSectionBytes: number;
  /** Header fields. */
  readonly headers: number;
  /** Bytes of one header's value. */
  readonly valueBytes: number;
  /** Via values. */
  readonly vias: number;
  /** Levels of comments within comments. */
  readonly commentDepth: number;
  /** Bodies within bodies: multiparts, messages and fragments of them. */
  readonly bodyDepth: number;
  /** Parts of one multipart. */
  readonly bodyParts: number;
  /** `m=` sections of a session description. */
  readonly sdpMedia: number;
  /** `a=` lines of a session description. */
  readonly sdpAttributes: number;
};

/** The limits where nothing else is said. */
export const defaultLimits: Limits = {
  messageBytes: 4 * 1024 * 1024,
  headerSectionBytes: 256 * 1024,
  headers: 2000,
  valueBytes: 64 * 1024,
  vias: 255,
  commentDepth: 64,
  bodyDepth: 8,
  bodyParts: 256,
  sdpMedia: defaultSdpLimits.media,
  sdpAttributes: defaultSdpLimits.attributes,
};
