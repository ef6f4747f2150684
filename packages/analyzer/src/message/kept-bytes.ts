import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Place, PlacePiece } from '../capture/place.ts';

const nowhere: Place = [];

/** Keeps the bytes of messages that do not stand in the capture as they are, up to a limit of all together. */
export class KeptBytes {
  readonly #limitBytes: number;
  readonly #diagnostics: CaptureDiagnostics;
  #keptBytes = 0;
  #isTold = false;

  constructor(limitBytes: number, diagnostics: CaptureDiagnostics) {
    this.#limitBytes = limitBytes;
    this.#diagnostics = diagnostics;
  }

  /** A place that can be kept: it holds no more memory than its own bytes. Empty where there is no room for them; `frame` is told once. */
  keep(place: Place, frame: number): Place {
    let bytes = 0;
    for (const piece of place) bytes += piece.bytes?.length ?? 0;
    if (bytes === 0) return place;
    if (this.#keptBytes + bytes > this.#limitBytes) {
      this.#tell(frame);
      return nowhere;
    }
    this.#keptBytes += bytes;
    return place.map(ownPiece);
  }

  #tell(frame: number): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const detail = `More than ${this.#limitBytes} bytes of messages do not stand in the capture as they are (decrypted, unmasked, inflated): from here on such messages are analysed, but their text cannot be shown.`;
    this.#diagnostics.reportDamage('limit-memory', { frame, detail });
  }
}

/** A view would keep everything it is a view of. */
function ownPiece(piece: PlacePiece): PlacePiece {
  return piece.bytes === undefined || piece.bytes.length === piece.bytes.buffer.byteLength
    ? piece
    : { bytes: piece.bytes.slice() };
}
