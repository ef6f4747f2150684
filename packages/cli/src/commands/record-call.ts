import {
  AudioError,
  type AudioLeg,
  audioLegs,
  type CallRow,
  type OpenedCapture,
  type Recording,
  recordAudio,
  recordingHeader,
  WAV_HEADER_BYTES,
} from '@sipscope/analyzer';
import path from 'node:path';
import { CommandError, usageError } from '../command-error.ts';
import { exitStatus } from '../exit-status.ts';
import { WrittenFile } from '../written-file.ts';
import type { Wanted } from './extract.ts';

/** A WAV that was written. */
export type AudioFile = Recording & { readonly file: string; readonly dialog?: string };

type AudioWork = {
  readonly open: () => Promise<OpenedCapture>;
  readonly keyLog: Uint8Array | undefined;
  /** When the recording begins; undefined: with the media. */
  readonly from: string | undefined;
  readonly conceal: boolean;
};

/** What can be recorded; a usage error where nothing can. */
export function legsToRecord({ streams }: Wanted): readonly AudioLeg[] {
  const legs = audioLegs(streams);
  if (legs.length > 0) return legs;
  throw usageError('No audio of it was captured: "sipscope streams" lists what was.');
}

/** What was said: a file for each leg, the first by the name that was given, the others by that name with a number. */
export async function recordCall(name: string, legs: readonly AudioLeg[], work: AudioWork): Promise<AudioFile[]> {
  const files: AudioFile[] = [];
  for (const [at, leg] of legs.entries()) files.push(await recordLeg(nameOf(name, at), leg, work));
  return files;
}

async function recordLeg(
  name: string,
  { dialog, streams }: AudioLeg,
  { open, keyLog, from, conceal }: AudioWork,
): Promise<AudioFile> {
  const file = await WrittenFile.create(name);
  const capture = await open();
  try {
    await file.append(new Uint8Array(WAV_HEADER_BYTES));
    const { recording } = await recordAudio(capture, streams, {
      keyLog,
      conceal,
      from,
      onBytes: (bytes) => file.append(bytes),
    });
    await file.overwrite(recordingHeader(recording), 0);
    await file.finish();
    return { file: name, ...(dialog === undefined ? {} : { dialog }), ...recording };
  } catch (error) {
    await file.discard();
    if (error instanceof AudioError) throw new CommandError(exitStatus.unwritable, `"${name}": ${error.message}`);
    throw error;
  } finally {
    await capture.close();
  }
}

/** When the recording is to begin; undefined: with the media. */
export function startOfAudio(call: CallRow | undefined, from = 'media'): string | undefined {
  if (from === 'media') return undefined;
  if (from !== 'invite' && from !== 'answer')
    throw usageError(`--from is one of media, invite, answer; it cannot be "${from}".`);
  const start = from === 'invite' ? call?.started : call?.answered;
  if (start === undefined)
    throw usageError(
      call === undefined
        ? `--from ${from} needs a call: --call ID.`
        : 'The call was not answered: --from invite or media.',
    );
  return start;
}

/** `call.wav`, `call-2.wav` … */
function nameOf(name: string, at: number): string {
  if (at === 0) return name;
  const { dir, name: stem, ext } = path.parse(name);
  return path.join(dir, `${stem}-${at + 1}${ext}`);
}
