import { isPrefix } from './rtp-transform.ts';
import type { SrtpKey } from './srtp-key.ts';
import type { SrtpKeyRing } from './srtp-key-ring.ts';

/** Opens the RTCP packets of one sender. Each says its index itself, so that none must be guessed. RFC 3711 §3.4. */
export class SrtcpStream {
  readonly #ring: SrtpKeyRing;
  #current: SrtpKey | undefined;
  #opened = 0;
  #failures = 0;

  constructor(ring: SrtpKeyRing) {
    this.#ring = ring;
  }

  get opened(): number {
    return this.#opened;
  }

  get failures(): number {
    return this.#failures;
  }

  /** The compound packet in clear text; undefined where it is not authentic with any of the keys. Of one that the capture cut, nothing is known. */
  open(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    const opened = this.#open(bytes, start, end);
    if (opened === undefined) this.#failures++;
    else this.#opened++;
    return opened;
  }

  #open(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    const current = this.#current && openWith(this.#current, bytes, start, end);
    if (current !== undefined) return current;
    for (const key of this.#ring.keys) {
      const opened = openWith(key, bytes, start, end);
      if (opened === undefined) continue;
      this.#current = key;
      return opened;
    }
    return undefined;
  }
}

/** With the identifier, where the packet has it, and without, for those who describe one and send none. */
function openWith(key: SrtpKey, bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const { suite, mki } = key.master;
  const mkiEnd = end - (suite.cipher === 'gcm' ? 0 : suite.rtcpTagBytes);
  const hasMki = mki.length > 0 && mkiEnd - mki.length >= start;
  const withMki =
    hasMki && isPrefix(bytes.subarray(mkiEnd - mki.length, mkiEnd), mki)
      ? key.openRtcp({ bytes, start, end, mkiBytes: mki.length })
      : undefined;
  return withMki ?? key.openRtcp({ bytes, start, end, mkiBytes: 0 });
}
