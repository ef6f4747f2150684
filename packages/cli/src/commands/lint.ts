import { readFile } from 'node:fs/promises';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import { exitStatus, worse, type ExitStatus } from '../exit-status.ts';
import { readBaseline, writeBaseline } from '../lint/baseline.ts';
import { type LintedFile, lintFile } from '../lint/lint-file.ts';
import { type LintChoice, readLintChoice } from '../lint/lint-choice.ts';
import { lintJson } from '../lint/lint-json.ts';
import { lintJunit } from '../lint/lint-junit.ts';
import type { LintReport } from '../lint/lint-report.ts';
import { lintSarif } from '../lint/lint-sarif.ts';
import { fileText, tallyText } from '../lint/lint-text.ts';
import { explainRule, listRules } from '../lint/rule-text.ts';
import { tallyOf } from '../lint/tally.ts';
import { readPasswords } from '../read-passwords.ts';

/** Findings of one rule and device that a text for people shows. */
const shownToPeople = 3;
const columnsWithoutTerminal = 120;

/** Prints how captures and messages depart from the RFCs; ends with 1 where something is found that must not be. */
export async function lint(run: CommandRun): Promise<ExitStatus> {
  const { files, options, format, output, palette } = run;
  if (options.explain !== undefined || options.rules === true) {
    if (format !== 'text' && format !== 'json') throw usageError('Rules are told with --format text or json.');
    if (options.explain !== undefined) output.write(await explainRule(options.explain, format, palette));
    else output.write(listRules(format, palette));
    return exitStatus.ok;
  }
  if (files.length === 0) throw usageError('lint needs a file to read; - stands for stdin. See: sipscope lint --help');
  return lintFiles(run);
}

async function lintFiles(run: CommandRun): Promise<ExitStatus> {
  const { files, options, format, output, notices } = run;
  const today = new Date().toISOString().slice(0, 10);
  const choice = await readLintChoice(options, today, format === 'text' ? shownToPeople : Infinity);
  if (format !== 'text') tellExpired(choice, run);
  const known = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
  const text = { choice, palette: run.palette, columns: run.terminalWidth ?? columnsWithoutTerminal };
  const linted: LintedFile[] = [];
  // Each by itself: captures that have nothing to do with each other would else be one.
  for (const inputs of options.together === true ? [files] : files.map((file) => [file])) {
    const file = await lintFile(inputs, {
      output,
      notices,
      keyLog: options.keylog,
      passwords: readPasswords(options),
      media: options['no-media'] !== true,
      choice,
      isKnown: known === undefined ? undefined : (fingerprint) => known.has(fingerprint),
      tracks: options['write-baseline'] !== undefined,
      keepsBytes: format === 'sarif',
    });
    linted.push(file);
    if (format === 'text') output.write(fileText(file, text));
  }
  const tally = tallyOf(linted, choice);
  const report = { choice, files: linted, tally, status: statusOf(linted, tally.failing, options) };
  output.write(format === 'text' ? tallyText(tally, text, linted.length) : await formatted(report, format));
  if (options['write-baseline'] !== undefined) {
    const count = await writeBaseline(options['write-baseline'], linted);
    notices.remark(`"${options['write-baseline']}" has ${count} different findings now.`);
  }
  return report.status;
}

/** Who writes a baseline accepts what is found. */
function statusOf(linted: readonly LintedFile[], failing: number, options: CommandRun['options']): ExitStatus {
  const read = linted.map(({ status }) => status).reduce(worse, exitStatus.ok);
  return failing > 0 && options['write-baseline'] === undefined ? worse(read, exitStatus.found) : read;
}

function tellExpired({ expired }: LintChoice, { notices }: CommandRun): void {
  for (const { rule, expires, reason } of expired)
    notices.remark(`A suppression of ${rule} ended on ${expires} and holds no more: ${reason}`);
}

async function formatted(report: LintReport, format: string): Promise<string> {
  if (format === 'json') return lintJson(report);
  if (format === 'junit') return lintJunit(report);
  return lintSarif(report, await version());
}

async function version(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8').catch(() =>
    // From source, the folder is one deeper.
    readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  // Our own package.json, which has a version.
  return (JSON.parse(text) as { readonly version: string }).version;
}
