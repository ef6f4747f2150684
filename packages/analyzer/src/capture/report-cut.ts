import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';

/** Of what the capture ends inside. */
type CutPiece = {
  readonly kind: 'block' | 'record';
  readonly offset: number;
  /** Bytes it needs, and those there are. */
  readonly needed: number;
  readonly present: number;
};

/**
 * The capture ends inside a block or a record, and others were looked for behind its first byte: tells whether its length is wrong or the capture
 * was cut. True where another was found, which the window then begins with.
 */
export function reportCut(window: ByteWindow, diagnostics: CaptureDiagnostics, piece: CutPiece): boolean {
  const { kind, offset, needed, present } = piece;
  if (window.start < window.end) {
    const detail = `A ${kind} claims ${needed} bytes, more than there are, and another ${kind} follows.`;
    diagnostics.reportDamage(`capture-${kind}-length`, { offset, detail });
    return true;
  }
  const detail = `The capture ends after ${present} of the ${needed} bytes of a ${kind}.`;
  diagnostics.reportDamage('capture-truncated', { offset, detail });
  return false;
}
