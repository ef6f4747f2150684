import { CaptureDiagnostics, type CaptureDiagnosticCode, type DiagnosticSample } from './capture-diagnostics.ts';
import { type CaptureFile, FILE_STRIDE } from './capture-file.ts';

/** Tells which file it is about, where only a place among all files is known. */
export class FilesDiagnostics extends CaptureDiagnostics {
  readonly #files: readonly CaptureFile[];

  constructor(files: readonly CaptureFile[]) {
    super();
    this.#files = files;
  }

  override report(code: CaptureDiagnosticCode, sample: DiagnosticSample): void {
    const { offset } = sample;
    if (offset === undefined || sample.file !== undefined) {
      super.report(code, sample);
      return;
    }
    const file = this.#files[Math.floor(offset / FILE_STRIDE)]?.name;
    super.report(code, { ...sample, ...(file === undefined ? {} : { file }), offset: offset % FILE_STRIDE });
  }
}
