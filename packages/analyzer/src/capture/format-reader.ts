import type { ByteWindow } from './byte-window.ts';
import type { CaptureDescription } from './capture-description.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { CaptureLimits } from './capture-limits.ts';
import type { CaptureClock, Packet } from './packet.ts';

/** What the readers of all formats are given. */
export type FormatContext = {
  readonly limits: CaptureLimits;
  readonly diagnostics: CaptureDiagnostics;
  /** Takes what the capture says of itself. */
  readonly description: CaptureDescription;
  /** Takes the TLS key log that a capture carries, part by part, each before the packets behind it; absent where nobody asks for it. */
  readonly onSecrets: ((text: string) => void) | undefined;
};

/** A format that a capture may be of. */
export type FileFormat = {
  /**
   * Whether the window, which holds the capture's beginning, shows this format; `unknown` while too little of it has come.
   * `last`: nothing will follow.
   */
  matches(window: ByteWindow, last: boolean): 'yes' | 'no' | 'unknown';
  open(context: FormatContext): FormatReader;
};

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
