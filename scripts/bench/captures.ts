/** The captures that are measured: made when they are needed, in .cache/bench; large ones are deleted after use. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type LoadOptions, repeatCapture, writeLoadCapture } from '../load-capture.ts';
import { type StreamsLoad, writeStreamsCapture } from '../load-streams.ts';
import { root } from '../run-command.ts';

/**
 * What a capture is made of: so many calls, or as many as make so many bytes; `isRepeated`: the same few of them again and again. Or so many packets of RTP in so
 * many streams, with their calls.
 */
export type LoadRecipe = CallsRecipe | StreamsLoad;

type CallsRecipe = Omit<LoadOptions, 'mostBytes'> &
  ({ readonly calls: number } | { readonly bytes: number; readonly isRepeated?: boolean });

export type MadeCapture = { readonly file: string; readonly bytes: number };

const folder = path.join(root, '.cache/bench');
/** A capture of another generator is another capture. */
const generators = ['load-capture.ts', 'load-messages.ts', 'load-streams.ts'].map((name) =>
  path.join(root, 'scripts', name),
);
/** Smaller ones stay for the next run. */
const keptBytes = 300_000_000;
/** Stay free on the disk. */
const spareBytes = 2_000_000_000;
const repeatedCalls = 30_000;
const messagesPerCall = 6;
/** About: to see beforehand whether the disk has room. */
const shortMessageBytes = 410;
const longMessageBytes = 1070;
const rtpPacketBytes = 230;
const unfinished = '.part';

/** The largest that `use` may need on the disk at once is that of the one capture. Throws a `NoRoomError` where it does not fit. */
export async function withCapture<Result>(
  recipe: LoadRecipe,
  use: (capture: MadeCapture) => Promise<Result>,
): Promise<Result> {
  const capture = madeCapture(recipe);
  // Also where Ctrl-C ends the program.
  const remove = (): void => {
    if (capture.bytes > keptBytes) rmSync(capture.file, { force: true });
  };
  process.once('exit', remove);
  try {
    return await use(capture);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** The disk has no room for a capture. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
}

function madeCapture(recipe: LoadRecipe): MadeCapture {
  const file = path.join(folder, `${nameOf(recipe)}.pcap`);
  if (!isFresh(file)) make(recipe, file);
  return { file, bytes: statSync(file).size };
}

function make(recipe: LoadRecipe, file: string): void {
  mkdirSync(folder, { recursive: true });
  removeUnfinished();
  const wanted = sizeOf(recipe);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < wanted + spareBytes) {
    const gb = (bytes: number): string => (bytes / 1e9).toFixed(1);
    throw new NoRoomError(`the disk has ${gb(free)} GB left; ${gb(wanted + spareBytes)} GB are needed`);
  }
  write(recipe, `${file}${unfinished}`);
  renameSync(`${file}${unfinished}`, file);
}

function write(recipe: LoadRecipe, file: string): void {
  if ('packets' in recipe) {
    writeStreamsCapture(file, recipe);
  } else if ('calls' in recipe) {
    writeLoadCapture(file, recipe.calls, recipe);
  } else if (recipe.isRepeated === true) {
    const { hasDistinctMedia = false, isLong = false } = recipe;
    // Of a small size, at least some times over.
    const calls = Math.min(repeatedCalls, Math.ceil(recipe.bytes / (10 * messagesPerCall * shortMessageBytes)));
    repeatCapture(file, madeCapture({ calls, hasDistinctMedia, isLong }).file, recipe.bytes);
  } else {
    writeLoadCapture(file, Infinity, { ...recipe, mostBytes: recipe.bytes });
  }
}

function nameOf(recipe: LoadRecipe): string {
  if ('packets' in recipe) return `load-${recipe.streams}-streams-${recipe.packets}-packets`;
  return [
    'load',
    'calls' in recipe ? `${recipe.calls}-calls` : `${Math.round(recipe.bytes / 1e6)}-mb`,
    ...('bytes' in recipe && recipe.isRepeated === true ? ['repeated'] : []),
    ...(recipe.hasDistinctMedia === true ? ['distinct-media'] : []),
    ...(recipe.isLong === true ? ['long'] : []),
    ...(recipe.rtpPerMessage === undefined ? [] : [`${recipe.rtpPerMessage}-rtp`]),
  ].join('-');
}

function sizeOf(recipe: LoadRecipe): number {
  if ('packets' in recipe) return recipe.packets * rtpPacketBytes;
  if ('bytes' in recipe) return recipe.bytes;
  const messageBytes = recipe.isLong === true ? longMessageBytes : shortMessageBytes;
  return recipe.calls * messagesPerCall * (messageBytes + (recipe.rtpPerMessage ?? 0) * rtpPacketBytes);
}

function isFresh(file: string): boolean {
  if (!existsSync(file)) return false;
  const madeAt = statSync(file).mtimeMs;
  return generators.every((generator) => statSync(generator).mtimeMs < madeAt);
}

/** What a run that was killed left. */
function removeUnfinished(): void {
  for (const name of readdirSync(folder)) if (name.endsWith(unfinished)) rmSync(path.join(folder, name));
}
