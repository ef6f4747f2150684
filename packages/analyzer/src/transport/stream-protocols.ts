import { streamStartsLikeSip } from '@sipscope/parser';
import { HepStream, streamStartsLikeHep } from './hep-stream.ts';
import { streamStartsLikeMsrp } from './msrp/msrp-start.ts';
import { MsrpStream } from './msrp/msrp-stream.ts';
import { SipStream } from './sip-stream.ts';
import type { Connection, StreamReader } from './stream.ts';
import type { StreamContext } from './stream-context.ts';
import { openTls, streamStartsLikeTls } from './tls/tls-protocol.ts';
import { beginsWebSocket } from './websocket/begins-websocket.ts';
import { WebSocketReader } from './websocket/websocket-reader.ts';

/** A protocol that a connection may carry, and how it is read. */
export type StreamProtocol = {
  readonly name: string;
  /**
   * Whether a stream that begins with `bytes[start, end)` is of this protocol; undefined where only more bytes would tell. At least one byte is there.
   * `isBeginning`: these are the first bytes that were sent; else the capture came in later.
   */
  readonly begins: (bytes: Uint8Array, start: number, end: number, isBeginning: boolean) => boolean | undefined;
  read(connection: Connection, context: StreamContext): StreamReader;
  /** Whether it is looked for in later chunks too, where the capture came in later and the first bytes tell nothing. */
  readonly isFoundLater?: boolean;
};

const sip: StreamProtocol = {
  name: 'SIP',
  begins: streamStartsLikeSip,
  read: (connection, context) => new SipStream(connection, context.isSecure ? 'TLS' : 'TCP', context),
};

const webSocket: StreamProtocol = {
  name: 'WebSocket',
  begins: beginsWebSocket,
  read: (connection, context) => new WebSocketReader(connection, context),
  isFoundLater: true,
};

const hep: StreamProtocol = {
  name: 'HEP',
  begins: streamStartsLikeHep,
  read: (_, context) => new HepStream(context),
};

const msrp: StreamProtocol = {
  name: 'MSRP',
  begins: streamStartsLikeMsrp,
  read: (connection, context) => new MsrpStream(connection, context),
  isFoundLater: true,
};

const tls: StreamProtocol = { name: 'TLS', begins: streamStartsLikeTls, read: openTls };

/** What is looked for in the first bytes of a connection, in this order. One more protocol is one more row. */
export const streamProtocols: readonly StreamProtocol[] = [msrp, sip, tls, webSocket, hep];
