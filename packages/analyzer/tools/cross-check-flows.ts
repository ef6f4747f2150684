/**
 * Reads all flows with tshark and sngrep, and tells where they say something else than we do, apart from what `known-errors.ts` lists:
 * `pnpm cross-check-flows [words of a file name …]`. Ends with status 1 where something is new.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MessageRow } from '../src/rows.ts';
import { findFlows, openFlow } from '../test/flow/find-flows.ts';
import { keptRows } from '../test/flow/read-flow-rows.ts';
import { type Difference, knownErrors } from './known-errors.ts';

type TsharkMessage = {
  readonly frame: number;
  readonly callId: string | undefined;
  readonly method: string | undefined;
  readonly status: string | undefined;
  readonly isResent: boolean;
};

const execute = promisify(execFile);

async function run(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, [...args], { maxBuffer: 1 << 26 });
  return stdout;
}

async function tsharkMessages(file: string): Promise<TsharkMessage[]> {
  const fields = ['frame.number', 'sip.Call-ID', 'sip.Method', 'sip.Status-Code', 'sip.resend'];
  const args = ['-r', file, '-Y', 'sip', '-T', 'fields', ...fields.flatMap((field) => ['-e', field])];
  const lines = (await run('tshark', args)).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [frame, callId, method, status, resend] = line.split('\t').map((value) => (value === '' ? undefined : value));
    return { frame: Number(frame), callId, method, status, isResent: resend === '1' || resend === 'True' };
  });
}

/** Dialogs are Call-IDs there; with `-c` those that an INVITE begins. */
async function sngrepDialogs(file: string, ...options: readonly string[]): Promise<number> {
  const told = await run('sngrep', ['-N', ...options, '-I', file, '-O', '/dev/null']);
  return Number(/(\d+)\D*$/.exec(told)?.[1]);
}

type Told = Omit<Difference, 'flow'>;

function* tsharkDifferences(messages: readonly TsharkMessage[], rows: readonly MessageRow[]): Generator<Told> {
  const theirs = new Map(messages.map((message) => [message.frame, message]));
  for (const row of rows) {
    const message = theirs.get(row.frame);
    theirs.delete(row.frame);
    if (message === undefined) yield { tool: 'tshark', what: 'message', ours: `frame ${row.frame}`, theirs: 'none' };
    else yield* messageDifferences(row, message);
  }
  for (const frame of theirs.keys()) yield { tool: 'tshark', what: 'message', ours: 'none', theirs: `frame ${frame}` };
}

function* messageDifferences(row: MessageRow, message: TsharkMessage): Generator<Told> {
  const what = row.kind === 'request' ? row.method : String(row.status);
  const theirs = message.method ?? message.status;
  const at = `frame ${row.frame}: `;
  if (what !== theirs) yield { tool: 'tshark', what: 'name', ours: `${at}${what}`, theirs: `${theirs}` };
  if (row.callId !== message.callId) {
    yield { tool: 'tshark', what: 'Call-ID', ours: `${at}${row.callId}`, theirs: `${message.callId}` };
  }
  const isCopy = row.retransmission === true || row.duplicate === true;
  if (isCopy !== message.isResent) {
    const where = row.transport === 'UDP' ? 'resend' : `resend over ${row.transport}`;
    yield { tool: 'tshark', what: where, ours: `${at}${what} ${isCopy}`, theirs: String(message.isResent) };
  }
}

/** Methods with which a dialog begins there: it leaves out Call-IDs whose first message is another one, or a response (`sip.noincomplete`). */
const begins = new Set(['REGISTER', 'INVITE', 'SUBSCRIBE', 'NOTIFY', 'OPTIONS', 'PUBLISH', 'MESSAGE']);

function* sngrepDifferences(dialogs: number, calls: number, rows: readonly MessageRow[]): Generator<Told> {
  const first = new Map<string, MessageRow>();
  for (const row of rows) if (row.callId !== undefined && !first.has(row.callId)) first.set(row.callId, row);
  const begun = [...first.values()];
  const incomplete = begun.filter(({ kind, method = '' }) => kind === 'response' || !begins.has(method)).length;
  const invites = begun.filter(({ kind, method }) => kind === 'request' && method === 'INVITE').length;
  if (dialogs !== begun.length) {
    const what = dialogs === begun.length - incomplete ? 'incomplete dialogs' : 'dialogs';
    yield { tool: 'sngrep', what, ours: String(begun.length), theirs: String(dialogs) };
  }
  if (calls !== invites) yield { tool: 'sngrep', what: 'calls', ours: String(invites), theirs: String(calls) };
}

const wanted = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'flows-'));
const seen = new Map<string, number>();
let flows = 0;
try {
  for (const { file } of findFlows()) {
    if (wanted.length > 0 && !wanted.some((word) => file.includes(word))) continue;
    flows++;
    const flow = openFlow(file);
    const path = join(directory, 'flow.pcap');
    writeFileSync(path, flow.capture);
    const { lists } = await keptRows(flow);
    const rows = (lists['messages'] ?? []) as readonly MessageRow[];
    const [messages, dialogs, calls] = await Promise.all([
      tsharkMessages(path),
      sngrepDialogs(path),
      sngrepDialogs(path, '-c'),
    ]);
    for (const one of [...tsharkDifferences(messages, rows), ...sngrepDifferences(dialogs, calls, rows)]) {
      const difference = { ...one, flow: file };
      const known = knownErrors.find((error) => error.covers(difference));
      if (known === undefined) {
        process.stdout.write(`${file}: ${one.tool} ${one.what}: we say ${one.ours}, it says ${one.theirs}\n`);
        process.exitCode = 1;
      } else seen.set(known.why, (seen.get(known.why) ?? 0) + 1);
    }
  }
} finally {
  rmSync(directory, { recursive: true });
}
process.stdout.write(`${flows} flows. Known errors of the others:\n`);
for (const [why, count] of seen) process.stdout.write(`${count} × ${why}\n`);
