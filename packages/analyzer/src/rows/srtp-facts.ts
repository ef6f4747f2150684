/** How a stream of SRTP could be read. No field has a key. */
export type SrtpFacts = {
  /** As `a=crypto` names it, also where DTLS chose it. Absent where no key fits. */
  readonly suite?: string;
  /** Where the key that fits, else the keys there are, come from: session descriptions (RFC 4568), or DTLS with a key log (RFC 5764). */
  readonly keyed: 'sdes' | 'dtls' | 'unknown';
  /** Of the message whose session description gave the key that fits. */
  readonly keyFrame?: number;
  readonly decrypted: boolean;
  /** Why it could not be decrypted. `key`: none of those there are fits. */
  readonly reason?: 'no-key' | 'key' | 'unsupported-suite' | 'cut';
  /** Packets that no key fits, of those that were opened. */
  readonly authenticationFailures: number;
  /** What was decrypted had no authentication: that the key fits is believed, not known. */
  readonly unauthenticated?: true;
  /** Only authenticated: the payload is sent in clear text. */
  readonly unencrypted?: true;
  /** Its first packet had this rollover counter: so many times 65,536 packets were sent before it. */
  readonly firstRollover?: number;
  /** Times another master key took over. */
  readonly keyChanges?: number;
  /** Header extensions are encrypted as well, and stay so (RFC 6904). */
  readonly encryptedExtensions?: true;
};

/** The association of DTLS whose keys the stream may have. RFC 5763, RFC 5764. */
export type DtlsFacts = {
  /** `DTLS 1.2` … */
  readonly version?: string;
  /** The protection profile that was chosen, as `a=crypto` names it, or its number. In DTLS 1.3 it is not to be seen. */
  readonly profile?: string;
  /** Whether the stream's source or destination is the client; absent where no hello was captured. */
  readonly client?: 'src' | 'dst';
  /** SHA-256 of the sender's certificate, where it was to be seen. */
  readonly certificate?: string;
  /** Whether the sender's certificate is the one that its session description names (RFC 8122 §6.2). */
  readonly fingerprint?: 'match' | 'mismatch';
  /** Why there is no key: `key-log`: it has no secret of this association; `hello`: ClientHello or ServerHello was not captured; `profile`: no profile of SRTP that can be opened was chosen; `suite`: a cipher suite whose hash is not known. */
  readonly noKey?: 'key-log' | 'hello' | 'profile' | 'suite';
  /** Frames of ClientHello, ServerHello and the certificate. */
  readonly frames: readonly number[];
};
