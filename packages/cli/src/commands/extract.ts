import {
  type Analysis,
  type CallRow,
  type ExtractOptions,
  extractPackets,
  jsonText,
  type OpenedCapture,
  type StreamRow,
} from '@sipscope/analyzer';
import { readKeyLogFile } from '@sipscope/analyzer/node';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { type CaptureSource, readCapture } from '../capture-input.ts';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { openAgain, refusePipes } from '../read-again.ts';
import { WrittenFile } from '../written-file.ts';
import { extractedText } from './extracted-text.ts';
import { type AudioFile, legsToRecord, recordCall, startOfAudio } from './record-call.ts';
import { chooseCall } from './read-call.ts';

/** What was written, for people and as JSON. */
export type Extracted = {
  readonly call?: string;
  readonly packets?: PacketFile;
  readonly audio?: readonly AudioFile[];
};

type PacketFile = { readonly file: string; readonly bytes: number };

/** What is wanted of the capture. */
export type Wanted = {
  readonly call: CallRow | undefined;
  readonly streams: readonly StreamRow[];
};

/** Writes the packets of a call, its media, and what was said. */
export async function extract({ files, format, options, output, notices }: CommandRun): Promise<ExitStatus> {
  if (options.output === undefined && options.audio === undefined)
    throw usageError('extract writes files: name them with -o OUT.pcapng, --audio OUT.wav or both.');
  if (options['keep-media'] === true && options.anonymize !== true)
    throw usageError('--keep-media goes with --anonymize: else media is kept anyway.');
  if (options.anonymize === true && options.audio !== undefined && options['keep-media'] !== true)
    throw usageError('--audio writes what was said, which --anonymize hides: --keep-media says that it may stay.');
  refusePipes(files);
  await refuseInputs(files, [options.output, options.audio]);
  const keyLog = options.keylog === undefined ? undefined : await readKeyLogFile(options.keylog);
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    rereads: true,
    use: async (analysis, source) => {
      const wanted = chooseWanted(analysis, options);
      const legs = options.audio === undefined ? [] : legsToRecord(wanted);
      const from = startOfAudio(wanted.call, options.from);
      const open = (): Promise<OpenedCapture> => openAgain(files, source, analysis.facts.bytes);
      const extracted: Extracted = {
        ...(wanted.call === undefined ? {} : { call: wanted.call.id }),
        ...(options.output === undefined
          ? {}
          : {
              packets: await writePackets(options.output, wanted, {
                analysis,
                source,
                open,
                keyLog,
                srtpKeys: options['srtp-keys'],
                anonymize: options.anonymize === true ? { keepMedia: options['keep-media'] } : undefined,
              }),
            }),
        ...(options.audio === undefined
          ? {}
          : {
              audio: await recordCall(options.audio, legs, { open, keyLog, from, conceal: options.conceal ?? false }),
            }),
      };
      output.write(format === 'json' ? `${jsonText(extracted, 2)}\n` : extractedText(extracted));
    },
  });
}

/** A call with its streams, or some streams. */
function chooseWanted(analysis: Analysis, { call: id, stream: ids }: CommandRun['options']): Wanted {
  const call = ids === undefined || id !== undefined ? chooseCall(analysis, id) : undefined;
  if (ids === undefined) return { call, streams: call === undefined ? [] : analysis.streamsOfCall(call.id) };
  const streams = [...analysis.streams()].filter((row) => ids.includes(row.id));
  const missing = ids.find((one) => !streams.some((row) => row.id === one));
  if (missing !== undefined)
    throw usageError(`The capture has no stream "${missing}": "sipscope streams" lists those it has.`);
  return { call, streams };
}

type PacketWork = {
  readonly analysis: Analysis;
  readonly source: CaptureSource;
  readonly open: () => Promise<OpenedCapture>;
  readonly keyLog: Uint8Array | undefined;
  readonly srtpKeys: boolean | undefined;
  readonly anonymize: ExtractOptions['anonymize'];
};

async function writePackets(
  name: string,
  { call, streams }: Wanted,
  { analysis, open, keyLog, srtpKeys, anonymize }: PacketWork,
): Promise<PacketFile> {
  const file = await WrittenFile.create(name);
  try {
    const frames = call === undefined ? [] : framesOfCall(analysis, call.id);
    const comment =
      call === undefined || anonymize !== undefined ? callOrMedia(call) : `Call ${call.id}: ${call.callIds.join(', ')}`;
    for await (const piece of extractPackets(open, { frames, streams }, { comment, keyLog, srtpKeys, anonymize }))
      await file.append(piece);
    await file.finish();
    return { file: name, bytes: file.bytes };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** Without names. */
function callOrMedia(call: CallRow | undefined): string {
  return call === undefined ? 'Streams of media' : `Call ${call.id}`;
}

/** Of all packets that carried its messages. */
function* framesOfCall(analysis: Analysis, call: string): Generator<number, void, undefined> {
  const noText = new Uint8Array(0);
  for (const message of analysis.messagesOfCall(call)) {
    const { frame, frames } = analysis.messageRow(message, noText);
    yield frame;
    if (frames !== undefined) yield* frames;
  }
}

/** Nobody loses a capture by naming it twice. */
async function refuseInputs(files: readonly string[], outputs: readonly (string | undefined)[]): Promise<void> {
  const places = await Promise.all([...files, ...outputs].map((name) => placeOf(name)));
  for (const [at, name] of outputs.entries()) {
    const place = places[files.length + at];
    if (name === '-') throw usageError('extract writes files: "-" is none.');
    if (place !== undefined && places.indexOf(place) < files.length + at)
      throw usageError(`"${name}" is named twice: what is read is not written over.`);
  }
}

async function placeOf(name: string | undefined): Promise<string | undefined> {
  if (name === undefined || name === '-') return undefined;
  return realpath(name).catch(() => path.resolve(name));
}
