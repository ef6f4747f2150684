import type { RecentBytes } from './recent-bytes.ts';
import type { Direction, StreamChunk } from './stream.ts';
import type { TcpPiece } from './tcp-pieces.ts';

/** Takes what a stream gives, in order. */
export type TcpSink = {
  readonly outOfOrderBytes: number;
  readonly recent: RecentBytes;
  piece(direction: Direction, chunk: StreamChunk): void;
  /** What turned out to come before the first piece given: whole messages. */
  early(direction: Direction, pieces: readonly TcpPiece[]): void;
  gap(direction: Direction, lengthBytes: number, frame: number): void;
  end(direction: Direction): void;
  overlap(frame: number): void;
  limit(frame: number): void;
};
