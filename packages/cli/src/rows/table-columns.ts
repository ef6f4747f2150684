import type {
  CallRow,
  ConversationRow,
  DialogRow,
  Distribution,
  FindingRow,
  KpiRow,
  ListName,
  ListRows,
  MessageRow,
  PublicationRow,
  RegistrationRow,
  StreamRow,
  SubscriptionRow,
  TransactionRow,
} from '@sipscope/analyzer';
import type { Tint } from '../terminal/palette.ts';

/** A column of a table for people: some of a row, told shortly. The other formats hold everything. */
export type TableColumn<Row> = {
  readonly title: string;
  readonly text: (row: Row) => string | number | undefined;
  readonly align?: 'end';
  /** The narrowest it may become where the terminal is too narrow; never narrower than its content where missing. */
  readonly shrinksTo?: number;
  readonly tint?: (row: Row) => Tint | undefined;
};

export type { ListName as RowKind, ListRows as TableRows } from '@sipscope/analyzer';

const messages: readonly TableColumn<MessageRow>[] = [
  { title: '#', text: (row) => row.frame, align: 'end' },
  { title: 'time', text: (row) => dayAndTime(row.time) },
  { title: 'from', text: (row) => endpoint(row.srcIp, row.srcPort), shrinksTo: 12 },
  { title: 'to', text: (row) => endpoint(row.dstIp, row.dstPort), shrinksTo: 12 },
  { title: 'message', text: messageText, shrinksTo: 12, tint: (row) => statusTint(row.status) },
  { title: 'CSeq', text: (row) => `${row.cseq ?? ''} ${row.method ?? ''}`.trim(), shrinksTo: 8 },
  { title: 'Call-ID', text: (row) => row.callId, shrinksTo: 8 },
  { title: 'notes', text: messageNotes, shrinksTo: 5, tint: () => 'warning' },
];

const transactions: readonly TableColumn<TransactionRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'method', text: (row) => row.method, shrinksTo: 8 },
  { title: 'hop', text: (row) => row.hop, align: 'end' },
  { title: 'client', text: (row) => row.client, shrinksTo: 12 },
  { title: 'server', text: (row) => row.server, shrinksTo: 12 },
  { title: 'state', text: (row) => row.state, tint: (row) => (row.timedOut ? 'bad' : undefined) },
  { title: 'final', text: (row) => row.finalStatus, align: 'end', tint: (row) => statusTint(row.finalStatus) },
  { title: 'after', text: (row) => milliseconds(row.finalMs), align: 'end' },
  { title: '⟲', text: (row) => row.retransmissions || undefined, align: 'end', tint: () => 'warning' },
  { title: 'notes', text: transactionNotes, shrinksTo: 5, tint: () => 'warning' },
  { title: 'Call-ID', text: (row) => row.callId, shrinksTo: 8 },
];

const dialogs: readonly TableColumn<DialogRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'usage', text: (row) => row.usage },
  { title: 'state', text: (row) => row.state },
  { title: 'ended', text: (row) => (row.ended === undefined ? undefined : dayAndTime(row.ended)) },
  { title: 'ended by', text: (row) => row.endedBy, shrinksTo: 8 },
  { title: 'transactions', text: (row) => row.transactions.length, align: 'end' },
  { title: 'Call-ID', text: (row) => row.callId, shrinksTo: 8 },
];

const calls: readonly TableColumn<CallRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'from', text: (row) => row.fromNumber ?? party(row.from), shrinksTo: 10 },
  { title: 'to', text: (row) => row.toNumber ?? party(row.to), shrinksTo: 10 },
  { title: 'outcome', text: (row) => row.outcome, tint: outcomeTint },
  { title: 'verdict', text: callNotes, shrinksTo: 8, tint: outcomeTint },
  { title: 'status', text: (row) => `${row.status ?? ''} ${row.reason ?? ''}`.trim(), shrinksTo: 6 },
  { title: 'pdd', text: (row) => milliseconds(row.pddMs), align: 'end' },
  { title: 'setup', text: (row) => milliseconds(row.setupMs), align: 'end' },
  { title: 'talk', text: (row) => milliseconds(row.durationMs), align: 'end' },
  { title: 'messages', text: (row) => row.messages, align: 'end' },
  { title: '⟲', text: (row) => row.retransmissions || undefined, align: 'end', tint: () => 'warning' },
];

