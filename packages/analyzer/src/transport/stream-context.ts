import type { DiagnosticCode } from '@sipscope/parser';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { FlowTable } from './flow-table.ts';
import type { ProtocolCounts } from './protocol-counts.ts';
import type { MsrpReport } from './msrp/msrp-record.ts';
import type { Connection, StreamReader } from './stream.ts';
import type { InflationBudget } from './websocket/inflation-budget.ts';
import type { TlsConnections } from './tls/tls-connections.ts';

/** Takes what is wrong with where messages begin and end in a stream: a code of the parser, and the packet it was seen in. */
export type FramingReport = (code: DiagnosticCode, frame: number) => void;

/** What a reader of streams is given besides its connection. */
export type StreamContext = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  readonly framing: FramingReport;
  /** Where nobody wants to know of MSRP, absent. */
  readonly msrp?: MsrpReport | undefined;
  /** Packets that carried no SIP, and such as brought keep-alives or junk besides. */
  readonly protocols: ProtocolCounts;
  /** See `NetworkLimits`. */
  readonly hepPayloadBytes?: number | undefined;
  /** Whether the bytes were decrypted: SIP in them came by TLS, SIP in a WebSocket by WSS. */
  readonly isSecure: boolean;
  /** Absent where TLS is not read: within TLS. */
  readonly tls?: TlsConnections | undefined;
  readonly webSocket: InflationBudget;
  /** The reader for what a connection carries once it is decrypted. */
  readonly decrypted: (connection: Connection) => StreamReader;
};
