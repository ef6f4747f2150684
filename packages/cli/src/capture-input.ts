import { access } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import {
  analyzeFiles,
  type Analysis,
  type AnalyzeOptions,
  type AnalyzeProgress,
  captureDamage,
  CaptureFiles,
  lacksKeys,
  otherTrafficText,
} from '@sipscope/analyzer';
import {
  analyzeCapture,
  CaptureError,
  followKeyLogFile,
  openCapture,
  openCaptures,
  readKeyLogFile,
} from '@sipscope/analyzer/node';
import { exitStatus, worse, type ExitStatus } from './exit-status.ts';
import { listenForInterrupt } from './terminal/interrupt.ts';
import type { Notices } from './terminal/notices.ts';
import type { Output } from './terminal/output.ts';

/** An opened capture, or several that are one, as the analyzer hands it out. */
export type CaptureSource = Awaited<ReturnType<typeof openCapture>> | CaptureFiles;

/** Options that take rows as they come. */
const tellerNames = [
  'onMessage',
  'onTransaction',
  'onDialog',
  'onCall',
  'onRegistration',
  'onSubscription',
  'onPublication',
  'onConversation',
  'onStream',
  'onSession',
  'onFinding',
] as const;
export type TellerName = (typeof tellerNames)[number];

export type CaptureWork = Pick<AnalyzeOptions, TellerName> & {
  readonly output: Output;
  readonly notices: Notices;
  /** Whether the text of every message is judged, for the summary to tell. */
  readonly readTexts?: true;
  /** Whether what is printed tells itself what a capture without SIP holds. */
  readonly tellsOtherTraffic?: true;
  /** Whether media is read; it is where this is missing. */
  readonly media?: boolean;
  /** The file with the secrets of its TLS connections. */
  readonly keyLog?: string | undefined;
  /** Of users whose digests are to be checked. */
  readonly passwords?: AnalyzeOptions['passwords'];
  readonly maskDigits?: AnalyzeOptions['maskDigits'];
  /** Of conformance, that are asked: every finding is then told. */
  readonly rules?: AnalyzeOptions['rules'];
  /** Names of addresses. */
  readonly aliases?: AnalyzeOptions['aliases'];
  /** Called before waiting for more of a capture that comes through a pipe. */
  readonly onPause?: () => void;
  /** Whether `use` asks the analysis for what it found and reads messages again: it is then kept, and a pipe too. */
  readonly rereads?: true;
  /** Ends the reading early, at the caller's wish: that is no damage. */
  readonly enough?: AbortSignal;
  /** Does what is to be done with the result, while the capture is still open. */
  readonly use: (analysis: Analysis, source: CaptureSource) => Promise<void> | void;
};

/**
 * Reads and analyses a capture, `-` for stdin: of several files, all as one in order of time. Says on stderr what of it could not be read.
 * Ctrl-C ends the reading of a pipe, and what was read is the capture.
 */
export async function readCapture(files: readonly string[], work: CaptureWork): Promise<ExitStatus> {
  const [file] = files;
  try {
    const source = await openSource(files, work);
    try {
      const keyLog = await keyLogFor(source, work);
      const told = tellFailures(source, 0, work);
      if (source instanceof CaptureFiles && source.readable === 0) return exitStatus.unreadable;
      const status = await analyseSource(file === '-' ? 'stdin' : (file ?? ''), source, { ...work, keyLog });
      return tellFailures(source, told, work) === 0 ? status : worse(status, exitStatus.unreadable);
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    sayUnreadable(file === '-' ? 'stdin' : (file ?? ''), error, work);
    return exitStatus.unreadable;
  }
}

async function openSource(files: readonly string[], { rereads }: CaptureWork): Promise<CaptureSource> {
  const keep = { keep: rereads ?? false };
  const [file] = files;
  return files.length === 1 && file !== undefined ? openCapture(file, keep) : openCaptures(files, keep);
}

/** A key log is followed as long as a capture that comes through a pipe: connections that are made meanwhile add to it. */
async function keyLogFor(source: CaptureSource, { keyLog, notices }: CaptureWork): Promise<AnalyzeOptions['keyLog']> {
  if (keyLog === undefined) return undefined;
  if (source.size !== undefined) return readKeyLogFile(keyLog);
  await remarkMissing(keyLog, notices);
  return followKeyLogFile(keyLog);
}

/** It may come when the first connection is made; a name that was mistyped would never. */
export async function remarkMissing(keyLog: string, notices: Notices): Promise<void> {
  if (await isMissing(keyLog)) notices.remark(`There is no file "${keyLog}" yet: it is read as soon as there is.`);
}

async function isMissing(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}

/** Of several files, those that turned out to be unreadable, from a number on; returns how many there are. */
function tellFailures(source: CaptureSource, from: number, work: CaptureWork): number {
  if (!(source instanceof CaptureFiles)) return 0;
  for (const { name, error } of source.failures.slice(from)) sayUnreadable(name, error, work);
  return source.failures.length;
}

function sayUnreadable(name: string, error: CaptureError, { notices }: CaptureWork): void {
  const sentence = error.code.startsWith('capture-') ? `${name}: ${error.message}` : error.message;
  notices.say(`${sentence} (${error.code})`);
}

/** So large a capture is read with less memory, and a sixth more processor time. */
const largeBytes = 2 * 1024 ** 3;

/** V8 lets its heap grow to four times what was in use before it looks for what can be freed; from here on, to one and a half. */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}

