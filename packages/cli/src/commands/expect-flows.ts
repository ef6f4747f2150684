import { basename, dirname, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import {
  type Analysis,
  expectFlow,
  type ExpectOptions,
  type FlowReport,
  formatReport,
  jsonText,
  junitReport,
  readScript,
  type Script,
  ScriptError,
  type SessionRow,
  writeFlow,
} from '@sipscope/analyzer';
import { type CaptureSource, readCapture } from '../capture-input.ts';
import { CommandError, usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import { exitStatus, type ExitStatus, worse } from '../exit-status.ts';
import { readAliasOptions } from '../read-aliases.ts';
import { readFilter } from '../read-filter.ts';
import { readPasswords } from '../read-passwords.ts';
import { usualRules } from '../usual-rules.ts';
import { chooseCall, oneCall, readCallMessages } from './read-call.ts';

/** A longer file is no flow. */
const longestFlow = 1024 * 1024;

/** Looks for flows in a capture, and tells where it departs from them; with `--write`, prints the flow that a call is. */
export async function expectFlows(run: CommandRun): Promise<ExitStatus> {
  if (run.options.write === true) return writeCall(run);
  const { files, options, notices, output, format } = run;
  const { flows, captures } = split(files);
  const scripts = await Promise.all(flows.map(readFlowFile));
  const choice = choiceOf(run);
  const sessions: SessionRow[] = [];
  const reports: FlowReport[] = [];
  const status = await readCapture(captures, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    passwords: [...scripts.flatMap(({ given }) => given.passwords), ...readPasswords(options)],
    aliases: new Map([...scripts.flatMap(({ given }) => [...given.aliases]), ...readAliasOptions(options)]),
    rereads: true,
    ...(states(scripts, 'sessions') ? { onSession: (row: SessionRow) => sessions.push(row) } : {}),
    ...(states(scripts, 'findings') ? { rules: await usualRules() } : {}),
    ...(states(scripts, 'summary') ? { readTexts: true as const } : {}),
    use: async (analysis, source) => {
      for (const script of scripts) reports.push(await compare(script, { analysis, source, sessions }, choice));
    },
  });
  if (reports.length === 0) return status;
  output.write(printed(reports, format, captures.map((file) => basename(file)).join(' ')));
  return reports.every(({ matches }) => matches) ? status : worse(status, exitStatus.found);
}

/** Files named `.flow` are flows; where none is, the first. */
function split(files: readonly string[]): { readonly flows: readonly string[]; readonly captures: readonly string[] } {
  const named = files.filter((file) => file.endsWith('.flow'));
  const flows = named.length > 0 ? named : files.slice(0, 1);
  const captures = named.length > 0 ? files.filter((file) => !file.endsWith('.flow')) : files.slice(1);
  if (captures.length > 0) return { flows, captures };
  throw usageError('expect needs a flow and a capture: sipscope expect call.flow call.pcap');
}

async function readFlowFile(file: string): Promise<Script> {
  const text = await readText(file);
  const beside = new Map<string, string>();
  // Files that the flow names lie in its folder, under plain names.
  for (const [, name = ''] of text.matchAll(/^messages[ \t]+([\w.-]+)[ \t]*\r?$/gm)) {
    beside.set(name, await readText(join(dirname(file), name)));
  }
  try {
    return readScript(file, text, (name) => beside.get(name) ?? missing(name));
  } catch (error) {
    throw flowError(error);
  }
}

function missing(name: string): never {
  throw new Error(`there is no ${name} beside the flow`);
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'There is no such file.' : `It cannot be read: ${error.message}.`;
    throw new CommandError(exitStatus.unreadable, `${file}: ${why}`);
  });
  if (bytes.length > longestFlow) throw new CommandError(exitStatus.unreadable, `${file}: It is too long for a flow.`);
  return bytes.toString('utf8');
}

/** What is wrong with a flow is told with file and line. */
function flowError(error: unknown): unknown {
  return error instanceof ScriptError ? usageError(error.message) : error;
}

function choiceOf({ options }: CommandRun): ExpectOptions {
  return {
    call: oneCall(options.call),
    filter: readFilter(options, 'calls'),
    every: options.every === true,
    strict: options.strict === true,
  };
}

function states(scripts: readonly Script[], list: string): boolean {
  return scripts.some(({ expectations }) => expectations.some((one) => one.list === list));
}

async function compare(
  script: Script,
  { analysis, source, sessions }: { analysis: Analysis; source: CaptureSource; sessions: readonly SessionRow[] },
  choice: ExpectOptions,
): Promise<FlowReport> {
  const read = (message: number) => source.read(analysis.place(message));
  try {
    return await expectFlow(script, { analysis, sessions, read }, choice);
  } catch (error) {
    throw flowError(error);
  }
}

function printed(reports: readonly FlowReport[], format: string, capture: string): string {
  if (format === 'json') return `${jsonText(reports, 2)}\n`;
  return format === 'junit' ? junitReport(reports, capture) : reports.map(formatReport).join('\n');
}

async function writeCall({ files, options, output, notices }: CommandRun): Promise<ExitStatus> {
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: false,
    rereads: true,
    use: async (analysis, source) => {
      const call = chooseCall(analysis, options.call);
      output.write(writeFlow(call, await readCallMessages(call, analysis, source)));
    },
  });
}
