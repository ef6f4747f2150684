import type { SrtpFacts } from '../../rows/srtp-facts.ts';
import type { HeldBytes } from '../../transport/tls/held-bytes.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { estimateRollover } from './packet-index.ts';
import { isPrefix, type ProtectedRtp } from './rtp-transform.ts';
import type { SrtpKey } from './srtp-key.ts';
import type { SrtpKeyRing } from './srtp-key-ring.ts';
import { AEAD_TRY_BYTES, defaultSrtpLimits, type SrtpLimits, TRY_BYTES } from './srtp-limits.ts';

/** The payload of an opened packet, `bytes[start, end)`, its padding left out. The bytes are the receiver's to keep. */
export type SrtpPayload = { readonly bytes: Uint8Array; readonly start: number; readonly end: number };

/** Why a packet could not be opened. */
export type SrtpFailure = NonNullable<SrtpFacts['reason']>;

/** For people. */
export const srtpFailures: Readonly<Record<SrtpFailure, string>> = {
  'no-key': 'it is encrypted, and there is no key of it',
  key: 'it is encrypted, and none of the keys there are fits',
  'unsupported-suite': 'it is encrypted in a way that is not supported',
  cut: 'it is encrypted, and was not captured whole',
};

/** A key, and what of the packet would be what if it were the right one. */
type Candidate = { readonly key: SrtpKey; readonly as: ProtectedRtp };

/**
 * Opens the packets of one SRTP stream: one SSRC from one sender. Which of its keys protects a packet, and how often the sequence number has
 * begun anew (RFC 3711 §3.3.1), is known by the authentication: packets between may be missing, and the stream may have begun before the capture.
 */
export class SrtpStream {
  readonly #ring: SrtpKeyRing;
  readonly #tried: HeldBytes;
  readonly #rolloversTried: number;
  #current: SrtpKey | undefined;
  /** Whether the packets of the current key have the identifier that its description gives. */
  #hasMki = true;
  #highest = -1;
  #opened = 0;
  #failures = 0;
  #keyChanges = 0;
  #firstRollover = 0;
  #failure: SrtpFailure | undefined;

  /** `tried`: what all streams together may try in vain. */
  constructor(
    ring: SrtpKeyRing,
    tried: HeldBytes,
    { rolloversTried }: Pick<SrtpLimits, 'rolloversTried'> = defaultSrtpLimits,
  ) {
    this.#ring = ring;
    this.#tried = tried;
    this.#rolloversTried = rolloversTried;
  }

  /** Whether a key has opened some of it. */
  get hasOpened(): boolean {
    return this.#opened > 0;
  }

  /** Why the last packet that could not be opened was not. */
  get failure(): SrtpFailure | undefined {
    return this.#failure;
  }

  /** Undefined where it cannot be opened: `failure` says why. Of the packet, everything but where its payload ends is believed. */
  open(packet: RtpPacket): SrtpPayload | undefined {
    if (packet.slicedBytes > 0) return this.#fail('cut');
    const { keys } = this.#ring;
    if (keys.length === 0) return this.#fail(this.#ring.unsupported === undefined ? 'no-key' : 'unsupported-suite');
    const content = this.#openWithCurrent(packet) ?? this.#search(packet, keys);
    if (content === undefined) {
      this.#failures++;
      return this.#fail('key');
    }
    this.#opened++;
    this.#ring.earn();
    return withoutPadding(content, (packet.bytes[packet.start]! & 0x20) !== 0);
  }

  facts(): SrtpFacts {
    const key = this.#opened > 0 ? this.#current : undefined;
    const [anyKey] = this.#ring.keys;
    const reason = key === undefined ? (this.#failure ?? this.#reasonUntried()) : undefined;
    return {
      ...(key === undefined ? {} : { suite: key.master.suite.name }),
      ...(key?.frame === undefined ? {} : { keyFrame: key.frame }),
      keyed: (key ?? anyKey)?.master.source ?? 'unknown',
      decrypted: key !== undefined,
      ...(reason === undefined ? {} : { reason }),
      authenticationFailures: this.#failures,
      ...(key?.isAuthenticated === false ? { unauthenticated: true as const } : {}),
      ...(key?.master.rtp.encrypted === false || key?.master.suite.cipher === 'null'
        ? { unencrypted: true as const }
        : {}),
      ...(key !== undefined && this.#firstRollover > 0 ? { firstRollover: this.#firstRollover } : {}),
      ...(this.#keyChanges > 0 ? { keyChanges: this.#keyChanges } : {}),
    };
  }

  #reasonUntried(): SrtpFailure | undefined {
    if (this.#ring.keys.length > 0) return undefined;
    return this.#ring.unsupported === undefined ? 'no-key' : 'unsupported-suite';
  }

  #fail(failure: SrtpFailure): undefined {
    this.#failure = failure;
    return undefined;
  }

  #openWithCurrent(packet: RtpPacket): Uint8Array | undefined {
    const key = this.#current;
    if (key === undefined || !this.#isCertain(key)) return undefined;
    return this.#openWith(key, protectedRtp(packet, key, this.#hasMki), this.#estimate(packet.sequence));
  }

  /** Without authentication, any key opens any packet: the latest is the one. */
  #isCertain(key: SrtpKey): boolean {
    return key.isAuthenticated || this.#ring.keys[0] === key;
  }

  #estimate(sequence: number): number {
    return this.#highest < 0 ? 0 : estimateRollover(this.#highest, sequence);
  }