const registrations: readonly TableColumn<RegistrationRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'address-of-record', text: (row) => party(row.aor), shrinksTo: 10 },
  { title: 'state', text: (row) => row.state, tint: registrationTint },
  { title: 'since', text: (row) => (row.since === undefined ? undefined : dayAndTime(row.since)) },
  { title: 'until', text: (row) => (row.until === undefined ? undefined : dayAndTime(row.until)) },
  { title: 'last', text: registrationEnd, shrinksTo: 8 },
  { title: 'from', text: (row) => row.clients[0], shrinksTo: 12 },
  { title: 'registrar', text: (row) => row.registrar, shrinksTo: 12 },
  { title: 'delay', text: (row) => milliseconds(row.delayMs), align: 'end' },
  { title: 'user agent', text: (row) => row.userAgent, shrinksTo: 8 },
];

const subscriptions: readonly TableColumn<SubscriptionRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'event', text: eventText, shrinksTo: 8 },
  { title: 'subscriber', text: (row) => party(row.subscriber), shrinksTo: 10 },
  { title: 'notifier', text: (row) => party(row.notifier), shrinksTo: 10 },
  { title: 'state', text: (row) => row.state, tint: subscriptionTint },
  { title: 'why', text: subscriptionEnd, shrinksTo: 6 },
  { title: 'expires', text: (row) => seconds(row.expiresSeconds), align: 'end' },
  { title: 'refreshes', text: (row) => row.refreshes || undefined, align: 'end' },
  { title: 'NOTIFYs', text: (row) => row.notifications || undefined, align: 'end' },
  { title: 'last state', text: lastState, shrinksTo: 12 },
  { title: 'problems', text: problemCodes, shrinksTo: 8, tint: () => 'warning' },
];

const publications: readonly TableColumn<PublicationRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'event', text: (row) => row.event, shrinksTo: 8 },
  { title: 'publisher', text: (row) => party(row.publisher), shrinksTo: 10 },
  { title: 'resource', text: (row) => party(row.resource), shrinksTo: 10 },
  { title: 'state', text: (row) => row.state, tint: publicationTint },
  { title: 'status', text: (row) => `${row.status ?? ''} ${row.statusReason ?? ''}`.trim(), shrinksTo: 6 },
  { title: 'expires', text: (row) => seconds(row.expiresSeconds), align: 'end' },
  { title: 'refreshes', text: (row) => row.refreshes || undefined, align: 'end' },
  { title: 'changes', text: (row) => row.modifications || undefined, align: 'end' },
  { title: 'last state', text: lastState, shrinksTo: 12 },
  { title: 'problems', text: problemCodes, shrinksTo: 8, tint: () => 'warning' },
];

const conversations: readonly TableColumn<ConversationRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'kind', text: (row) => row.session?.state ?? row.kind },
  { title: 'from', text: (row) => party(row.from), shrinksTo: 10 },
  { title: 'to', text: (row) => party(row.to), shrinksTo: 10 },
  { title: 'exchanged', text: (row) => row.exchanged, align: 'end' },
  { title: 'failed', text: (row) => row.failed, align: 'end', tint: () => 'bad' },
  { title: 'said', text: conversationText, shrinksTo: 12 },
  { title: 'messages', text: (row) => row.messages.length, align: 'end' },
];

const streams: readonly TableColumn<StreamRow>[] = [
  { title: 'id', text: (row) => row.id },
  { title: 'started', text: (row) => dayAndTime(row.started) },
  { title: 'call', text: (row) => row.call },
  { title: 'by', text: (row) => row.from },
  { title: 'protocol', text: (row) => row.protocol },
  { title: 'codec', text: (row) => row.codec ?? row.kind, shrinksTo: 6 },
  { title: 'from', text: (row) => endpoint(row.srcIp, row.srcPort), shrinksTo: 12 },
  { title: 'to', text: (row) => endpoint(row.dstIp, row.dstPort), shrinksTo: 12 },
  { title: 'ssrc', text: (row) => row.ssrc },
  { title: 'lasts', text: streamDuration, align: 'end' },
  { title: 'packets', text: (row) => row.packets, align: 'end' },
  { title: 'lost', text: (row) => percent(row.lostPercent), align: 'end' },
  { title: 'jitter', text: jitterText, align: 'end' },
  { title: 'MOS', text: (row) => row.mos?.toFixed(2), align: 'end', tint: mosTint },
  { title: 'problems', text: streamProblems, shrinksTo: 8, tint: () => 'warning' },
];

