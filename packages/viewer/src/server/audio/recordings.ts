import { type AudioLeg, recordAudio, type RecordedAudio, recordingHeader, WAV_HEADER_BYTES } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a recording is made of. */
export type ToRecord = {
  readonly captureFile: string;
  readonly keyLog: Uint8Array | undefined;
  readonly leg: AudioLeg;
  readonly conceal: boolean;
  readonly from: string | undefined;
};

/** A recording that lies beside its capture. */
export type KeptRecording = RecordedAudio & { readonly file: string };

/** Recordings kept of one capture; those made first go first. */
const keptAtMost = 16;
/** Recordings made at a time. */
const atOnce = 2;

/** Recordings of calls, each made once: as files in a folder beside the capture, which go with it. */
export class Recordings {
  readonly #making = new Map<string, Promise<KeptRecording>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Rejects with an `AudioError` where it is longer than a file holds. */
  async of(wanted: ToRecord): Promise<KeptRecording> {
    const folder = path.join(path.dirname(wanted.captureFile), 'audio');
    const file = path.join(folder, `${nameOf(wanted)}.wav`);
    const made = this.#making.get(file) ?? (await keptRecording(file));
    if (made !== undefined) return made;
    const making = this.#inTurn(() => make(file, wanted)).finally(() => this.#making.delete(file));
    this.#making.set(file, making);
    return making;
  }

  async #inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    if (this.#running >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      return await act();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}

/** Another one where the rows of its streams have changed, or keys have come. */
function nameOf({ leg, conceal, from, keyLog }: ToRecord): string {
  const streams = leg.streams.map(({ row, side }) => [
    row.id,
    row.ssrc,
    row.firstFrame,
    row.lastFrame,
    row.codec,
    side,
  ]);
  const key = JSON.stringify([streams, conceal, from ?? '', keyLog?.length ?? 0]);
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function factsFile(file: string): string {
  return file.replace(/\.wav$/, '.json');
}

async function keptRecording(file: string): Promise<KeptRecording | undefined> {
  try {
    // Written by `make`, last of all.
    const recorded = JSON.parse(await readFile(factsFile(file), 'utf8')) as RecordedAudio;
    await stat(file);
    return { ...recorded, file };
  } catch {
    return undefined;
  }
}

async function make(file: string, { captureFile, keyLog, leg, conceal, from }: ToRecord): Promise<KeptRecording> {
  await mkdir(path.dirname(file), { recursive: true });
  const part = `${file}.part`;
  const wav = await open(part, 'w');
  const capture = await openCapture(captureFile);
  try {
    let at = WAV_HEADER_BYTES;
    const recorded = await recordAudio(capture, leg.streams, {
      keyLog,
      conceal,
      from,
      onBytes: async (bytes) => {
        await wav.write(bytes, 0, bytes.length, at);
        at += bytes.length;
      },
    });
    await wav.write(recordingHeader(recorded.recording), 0, WAV_HEADER_BYTES, 0);
    await wav.close();
    await rename(part, file);
    await writeFile(factsFile(file), JSON.stringify(recorded));
    await removeOldest(path.dirname(file));
    return { ...recorded, file };
  } catch (error) {
    await wav.close();
    await rm(part, { force: true });
    throw error;
  } finally {
    await capture.close();
  }
}

async function removeOldest(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.wav')).map((name) => path.join(folder, name));
  const dated = await Promise.all(files.map(async (file) => ({ file, madeMs: (await stat(file)).mtimeMs })));
  const old = dated.toSorted((a, b) => b.madeMs - a.madeMs).slice(keptAtMost);
  for (const { file } of old) {
    await rm(factsFile(file), { force: true });
    await rm(file, { force: true });
  }
}
