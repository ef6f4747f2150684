import type { Place } from '@sipscope/analyzer';

/** What lies this close together is read at once, with what lies between. */
const nearBytes = 32 * 1024;
const mostBytes = 1024 ** 2;

type Run = { readonly start: number; end: number };

/**
 * The bytes at each place, read in few and large pieces: messages of a capture mostly lie one after the other.
 *
 * @param read - reads some places, as `CaptureInput.read` does one.
 */
export async function readTogether(
  places: readonly Place[],
  read: (places: readonly Place[]) => Promise<readonly Uint8Array[]>,
): Promise<readonly Uint8Array[]> {
  const runs = runsOf(places);
  const bytes = await read(runs.map(({ start, end }) => [{ offset: start, length: end - start }]));
  return places.map((place) => {
    const message = new Uint8Array(place.reduce((sum, piece) => sum + (piece.bytes?.length ?? piece.length ?? 0), 0));
    let at = 0;
    for (const piece of place) {
      const part = piece.bytes ?? partOf(runs, bytes, piece.offset, piece.length);
      message.set(part, at);
      at += part.length;
    }
    return message;
  });
}

function runsOf(places: readonly Place[]): readonly Run[] {
  const pieces = places
    .flat()
    .filter((piece) => piece.bytes === undefined)
    .toSorted((one, other) => one.offset - other.offset);
  const runs: Run[] = [];
  for (const { offset, length } of pieces) {
    const last = runs.at(-1);
    const end = offset + length;
    if (last !== undefined && offset - last.end <= nearBytes && end - last.start <= mostBytes)
      last.end = Math.max(last.end, end);
    else runs.push({ start: offset, end });
  }
  return runs;
}

/** The run that has it: the last that begins at or before it and reaches its end. */
function partOf(
  runs: readonly Run[],
  bytes: readonly Uint8Array[],
  offset: number,
  length: number,
): Uint8Array<ArrayBufferLike> {
  let [low, high] = [0, runs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  // A piece longer than those before it may reach beyond the run that begins last: then it is in its own, before that.
  for (let at = low; at >= 0; at -= 1) {
    const run = runs[at];
    if (run !== undefined && run.start <= offset && run.end >= offset + length)
      return bytes[at]!.subarray(offset - run.start, offset - run.start + length);
  }
  throw new RangeError('Every piece lies in a run.');
}