const kpis: readonly TableColumn<KpiRow>[] = [
  { title: 'scope', text: (row) => row.scope },
  { title: 'of', text: (row) => (row.started === undefined ? (row.of ?? '') : dayAndTime(row.started)), shrinksTo: 8 },
  { title: 'role', text: (row) => row.role },
  { title: 'calls', text: (row) => row.calls, align: 'end' },
  { title: 'answered', text: (row) => row.answered, align: 'end' },
  { title: 'at once', text: (row) => row.concurrentCalls, align: 'end' },
  { title: 'SER', text: (row) => percent(row.ser), align: 'end' },
  { title: 'SEER', text: (row) => percent(row.seer), align: 'end' },
  { title: 'ISA', text: (row) => percent(row.isa), align: 'end' },
  { title: 'SCR', text: (row) => percent(row.scr), align: 'end' },
  { title: 'SRD', text: (row) => middle(row.srdMs), align: 'end' },
  { title: 'SDD', text: (row) => middle(row.sddMs), align: 'end' },
  {
    title: 'SDT',
    text: (row) => (row.sdtSeconds === undefined ? undefined : `${row.sdtSeconds.median} s`),
    align: 'end',
  },
  { title: 'registrations', text: (row) => row.registrations || undefined, align: 'end' },
  { title: 'RRD', text: (row) => middle(row.rrdMs), align: 'end' },
  { title: 'IRA', text: (row) => percent(row.ira), align: 'end' },
  { title: 'messages', text: (row) => row.messages, align: 'end' },
];

