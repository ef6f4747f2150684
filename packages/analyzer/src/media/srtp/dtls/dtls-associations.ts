import type { CaptureDiagnostics } from '../../../capture/capture-diagnostics.ts';
import { HeldBytes } from '../../../transport/tls/held-bytes.ts';
import type { KeyLog } from '../../../transport/tls/key-log.ts';
import { defaultSrtpLimits, type SrtpLimits } from '../srtp-limits.ts';
import { DtlsAssociation } from './dtls-association.ts';
import { HANDSHAKE_RECORD } from './dtls-record.ts';

/** The associations of DTLS between pairs of addresses. */
export class DtlsAssociations {
  readonly #keyLog: KeyLog;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #limits: SrtpLimits;
  readonly #held: HeldBytes;
  /** By the pair of the flow, which is its number without its lowest bit; the one that began first comes first. */
  readonly #byPair = new Map<number, DtlsAssociation>();
  #isTold = false;
  #version = 0;

  constructor(keyLog: KeyLog, diagnostics: CaptureDiagnostics, limits: Partial<SrtpLimits> = {}) {
    this.#keyLog = keyLog;
    this.#diagnostics = diagnostics;
    this.#limits = { ...defaultSrtpLimits, ...limits };
    this.#held = new HeldBytes(this.#limits.dtlsHeldBytes);
  }

  /** Counts up when handshakes go on. */
  get version(): number {
    return this.#version;
  }

  /** A datagram of DTLS. `flow`: of `FlowTable`. What is encrypted is passed over. */
  receive(flow: number, bytes: Uint8Array, start: number, end: number, frame: number): void {
    if (bytes[start] !== HANDSHAKE_RECORD) return;
    const association = this.of(flow) ?? this.#begin(flow, frame);
    association.receive(flow, bytes, start, end, frame);
    this.#version++;
  }

  /** The one between the ends of a flow. */
  of(flow: number): DtlsAssociation | undefined {
    return this.#byPair.get(flow >> 1);
  }

  #begin(flow: number, frame: number): DtlsAssociation {
    const association = new DtlsAssociation(this.#keyLog, this.#held, this.#limits.dtlsMessageBytes);
    this.#byPair.set(flow >> 1, association);
    if (this.#byPair.size > this.#limits.dtlsAssociations) this.#forgetOldest(frame);
    return association;
  }

  #forgetOldest(frame: number): void {
    const [oldest] = this.#byPair;
    if (oldest === undefined) return;
    oldest[1].forget();
    this.#byPair.delete(oldest[0]);
    if (this.#isTold) return;
    this.#isTold = true;
    const detail = `More than ${this.#limits.dtlsAssociations} associations of DTLS: the oldest are forgotten, and what they protect is not decrypted.`;
    this.#diagnostics.report('reasm-limit', { frame, detail });
  }
}
