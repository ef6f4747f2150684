import { HandshakeReader } from './handshake-reader.ts';
import { RecordProtection } from './record-protection.ts';
import type { TlsConnections } from './tls-connections.ts';
import type { Generation, Role } from './tls-session.ts';

/** What is known of one direction of a connection. */
export type TlsSide = {
  readonly handshake: HandshakeReader;
  readonly protection: RecordProtection;
  /** Known from its hello. */
  role: Role | undefined;
  /** How often its keys were changed by a ChangeCipherSpec; those that TLS 1.3 sends for the sake of old middleboxes do not count. */
  epoch: number;
  /** The next record has other keys than the one before: these. */
  change: KeyChange | undefined;
  /** Nothing of it can be read any more. */
  isClosed: boolean;
};

/** `cipher`: by a ChangeCipherSpec, as the last hellos agreed. `update`: those that follow upon these, by Finished or KeyUpdate of TLS 1.3. */
export type KeyChange = { readonly kind: 'cipher' } | { readonly kind: 'update'; readonly after: Generation };

export function newSide({ limits, held, tried }: TlsConnections): TlsSide {
  return {
    handshake: new HandshakeReader(held, limits.handshakeBytes),
    protection: new RecordProtection(limits.sequencesTried, tried),
    role: undefined,
    epoch: 0,
    change: undefined,
    isClosed: false,
  };
}

/** From the next record on, the direction has other keys. */
export function expectChange(side: TlsSide, change: KeyChange): void {
  side.change = change;
  side.protection.start(undefined);
}