async function analyseSource(name: string, source: CaptureSource, work: WorkWithKeys): Promise<ExitStatus> {
  const { output, notices, enough } = work;
  if (source.size !== undefined && source.size >= largeBytes) keepHeapSmall();
  const interrupt = source.size === undefined ? listenForInterrupt() : undefined;
  const signals = [output.closed, enough, interrupt?.signal].filter((signal) => signal !== undefined);
  const signal = signals.length === 1 ? output.closed : AbortSignal.any(signals);
  let progress: AnalyzeProgress | undefined;
  try {
    const analysis = await analysisOf(source, work, signal, (reached) => {
      progress = reached;
    });
    notices.clear();
    if (analysis.messageCount === 0 && work.tellsOtherTraffic !== true) notices.remark(withoutSip(analysis, work));
    await work.use(analysis, source);
    if (interrupt?.wasHeard === true && progress !== undefined) notices.ended(name, progress);
    const isOurEnd = output.closed.aborted || enough?.aborted === true;
    if (isOurEnd || analysis.facts.damaged === undefined) return exitStatus.ok;
    notices.say(damageText(analysis, name));
    return exitStatus.damaged;
  } finally {
    interrupt?.ignore();
  }
}

/** With what stands in the key log. */
type WorkWithKeys = Omit<CaptureWork, 'keyLog'> & Pick<AnalyzeOptions, 'keyLog'>;

/** Each chunk is asked for when the rows of the one before have gone out. */
async function analysisOf(
  source: CaptureSource,
  work: WorkWithKeys,
  signal: AbortSignal,
  onProgress: (progress: AnalyzeProgress) => void,
): Promise<Analysis> {
  const { output, notices, readTexts, rereads, onPause, keyLog, passwords, aliases, media, maskDigits, rules } = work;
  const tellers = tellerNames.filter((name) => work[name] !== undefined).map((name) => [name, work[name]] as const);
  const options: AnalyzeOptions = {
    signal,
    diagnostics: source.diagnostics,
    keyLog,
    passwords,
    ...(maskDigits === undefined ? {} : { maskDigits }),
    aliases,
    ...(rules === undefined ? {} : { rules, limits: { conformance: { findingsOfRule: Infinity } } }),
    onProgress: (progress) => {
      onProgress(progress);
      notices.progress({ ...progress, bytesRead: source.bytesRead }, source.size);
      if (source.size === undefined) onPause?.();
      return output.drain();
    },
    keep: rereads === true,
    media: media ?? true,
    // Of a pipe nothing waits.
    live: source.size === undefined,
    ...Object.fromEntries(tellers),
    ...(readTexts === undefined ? {} : { readTexts }),
  };
  return source instanceof CaptureFiles ? analyzeFiles(source, options) : analyzeCapture(source, options);
}

/** Why there is nothing to print. */
function withoutSip({ facts }: Analysis, { keyLog }: WorkWithKeys): string {
  const hint = keyLog === undefined && lacksKeys(facts) ? ' --keylog FILE gives the keys of TLS.' : '';
  return `No SIP message found: ${otherTrafficText(facts)}.${hint}`;
}

function damageText(analysis: Analysis, name: string): string {
  const damage = captureDamage(analysis.summary());
  const causes = damage.map(({ code, count, samples }) => {
    const where = samples[0]?.offset === undefined ? '' : ` at byte ${samples[0].offset}`;
    return `${code}${where}${count > 1 ? `, ${count} times` : ''}`;
  });
  const why = causes.length === 0 ? '' : ` (${causes.join('; ')})`;
  const first = damage[0]?.samples[0];
  const detail = first?.detail ?? 'The capture ended early or is damaged.';
  return `${first?.file ?? name}: ${detail} What could be read was printed${why}.`;
}