function percent(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value.toFixed(1)} %`;
}

/** The median of delays. */
function middle(delays: Distribution | undefined): string | undefined {
  return milliseconds(delays?.median);
}

const findings: readonly TableColumn<FindingRow>[] = [
  { title: 'time', text: (row) => dayAndTime(row.time) },
  { title: 'level', text: (row) => row.level, tint: findingTint },
  { title: 'rule', text: (row) => row.rule },
  { title: 'frame', text: (row) => row.frame, align: 'end' },
  { title: 'from', text: (row) => row.source, shrinksTo: 12 },
  { title: 'call', text: (row) => row.call },
  { title: 'seen', text: (row) => row.seen, shrinksTo: 20 },
];

function findingTint({ severity }: FindingRow): Tint | undefined {
  return severity === 'error' || severity === 'security' ? 'bad' : severity === 'warning' ? 'warning' : undefined;
}

export const tableColumns: { readonly [Name in ListName]: readonly TableColumn<ListRows[Name]>[] } = {
  messages,
  transactions,
  dialogs,
  calls,
  registrations,
  subscriptions,
  publications,
  conversations,
  streams,
  kpis,
  findings,
};

/** From its first packet to its last. */
function streamDuration({ started, ended }: StreamRow): string | undefined {
  return milliseconds(Date.parse(ended) - Date.parse(started));
}

/** The mean. */
function jitterText({ jitterMsMean }: StreamRow): string | undefined {
  return jitterMsMean === undefined ? undefined : `${jitterMsMean.toFixed(1)} ms`;
}

/** ITU-T G.107 Annex B: from 4.03 on most users are satisfied, below 3.6 many are not. */
function mosTint({ mos }: StreamRow): Tint | undefined {
  if (mos === undefined || mos >= 4.03) return undefined;
  return mos >= 3.6 ? 'warning' : 'bad';
}

/** Codes, each once. */
function streamProblems({ problems = [] }: StreamRow): string | undefined {
  return [...new Set(problems.map(({ code }) => code))].join(' ') || undefined;
}

/** The first thing that was said, or the file that was offered. */
function conversationText({ instantMessages, files }: ConversationRow): string | undefined {
  const said = instantMessages.find(({ text }) => text !== undefined)?.text;
  return said ?? files?.find(({ name }) => name !== undefined)?.name;
}

/** What came of the latest attempt, and why. */
function registrationEnd({ outcome, attempts }: RegistrationRow): string | undefined {
  const { status, why } = attempts.at(-1) ?? {};
  return outcome === undefined ? undefined : [outcome, status, why].filter(Boolean).join(' ');
}

function registrationTint({ state }: RegistrationRow): Tint | undefined {
  if (state === 'rejected' || state === 'timed-out') return 'bad';
  return state === 'expired' || state === 'challenged' ? 'warning' : undefined;
}

/** `2026-11-22T05:50:59.678796Z` as `11-22 05:50:59.678`: what tells rows of one capture apart. */
function dayAndTime(time: string): string {
  return `${time.slice(5, 10)} ${time.slice(11, 23)}`;
}

function endpoint(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** A URI without its scheme where that is the usual one. */
function party(uri: string | undefined): string | undefined {
  return uri?.replace(/^sip:/i, '');
}

function messageText(row: MessageRow): string {
  if (row.kind === 'request') return row.method ?? '';
  return `${row.status ?? ''} ${row.reason ?? ''}`.trim();
}

/** What is out of the ordinary. */
function transactionNotes(row: TransactionRow): string | undefined {
  const notes: string[] = row.loss?.map(({ where }) => where) ?? [];
  if (row.lateResponse !== undefined) notes.push('late response');
  if (row.cancelCrossed) notes.push('CANCEL crossed');
  if (row.unseen !== undefined) notes.push('request unseen');
  if (row.passedBefore !== undefined) notes.push(row.passedBefore);
  if (row.fork !== undefined) notes.push(`${row.fork} fork`);
  return notes.join(', ') || undefined;
}

function messageNotes(row: MessageRow): string {
  const notes = [];
  if (row.sighting !== undefined && row.sighting !== 'forwarded') notes.push(row.sighting);
  if (row.retransmission) notes.push('⟲');
  if (row.duplicate) notes.push('duplicate');
  if (row.problems !== undefined) notes.push(...row.problems);
  return notes.join(' ');
}

/** What the verdict says beyond the outcome, and what happened on the way. */
function callNotes({ outcome, verdict, annotations = [] }: CallRow): string {
  return [...(verdict === outcome ? [] : [verdict]), ...annotations].join(', ');
}

function milliseconds(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  return Math.abs(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function statusTint(status: number | undefined): Tint | undefined {
  if (status === undefined) return undefined;
  if (status < 200) return 'quiet';
  if (status < 300) return 'good';
  return status < 400 ? 'warning' : 'bad';
}

function outcomeTint({ outcome }: CallRow): Tint | undefined {
  if (outcome === 'answered') return 'good';
  if (outcome === 'ongoing') return undefined;
  return outcome === 'failed' || outcome === 'unauthorized' ? 'bad' : 'warning';
}

/** `presence`, `refer;id=2`. */
function eventText({ event, eventId }: SubscriptionRow): string | undefined {
  return eventId === undefined ? event : `${event ?? ''};id=${eventId}`;
}

/** What decided the state: a response, or what the notifier says. */
function subscriptionEnd({ status, statusReason, reason, endedBy, referStatus, referReason }: SubscriptionRow): string {
  if (status !== undefined) return `${status} ${statusReason ?? ''}`.trim();
  const fate = referStatus === undefined ? undefined : `${referStatus} ${referReason ?? ''}`.trim();
  return [fate, reason ?? endedBy].filter((part) => part !== undefined).join(', ');
}

/** The state that was told last, and whose where that is not the resource's. */
function lastState({ states }: SubscriptionRow | PublicationRow): string | undefined {
  const last = states?.at(-1);
  return last?.of === undefined ? last?.what : `${party(last.of)}: ${last.what}`;
}

function problemCodes({ problems }: SubscriptionRow | PublicationRow): string | undefined {
  return problems?.map(({ code, count }) => (count === 1 ? code : `${code} ×${count}`)).join(' ');
}

function seconds(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count} s`;
}

function subscriptionTint({ state }: SubscriptionRow): Tint | undefined {
  if (state === 'active') return 'good';
  if (state === 'failed' || state === 'timed-out' || state === 'no-notify') return 'bad';
  return state === 'expired' || state === 'challenged' || state === 'unsolicited' ? 'warning' : undefined;
}

function publicationTint({ state }: PublicationRow): Tint | undefined {
  if (state === 'published') return 'good';
  if (state === 'failed' || state === 'timed-out') return 'bad';
  return state === 'expired' || state === 'challenged' ? 'warning' : undefined;
}
