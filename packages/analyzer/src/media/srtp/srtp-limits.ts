/** How much of SRTP is believed, kept and tried. */
export type SrtpLimits = {
  /** Master keys that the streams of one sender may have; later ones take the place of the oldest. */
  readonly masterKeys: number;
  /** Rollover counters tried for a stream that may have begun long before the capture. */
  readonly rolloversTried: number;
  /** Bytes authenticated in vain, of all streams: each try counts as `TRY_BYTES` or `AEAD_TRY_BYTES`. */
  readonly triedBytes: number;
  /** Associations of DTLS remembered at a time. */
  readonly dtlsAssociations: number;
  /** Bytes of a handshake message of DTLS. */
  readonly dtlsMessageBytes: number;
  /** Bytes of handshake messages of DTLS that wait for their rest, of all associations. */
  readonly dtlsHeldBytes: number;
};

const KIB = 1024;
const MIB = 1024 * KIB;

export const defaultSrtpLimits: SrtpLimits = {
  masterKeys: 16,
  rolloversTried: 512,
  triedBytes: 32 * MIB,
  dtlsAssociations: 10_000,
  dtlsMessageBytes: 32 * KIB,
  dtlsHeldBytes: 32 * MIB,
};

/** What trying a rollover counter costs, as bytes that are authenticated meanwhile: with HMAC the packet itself is read once for all of them, with AEAD the key is made ready each time. */
export const TRY_BYTES = 1024;
export const AEAD_TRY_BYTES: number = 6 * TRY_BYTES;
