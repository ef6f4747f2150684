/**
 * Where the bytes of a message are to be had, piece by piece: one piece of the capture for a datagram, several for what a stream carried, and bytes of
 * its own for what does not stand in the capture as it is: decrypted, unmasked, inflated.
 */
export type Place = readonly PlacePiece[];

/** A piece of the capture, counted after decompression; or the bytes themselves. */
export type PlacePiece =
  | { readonly offset: number; readonly length: number; readonly bytes?: undefined }
  | { readonly bytes: Uint8Array; readonly offset?: undefined; readonly length?: undefined };

/** Bytes of all pieces of a place. */
export function placeLength(place: Place): number {
  return place.reduce((sum, piece) => sum + pieceLength(piece), 0);
}

export function pieceLength(piece: PlacePiece): number {
  return piece.bytes === undefined ? piece.length : piece.bytes.length;
}

/** The part `[start, end)` of what stands at a place. */
export function partOfPlace(place: Place, start: number, end: number): Place {
  const parts: PlacePiece[] = [];
  let at = 0;
  for (const piece of place) {
    const length = pieceLength(piece);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    at += length;
    if (from >= to) continue;
    parts.push(
      piece.bytes === undefined
        ? { offset: piece.offset + from, length: to - from }
        : { bytes: piece.bytes.subarray(from, to) },
    );
  }
  return parts;
}
