import { analyze } from '../../src/analyze.ts';
import type { Analysis, AnalyzeOptions } from '../../src/analysis.ts';
import type { SessionRow, Summary } from '../../src/rows.ts';
import { sessionsInOrder } from '../../src/expect/verdict-rows.ts';
import type { Flow } from './run-flow.ts';

/** Rows of all lists by name. */
export type FlowRows = { readonly lists: Readonly<Record<string, readonly object[]>>; readonly summary: Summary };

/** As the analysis that keeps everything tells them when it is asked. */
export async function keptRows({ capture, script }: Flow): Promise<FlowRows> {
  const messages: object[] = [];
  const sessions: SessionRow[] = [];
  const analysis = await analyze([capture], {
    ...script.given,
    readTexts: true,
    onMessage: into(messages),
    onSession: (row) => sessions.push(row),
  });
  const lists = {
    messages,
    sessions: sessionsInOrder(sessions),
    transactions: [...analysis.transactions()],
    dialogs: [...analysis.dialogs()],
    calls: [...analysis.calls()],
    registrations: [...analysis.registrations()],
    subscriptions: [...analysis.subscriptions()],
    publications: [...analysis.publications()],
    conversations: [...analysis.conversations()],
    streams: [...analysis.streams()],
    kpis: [...analysis.kpis()],
  };
  return { lists, summary: analysis.summary() };
}

/** As the analysis that keeps nothing tells them when they are over, put in the order in which they began. */
export async function toldRows({ capture, script }: Flow): Promise<FlowRows> {
  const sessions: SessionRow[] = [];
  const lists = {
    messages: [] as object[],
    transactions: [] as object[],
    dialogs: [] as object[],
    calls: [] as object[],
    registrations: [] as object[],
    subscriptions: [] as object[],
    publications: [] as object[],
    conversations: [] as object[],
    streams: [] as object[],
    kpis: [] as object[],
  };
  const analysis = await analyze([capture], {
    ...script.given,
    keep: false,
    readTexts: true,
    onMessage: into(lists.messages),
    onSession: (row) => sessions.push(row),
    onTransaction: (row) => lists.transactions.push(row),
    onDialog: (row) => lists.dialogs.push(row),
    onCall: (row) => lists.calls.push(row),
    onRegistration: (row) => lists.registrations.push(row),
    onSubscription: (row) => lists.subscriptions.push(row),
    onPublication: (row) => lists.publications.push(row),
    onConversation: (row) => lists.conversations.push(row),
    onStream: (row) => lists.streams.push(row),
  });
  lists.kpis.push(...analysis.kpis());
  for (const rows of Object.values(lists)) rows.sort((a, b) => numberOf(a) - numberOf(b));
  return { lists: { ...lists, sessions: sessionsInOrder(sessions) }, summary: analysis.summary() };
}

function into(messages: object[]): NonNullable<AnalyzeOptions['onMessage']> {
  return (message: number, bytes: Uint8Array, soFar: Analysis) => messages.push(soFar.messageRow(message, bytes));
}

/** Messages have none: they stay in their order. */
function numberOf(row: object): number {
  return 'id' in row ? Number(String(row.id).replaceAll(/\D/g, '')) : 0;
}
