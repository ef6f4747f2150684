import type { CaptureDescription } from './capture-description.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { Packet } from './packet.ts';

/** Packets of several interfaces may be written a little out of order; a clock that was set goes back by more. */
const BACK_NS = 1e9;
/** A network with telephones is not silent for so long. */
const AHEAD_NS = 3_600e9;

/** Watches the packets of a capture, whatever its format: which were cut by a snap length, and where the clock was set. */
export class PacketWatch {
  readonly #description: CaptureDescription;
  readonly #diagnostics: CaptureDiagnostics;
  #lastTimeNs = 0;

  constructor(description: CaptureDescription, diagnostics: CaptureDiagnostics) {
    this.#description = description;
    this.#diagnostics = diagnostics;
  }

  receive(packets: readonly Packet[]): void {
    for (const packet of packets) {
      if (packet.end - packet.start < packet.originalLength) this.#reportSliced(packet);
      const sinceLast = packet.timeNs - this.#lastTimeNs;
      if (sinceLast < -BACK_NS || sinceLast > AHEAD_NS) this.#reportStep(packet, sinceLast);
      this.#lastTimeNs = packet.timeNs;
    }
  }

  #reportSliced({ frame, offset, start, end, originalLength }: Packet): void {
    this.#description.sliced++;
    const detail = `${end - start} of ${originalLength} bytes were captured.`;
    this.#diagnostics.report('capture-sliced', { frame, offset, detail });
  }

  #reportStep({ frame, offset }: Packet, stepNs: number): void {
    this.#description.clockSteps++;
    const seconds = (Math.abs(stepNs) / 1e9).toFixed(3);
    const detail =
      stepNs < 0
        ? `The time goes back by ${seconds} s: the clock was set, or captures were put together.`
        : `The time goes on by ${seconds} s: the clock was set, or nothing was captured for so long.`;
    this.#diagnostics.report('capture-clock-step', { frame, offset, detail });
  }
}