  /** Other keys with the counter that is likely, and with that of a new stream; then other counters; at last keys whose fit nothing proves. */
  #search(packet: RtpPacket, keys: readonly SrtpKey[]): Uint8Array | undefined {
    const likely = this.#estimate(packet.sequence);
    const candidates = this.#candidates(packet, keys);
    const proving = candidates.filter(({ key }) => key.isAuthenticated);
    // One try is free: others may have used up what may be tried.
    const [first] = proving;
    const latest = first && this.#openWith(first.key, first.as, likely);
    if (latest !== undefined) return latest;
    for (const { key, as } of proving) {
      const content = this.#try(key, as, likely) ?? (likely > 0 ? this.#try(key, as, 0) : undefined);
      if (content !== undefined) return content;
    }
    const content = this.#searchRollover(proving, likely);
    if (content !== undefined) return content;
    const believed = candidates.find(({ key }) => !key.isAuthenticated);
    return believed && this.#openWith(believed.key, believed.as, likely);
  }

  #searchRollover(candidates: readonly Candidate[], likely: number): Uint8Array | undefined {
    for (let away = 1; away < this.#rolloversTried && candidates.length > 0; away++) {
      for (const { key, as } of candidates) {
        if (!this.#ring.mayTry) return undefined;
        const content =
          this.#try(key, as, likely + away) ?? (likely > away ? this.#try(key, as, likely - away) : undefined);
        if (content !== undefined) return content;
      }
    }
    return undefined;
  }

  /** Each key with its identifier, where the packet has that, and without, for those who describe one and send none. */
  #candidates(packet: RtpPacket, keys: readonly SrtpKey[]): readonly Candidate[] {
    return keys.flatMap((key) => {
      const withMki = protectedRtp(packet, key, true);
      const plain = { key, as: protectedRtp(packet, key, false) };
      if (withMki.mkiBytes === 0) return [plain];
      const mkiEnd = packet.end - (key.master.suite.cipher === 'gcm' ? 0 : tagBytes(key));
      const found = packet.bytes.subarray(mkiEnd - withMki.mkiBytes, mkiEnd);
      if (!isPrefix(found, key.master.mki)) return key.isAuthenticated ? [plain] : [];
      return key.isAuthenticated ? [{ key, as: withMki }, plain] : [{ key, as: withMki }];
    });
  }

  #try(key: SrtpKey, packet: ProtectedRtp, rollover: number): Uint8Array | undefined {
    const bytes = key.master.suite.cipher === 'gcm' ? AEAD_TRY_BYTES : TRY_BYTES;
    if (!this.#ring.mayTry) return undefined;
    if (!this.#tried.take(bytes)) {
      // Nothing more may be tried of any stream.
      this.#ring.spend(Infinity);
      return undefined;
    }
    const content = this.#openWith(key, packet, rollover);
    if (content === undefined) this.#ring.spend(bytes);
    else this.#tried.release(bytes);
    return content;
  }

  #openWith(key: SrtpKey, packet: ProtectedRtp, rollover: number): Uint8Array | undefined {
    const content = key.openRtp(packet, rollover);
    if (content === undefined) return undefined;
    if (this.#current !== undefined && this.#current !== key) this.#keyChanges++;
    if (this.#opened === 0) this.#firstRollover = rollover;
    const index = rollover * 0x1_0000 + packet.sequence;
    // Another key or counter than was likely: the highest index is another as well.
    const isFollowing = this.#current === key && rollover === this.#estimate(packet.sequence);
    this.#highest = isFollowing ? Math.max(this.#highest, index) : index;
    this.#current = key;
    this.#hasMki = packet.mkiBytes > 0;
    return content;
  }
}

/** Behind the payload, where it is not AEAD's, which is part of it. */
function tagBytes({ master }: SrtpKey): number {
  return master.rtp.authenticated ? master.suite.rtpTagBytes : 0;
}

function protectedRtp(packet: RtpPacket, key: SrtpKey, hasMki: boolean): ProtectedRtp {
  const { bytes, start, payloadStart, end, ssrc, sequence } = packet;
  return { bytes, start, payloadStart, end, ssrc, sequence, mkiBytes: hasMki ? key.master.mki.length : 0 };
}

/** The last byte says how many there are, itself among them. RFC 3550 §5.1. */
function withoutPadding(bytes: Uint8Array, isPadded: boolean): SrtpPayload {
  const padding = isPadded ? (bytes.at(-1) ?? 0) : 0;
  return { bytes, start: 0, end: padding > bytes.length ? bytes.length : bytes.length - padding };
}
