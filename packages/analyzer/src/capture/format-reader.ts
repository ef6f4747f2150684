import type { ByteWindow } from './byte-window.ts';
import type { CaptureClock, Packet } from './packet.ts';

/** Reads one capture format: what `CaptureReader` hands on to once it has seen the magic. */
export type FormatReader = {
  readonly format: string;
  readonly clock: CaptureClock;
  /** LINKTYPE_ numbers in order of appearance. */
  readonly linkTypes: ReadonlySet<number>;
  /** Packets read so far. */
  readonly packets: number;
  /**
   * Reads what the window holds as a whole, adds its packets and moves the window's start behind them.
   * `last`: nothing will follow, so what is left is damaged.
   */
  read(window: ByteWindow, last: boolean, packets: Packet[]): void;
};
