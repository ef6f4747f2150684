/** What holds of the analysis of any capture whatever, of all captures of the corpus beside the project, where it is there. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis, type MessageRow, type TransactionRow } from '../src/index.ts';
import { CaptureError, type CaptureInput, openCapture } from '../src/node.ts';
import { corpus, hasCorpus } from './corpus.ts';

const folders = ['captures', 'generated', 'generated/encap', 'hostile'];
const isCapture = /\.(pcap|pcapng|snoop|erf|sip|txt|hep|log)(\.gz|\.zst)?$/;

/** Every message as it was delivered. */
type Delivered = { readonly row: MessageRow; readonly bytes: Buffer };

type Read = { readonly capture: CaptureInput; readonly analysis: Analysis; readonly delivered: readonly Delivered[] };

function captures(): string[] {
  if (!hasCorpus) return [];
  return folders.flatMap((folder) =>
    readdirSync(path.join(corpus, folder))
      .filter((name) => isCapture.test(name))
      .map((name) => path.join(folder, name)),
  );
}

/** Nothing of what is no capture. */
async function read(capture: CaptureInput): Promise<Read | undefined> {
  const delivered: Delivered[] = [];
  try {
    const analysis = await analyze(capture.chunks(), {
      diagnostics: capture.diagnostics,
      onMessage: (message, bytes, report) =>
        delivered.push({ row: report.messageRow(message, bytes), bytes: Buffer.from(bytes) }),
    });
    return { capture, analysis, delivered };
  } catch (error) {
    if (error instanceof CaptureError) return undefined;
    throw error;
  }
}

/** Sentences of what does not hold. */
async function broken(found: Read): Promise<string[]> {
  return [...frames(found), ...(await places(found)), ...ids(found), ...counts(found)];
}

/** Messages of streams may come later than those of packets behind them: they wait for bytes that are missing. */
function frames({ analysis, delivered }: Read): string[] {
  const wrong: string[] = [];
  let before = 0;
  for (const [message, { row }] of delivered.entries()) {
    const { frame, index } = analysis.frame(message);
    if (frame !== row.frame || index !== (row.index ?? 0)) wrong.push(`message ${message} is of another frame later`);
    if (frame > analysis.facts.packets) wrong.push(`message ${message} is of frame ${frame}, which there is not`);
    if (row.transport !== 'UDP') continue;
    if (frame < before) wrong.push(`message ${message} is of frame ${frame}, the datagram before it of ${before}`);
    before = frame;
  }
  return wrong;
}

async function places({ capture, analysis, delivered }: Read): Promise<string[]> {
  const wrong: string[] = [];
  for (const [message, { bytes, row }] of delivered.entries()) {
    const again = await capture.read(analysis.place(message));
    if (!bytes.equals(again)) wrong.push(`message ${message} (frame ${row.frame}) is read again as something else`);
    if (row.size !== bytes.length) wrong.push(`message ${message} has ${bytes.length} bytes, its row ${row.size}`);
  }
  return wrong;
}

/** What rows name is there. */
function ids({ analysis, delivered }: Read): string[] {
  const transactions = new Map([...analysis.transactions()].map((row) => [row.id, row]));
  const dialogs = new Map([...analysis.dialogs()].map((row) => [row.id, row]));
  const calls = new Map([...analysis.calls()].map((row) => [row.id, row]));
  const wrong: string[] = [];
  const check = (from: string, id: string | undefined, rows: ReadonlyMap<string, unknown>): void => {
    if (id !== undefined && !rows.has(id)) wrong.push(`${from} names ${id}, which there is not`);
  };
  for (const [message, { row }] of delivered.entries()) {
    check(`message ${message}`, row.transaction, transactions);
    check(`message ${message}`, row.dialog, dialogs);
    check(`message ${message}`, row.call, calls);
  }
  const knownFrames = new Set(delivered.map(({ row }) => row.frame));
  for (const row of transactions.values()) {
    const { id, messages } = row;
    for (const other of linksOf(row)) check(id, other, transactions);
    wrong.push(...linksBroken(row, transactions));
    if (sum(row.copies) !== row.retransmissions) wrong.push(`${id} has other copies than retransmissions`);
    for (const frame of row.loss?.flatMap(({ frames: proof }) => proof) ?? [])
      if (!knownFrames.has(frame)) wrong.push(`${id} proves a loss by frame ${frame}, without a message`);
    if (messages.length === 0) wrong.push(`${id} has no message`);
    for (const frame of messages)
      if (!knownFrames.has(frame)) wrong.push(`${id} names frame ${frame}, without a message`);
  }
  for (const { id, transactions: own, forkedFrom } of dialogs.values()) {
    check(id, forkedFrom, dialogs);
    for (const transaction of own) check(id, transaction, transactions);
  }
  for (const { id, legs, messages } of calls.values()) {
    for (const { dialog } of legs) check(id, dialog, dialogs);
    const own = analysis.messagesOfCall(id).filter((message) => delivered[message]?.row.duplicate !== true);
    if (own.length !== messages) wrong.push(`${id} tells ${messages} messages, it has ${own.length}`);
  }
  return wrong;
}

