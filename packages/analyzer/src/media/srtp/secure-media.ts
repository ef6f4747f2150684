import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import type { DtlsFacts } from '../../rows/srtp-facts.ts';
import type { StreamProblemRow } from '../../rows/stream-problem.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import { HeldBytes } from '../../transport/tls/held-bytes.ts';
import type { KeyLog } from '../../transport/tls/key-log.ts';
import type { FlowMedia } from '../flow-media.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { DtlsAssociations } from './dtls/dtls-associations.ts';
import { SecureFlow } from './secure-flow.ts';
import { defaultSrtpLimits, type SrtpLimits } from './srtp-limits.ts';
import { type SrtpFailure, type SrtpPayload, SrtpStream } from './srtp-stream.ts';

/** Packets of a stream that are opened to see whether a key fits, where nobody wants what they carry. */
const PROBES = 4;

/** What protects media: keys of session descriptions, associations of DTLS, and what all streams together may try. */
export class SecureMedia {
  readonly #associations: DtlsAssociations;
  readonly #keyLog: KeyLog;
  readonly #limits: SrtpLimits;
  readonly #tried: HeldBytes;
  readonly #flows = new WeakMap<FlowMedia, SecureFlow>();

  constructor(keyLog: KeyLog, diagnostics: CaptureDiagnostics, limits: Partial<SrtpLimits> = {}) {
    this.#limits = { ...defaultSrtpLimits, ...limits };
    this.#keyLog = keyLog;
    this.#associations = new DtlsAssociations(keyLog, diagnostics, this.#limits);
    this.#tried = new HeldBytes(this.#limits.triedBytes);
  }

  receiveDtls(flow: number, bytes: Uint8Array, start: number, end: number, frame: number): void {
    this.#associations.receive(flow, bytes, start, end, frame);
  }

  /** Whether DTLS has agreed upon SRTP there, whatever descriptions say. */
  isSecure(flow: number): boolean {
    return this.#associations.of(flow)?.isForSrtp === true;
  }

  stream(flow: FlowMedia): SecureStream {
    return new SecureStream(this.flow(flow), this.#tried, this.#limits);
  }

  /** Of SRTCP as well. */
  flow(media: FlowMedia): SecureFlow {
    let flow = this.#flows.get(media);
    if (flow === undefined) {
      flow = new SecureFlow(media, this.#associations, this.#keyLog, this.#limits);
      this.#flows.set(media, flow);
    }
    return flow;
  }
}

/** What is wrong with who has sent the certificate. RFC 8122 §6.2, RFC 5763 §5. */
export function certificateProblem(dtls: DtlsFacts | undefined): readonly StreamProblemRow[] {
  if (dtls?.fingerprint !== 'mismatch') return [];
  const text =
    'The certificate that the sender has shown is not the one that its session description names: somebody stands between, or the description is of another hop.';
  return [{ code: 'certificate-differs', text, frames: dtls.frames }];
}

/** One stream of SRTP: opens what is asked for. */
export class SecureStream {
  readonly #flow: SecureFlow;
  readonly #stream: SrtpStream;
  #probes = 0;

  constructor(flow: SecureFlow, tried: HeldBytes, limits: SrtpLimits) {
    this.#flow = flow;
    this.#stream = new SrtpStream(flow.ring, tried, limits);
  }

  /** Why the last packet that could not be opened was not. */
  get failure(): SrtpFailure | undefined {
    return this.#stream.failure;
  }

  /** Whether a key has opened some of it. */
  get hasOpened(): boolean {
    return this.#stream.hasOpened;
  }

  /** The first packets are opened, so that it is known whether it can be read. */
  probe(packet: RtpPacket): void {
    if (this.#probes >= PROBES) return;
    this.#flow.refresh();
    if (this.#flow.ring.keys.length === 0) return;
    this.#probes++;
    this.#stream.open(packet);
  }

  /** The payload in clear text: see `SrtpStream`. */
  open(packet: RtpPacket): SrtpPayload | undefined {
    this.#flow.refresh();
    return this.#stream.open(packet);
  }

  facts(): Pick<StreamFacts, 'srtp' | 'dtls'> {
    this.#flow.refresh();
    const dtls = this.#flow.dtlsFacts();
    const srtp = this.#stream.facts();
    return {
      srtp: { ...srtp, ...(this.#flow.encryptsExtensions ? { encryptedExtensions: true as const } : {}) },
      ...(dtls === undefined ? {} : { dtls }),
    };
  }
}
