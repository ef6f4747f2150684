/** The lower stages by themselves: from a capture to its packets, to what IP carried in them, to the SIP messages in that. */

export { readPackets, type ReadPacket } from './read-packets.ts';
export { readDatagrams, type ReadDatagram, type ReadDatagramsOptions } from './read-datagrams.ts';
export { readMessages, type ReadMessage, type ReadMessagesOptions } from './read-messages.ts';
export type { CaptureSource, SourceItem, SourceOptions } from './capture/source-packets.ts';
export type { ForeignPacket, ForeignPacketOptions, PlainPacket } from './capture/foreign-packet.ts';
export type { TsharkPacket } from './capture/tshark-packet.ts';
export type { CaptureRecord } from './capture/packet-records.ts';
export { CaptureDiagnostics, type CaptureDiagnosticCode } from './capture/capture-diagnostics.ts';
export { CaptureError, type CaptureErrorCode } from './capture/capture-error.ts';
export type { CaptureInput } from './capture/capture-input.ts';
export type { CaptureFiles } from './capture/capture-files.ts';
export type { CaptureLimits } from './capture/capture-limits.ts';
export type { NetworkLimits } from './network/network-limits.ts';
export type { TcpLimits } from './transport/tcp-limits.ts';
