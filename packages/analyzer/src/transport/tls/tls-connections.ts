import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { type Delivery, noDeliveries } from '../delivery.ts';
import type { StreamReader } from '../stream.ts';
import { HeldBytes } from './held-bytes.ts';
import type { KeyLog } from './key-log.ts';
import { ResumableSessions } from './resumable-sessions.ts';
import { defaultTlsLimits, type TlsLimits } from './tls-limits.ts';
import { TlsReader } from './tls-reader.ts';

/** What was seen of TLS in a capture. */
export type TlsFacts = {
  readonly connections: number;
  /** Those of which at least one record could be decrypted. */
  readonly decrypted: number;
  /** What clients said they want to reach (RFC 6066 §3), in order of appearance, as many as are listed. */
  readonly serverNames: readonly string[];
};

export type TlsConnectionsOptions = {
  readonly keyLog: KeyLog;
  readonly diagnostics: CaptureDiagnostics;
  readonly limits?: Partial<TlsLimits> | undefined;
};

/** The TLS connections of a capture: what they share, and what is told of them together. */
export class TlsConnections {
  readonly keyLog: KeyLog;
  readonly diagnostics: CaptureDiagnostics;
  readonly limits: TlsLimits;
  readonly resumable: ResumableSessions;
  readonly held: HeldBytes;
  /** Bytes decrypted in vain. */
  readonly tried: HeldBytes;
  /** Connections that wait for a key. */
  readonly waiting: Set<TlsReader> = new Set();
  readonly #serverNames = new Set<string>();
  #connections = 0;
  #decrypted = 0;
  #withoutKey = 0;
  #gaveUp = 0;

  constructor({ keyLog, diagnostics, limits: given }: TlsConnectionsOptions) {
    this.keyLog = keyLog;
    this.diagnostics = diagnostics;
    const limits = { ...defaultTlsLimits, ...given };
    this.limits = limits;
    this.resumable = new ResumableSessions(limits.sessions);
    this.held = new HeldBytes(limits.heldBytes);
    this.tried = new HeldBytes(limits.triedBytes);
  }

  /** A reader for a connection that begins like TLS; `carried` makes the one for what it carries. */
  open(carried: () => StreamReader): StreamReader {
    this.#connections++;
    return new TlsReader(this, carried);
  }

  /** The key log has more secrets than before: what can be decrypted of what waited for them. */
  receiveKeys(): readonly Delivery[] {
    if (this.waiting.size === 0) return noDeliveries;
    return [...this.waiting].flatMap((reader) => reader.retry());
  }

  /** The capture ends, and with it the hope for keys. */
  end(): void {
    const { diagnostics, keyLog, held, limits } = this;
    if (held.refused && keyLog.bytes > 0) {
      const detail = `TLS connections held more than ${limits.heldBytes} bytes that wait for a key or for the rest of a record: some of it was dropped.`;
      diagnostics.report('reasm-limit', { detail });
    }
    if (keyLog.bytes === 0) return;
    if (keyLog.entries === 0) {
      const detail = 'The key log has no line that is a secret as programs write them where SSLKEYLOGFILE says.';
      diagnostics.report('tls-keylog', { detail });
    }
    if (this.#withoutKey === 0) return;
    const late =
      this.#gaveUp === 0
        ? ''
        : ` Of ${this.#gaveUp} of them more than ${limits.waitingBytes} bytes came before the end of the capture, and were not kept until then.`;
    diagnostics.report('tls-keylog', {
      detail: `The key log has no key for ${this.#withoutKey} of ${this.#connections} TLS connections: what they carry is not known.${late}`,
    });
  }

  facts(): TlsFacts | undefined {
    if (this.#connections === 0) return undefined;
    return { connections: this.#connections, decrypted: this.#decrypted, serverNames: [...this.#serverNames] };
  }

  addServerName(name: string): void {
    if (this.#serverNames.size < this.limits.serverNames) this.#serverNames.add(name);
  }

  countDecrypted(lacked: boolean): void {
    this.#decrypted++;
    if (lacked) this.#withoutKey--;
  }

  countWithoutKey(): void {
    this.#withoutKey++;
  }

  countGivenUp(): void {
    this.#gaveUp++;
  }
}
