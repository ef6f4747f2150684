import type { TlsConnections } from './tls-connections.ts';
import type { TlsRecord } from './tls-record.ts';

/** What is told of one connection. */
export class ConnectionReport {
  readonly #shared: TlsConnections;
  #isDecrypted = false;
  #isExplained = false;
  #lacksKey = false;

  constructor(shared: TlsConnections) {
    this.#shared = shared;
  }

  /** Whether it was seen that the key log has no key for it. */
  get lacksKey(): boolean {
    return this.#lacksKey;
  }

  countWithoutKey(): void {
    if (!this.#lacksKey) this.#shared.countWithoutKey();
    this.#lacksKey = true;
  }

  countDecrypted(): void {
    if (this.#isDecrypted) return;
    this.#isDecrypted = true;
    this.#shared.countDecrypted(this.#lacksKey);
  }

  /** Why it cannot be read: said once a connection. */
  explain(record: TlsRecord, detail: string): void {
    if (this.#isExplained) return;
    this.#isExplained = true;
    this.#shared.diagnostics.report('tls-record', { ...frameOf(record), detail });
  }

  tellFailed(record: TlsRecord): void {
    const detail =
      'A TLS record fails its authentication and was left out: it was changed on its way or in the capture, or the key log has another key for it.';
    this.#shared.diagnostics.reportDamage('tls-record', { ...frameOf(record), detail });
  }

  tellNoRecord(lengthBytes: number): void {
    const detail = `${lengthBytes} bytes of a TLS connection are no record: they were passed over.`;
    this.#shared.diagnostics.reportDamage('tls-record', { detail });
  }
}

function frameOf({ parts }: TlsRecord): { readonly frame?: number } {
  const frame = parts.at(-1)?.frame;
  return frame === undefined ? {} : { frame };
}
