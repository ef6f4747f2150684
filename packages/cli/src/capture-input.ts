import { analyze, type Analysis, type AnalyzeOptions, captureDamage } from '@sipscope/analyzer';
import { CaptureError, openCapture } from '@sipscope/analyzer/node';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import type { Notices } from './terminal/notices.ts';
import type { Output } from './terminal/output.ts';

/** An opened capture, as the analyzer hands it out. */
export type CaptureSource = Awaited<ReturnType<typeof openCapture>>;

export type CaptureWork = {
  readonly output: Output;
  readonly notices: Notices;
  readonly onMessage?: NonNullable<AnalyzeOptions['onMessage']>;
  /** Whether the text of every message is judged, for the summary to tell. */
  readonly readTexts?: true;
  /** Called before waiting for more of a capture that comes through a pipe. */
  readonly onPause?: () => void;
  /** Whether `use` reads messages again: a pipe is then kept until it has. */
  readonly rereads?: true;
  /** Ends the reading early, at the caller's wish: that is no damage. */
  readonly enough?: AbortSignal;
  /** Does what is to be done with the result, while the capture is still open. */
  readonly use: (analysis: Analysis, source: CaptureSource) => Promise<void> | void;
};

/** Reads and analyses one capture, `-` for stdin, and says on stderr what of it could not be read. */
export async function readCaptureFile(file: string, work: CaptureWork): Promise<ExitStatus> {
  const name = file === '-' ? 'stdin' : file;
  try {
    const source = await openCapture(file, { keep: work.rereads ?? false });
    try {
      return await analyseSource(name, source, work);
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    const sentence = error.code.startsWith('capture-') ? `${name}: ${error.message}` : error.message;
    work.notices.say(`${sentence} (${error.code})`);
    return exitStatus.unreadable;
  }
}

async function analyseSource(name: string, source: CaptureSource, work: CaptureWork): Promise<ExitStatus> {
  const { output, notices, enough, onMessage, readTexts } = work;
  const signal = enough === undefined ? output.closed : AbortSignal.any([output.closed, enough]);
  const analysis = await analyze(paced(source, work), {
    signal,
    diagnostics: source.diagnostics,
    onProgress: (progress) => notices.progress({ ...progress, bytesRead: source.bytesRead }, source.size),
    ...(onMessage === undefined ? {} : { onMessage }),
    ...(readTexts === undefined ? {} : { readTexts }),
  });
  notices.clear();
  await work.use(analysis, source);
  if (signal.aborted || analysis.facts.damaged === undefined) return exitStatus.ok;
  notices.say(`${name}: ${damageText(analysis)}`);
  return exitStatus.damaged;
}

/** The chunks, each asked for when the rows of the one before have gone out. */
async function* paced(source: CaptureSource, { output, onPause }: CaptureWork): AsyncGenerator<Uint8Array> {
  const isPipe = source.size === undefined;
  for await (const chunk of source.chunks()) {
    yield chunk;
    if (isPipe) onPause?.();
    await output.drain();
  }
}

function damageText(analysis: Analysis): string {
  const damage = captureDamage(analysis.summary());
  const causes = damage.map(({ code, count, samples }) => {
    const where = samples[0]?.offset === undefined ? '' : ` at byte ${samples[0].offset}`;
    return `${code}${where}${count > 1 ? `, ${count} times` : ''}`;
  });
  const why = causes.length === 0 ? '' : ` (${causes.join('; ')})`;
  const detail = damage[0]?.samples[0]?.detail ?? 'The capture ended early or is damaged.';
  return `${detail} What could be read was printed${why}.`;
}