function linksOf(row: TransactionRow): readonly (string | undefined)[] {
  const { cancelledBy, cancels, acknowledges, acknowledgedBy, forwardedFrom, forwardedTo = [] } = row;
  return [cancelledBy, cancels, acknowledges, acknowledgedBy, forwardedFrom, ...forwardedTo];
}

/** What one says of another, that one says of it; and a hop more is one hop further. */
function linksBroken(row: TransactionRow, rows: ReadonlyMap<string, TransactionRow>): string[] {
  const { id, hop = 0, forwardedFrom, forwardedTo = [], cancels, acknowledgedBy } = row;
  const wrong: string[] = [];
  const from = forwardedFrom === undefined ? undefined : rows.get(forwardedFrom);
  if (from !== undefined && from.moreForwarded === undefined && from.forwardedTo?.includes(id) !== true)
    wrong.push(`${id} comes from ${from.id}, which does not say so`);
  for (const to of forwardedTo) {
    if (rows.get(to)?.forwardedFrom !== id) wrong.push(`${id} goes to ${to}, which does not say so`);
    if (rows.get(to)?.hop !== hop + 1) wrong.push(`${to} is not one hop behind ${id}`);
  }
  if (cancels !== undefined && rows.get(cancels)?.cancelledBy === undefined)
    wrong.push(`${id} cancels ${cancels}, which does not say so`);
  if (acknowledgedBy !== undefined && rows.get(acknowledgedBy)?.acknowledges !== id)
    wrong.push(`${id} is acknowledged by ${acknowledgedBy}, which does not say so`);
  return wrong;
}

function sum(copies: TransactionRow['copies'] = {}): number {
  return Object.values(copies).reduce((all, one) => all + one, 0);
}

function counts({ analysis, delivered }: Read): string[] {
  const { counts: told } = analysis.summary();
  const rows = {
    messages: delivered.filter(({ row }) => row.duplicate !== true).length,
    duplicates: delivered.filter(({ row }) => row.duplicate === true).length,
    transactions: [...analysis.transactions()].length,
    dialogs: [...analysis.dialogs()].length,
    calls: [...analysis.calls()].length,
  };
  return Object.entries(rows)
    .filter(([kind, number]) => told[kind as keyof typeof rows] !== number)
    .map(([kind, number]) => `the summary tells ${told[kind as keyof typeof rows]} ${kind}, there are ${number}`);
}

async function brokenOf(name: string): Promise<string[]> {
  // Small pieces: most captures then come in several.
  const capture = await openCapture(path.join(corpus, name), { chunkBytes: 64 * 1024 });
  try {
    const found = await read(capture);
    return found === undefined ? [] : await broken(found);
  } finally {
    await capture.close();
  }
}

describe.runIf(hasCorpus)('what holds of any capture', () => {
  test.each(captures())('holds of %s', async (name) => {
    expect(await brokenOf(name)).toEqual([]);
  });

  test.each(['fuzz', 'rfc4475', 'rfc5118'])('holds of the messages in %s', async (folder) => {
    const files = readdirSync(path.join(corpus, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const wrong: string[] = [];
    for (const { parentPath, name } of files) {
      const file = path.relative(corpus, path.join(parentPath, name));
      for (const what of await brokenOf(file)) wrong.push(`${file}: ${what}`);
    }

    expect(files.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});
