import type { FileHandle } from 'node:fs/promises';
import { type Place, pieceLength, placeLength } from '../capture/place.ts';

/** The bytes of a place in a file; throws where the file ends before them. */
export async function readPlace(file: FileHandle, place: Place): Promise<Uint8Array> {
  const bytes = new Uint8Array(placeLength(place));
  let at = 0;
  for (const piece of place) {
    const length = pieceLength(piece);
    if (piece.bytes !== undefined) bytes.set(piece.bytes, at);
    else await readPiece(file, bytes.subarray(at, at + length), piece.offset);
    at += length;
  }
  return bytes;
}

async function readPiece(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, offset + done);
    if (bytesRead === 0) throw new Error('it ends before the message that was asked for');
    done += bytesRead;
  }
}
