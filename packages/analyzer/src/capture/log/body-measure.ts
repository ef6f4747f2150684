/** How far a body has come with some line: as the log has it, and as it was if the log has cut the CRs; with the last line end and without. */
export type BodyMeasure = {
  readonly written: number;
  readonly writtenBare: number;
  readonly withCrs: number;
  readonly withCrsBare: number;
};

export const emptyBody: BodyMeasure = { written: 0, writtenBare: 0, withCrs: 0, withCrsBare: 0 };

/** The body with one more line: so many bytes, then a line end of so many, which may be missing. */
export function measured(before: BodyMeasure, textBytes: number, lineEndBytes: number): BodyMeasure {
  const writtenBare = before.written + textBytes;
  const withCrsBare = before.withCrs + textBytes;
  return {
    written: writtenBare + lineEndBytes,
    writtenBare,
    withCrs: withCrsBare + (lineEndBytes > 0 ? 2 : 0),
    withCrsBare,
  };
}

/** The bytes of the log that make up the body, and whether they need their CRs back, where its Content-Length holds in one of these ways. */
export function fittingEnd(
  body: BodyMeasure,
  contentLength: number | undefined,
  hasCrs: boolean,
): { readonly bytes: number; readonly needsCrs: boolean } | undefined {
  if (contentLength === body.written) return { bytes: body.written, needsCrs: false };
  if (contentLength === body.writtenBare) return { bytes: body.writtenBare, needsCrs: false };
  if (hasCrs) return undefined;
  if (contentLength === body.withCrs) return { bytes: body.written, needsCrs: true };
  return contentLength === body.withCrsBare ? { bytes: body.writtenBare, needsCrs: true } : undefined;
}
