import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type ViaTransportRow = Citation & {
  readonly name: string;
  readonly defaultPort: number;
  /** True where the transport itself sends again what is lost. */
  readonly reliable: boolean;
};

const rows = [
  { name: 'UDP', defaultPort: 5060, reliable: false, rfc: 3261, section: '25.1' },
  { name: 'TCP', defaultPort: 5060, reliable: true, rfc: 3261, section: '25.1' },
  { name: 'TLS', defaultPort: 5061, reliable: true, rfc: 3261, section: '25.1' },
  { name: 'SCTP', defaultPort: 5060, reliable: true, rfc: 3261, section: '25.1' },
  { name: 'TLS-SCTP', defaultPort: 5061, reliable: true, rfc: 4168, section: '4' },
  { name: 'WS', defaultPort: 80, reliable: true, rfc: 7118, section: '5.2' },
  { name: 'WSS', defaultPort: 443, reliable: true, rfc: 7118, section: '5.1' },
  { name: 'DTLS-UDP', defaultPort: 5061, reliable: false },
] as const;

/** A name of the table. */
export type ViaTransport = (typeof rows)[number]['name'];

/** Transports a Via names. RFC 3261 §18, RFC 4168 §4, RFC 7118 §5. */
export const viaTransportTable: readonly (ViaTransportRow & { readonly name: ViaTransport })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function viaTransportRow(name: string): (typeof viaTransportTable)[number] | undefined {
  return findRow(viaTransportTable, 'name', name);
}
