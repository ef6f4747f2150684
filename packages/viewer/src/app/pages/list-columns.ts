import { html, nothing, type TemplateResult } from 'lit';
import type {
  CallRow,
  ConversationRow,
  DialogRow,
  Distribution,
  FindingRow,
  KpiRow,
  MessageRow,
  PublicationRow,
  RegistrationRow,
  StreamRow,
  SubscriptionRow,
  TransactionRow,
} from '@sipscope/analyzer';
import type { ListName, ListRows } from '../../api/lists.ts';
import { findingsMark, findingsText, levelGlyph, levelMark } from '../findings/finding-level.ts';
import { formatCount } from '../format/number.ts';
import { formatParty } from '../format/party.ts';
import { formatClock, formatDuration, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { qualityTone } from '../media/stream-facts.ts';
import { icon } from '../parts/icons.ts';
import { outcomeMark, outcomeWord, statusTone } from '../parts/outcome.ts';
import type { Column } from '../table/column.ts';

/** Columns of each list, as the reader's zone shows its times. */
export function listColumns(zone: Zone): { readonly [Name in ListName]: readonly Column<ListRows[Name]>[] } {
  return {
    calls: callColumns(zone),
    transactions: transactionColumns(zone),
    dialogs: dialogColumns(zone),
    messages: messageColumns(zone),
    registrations: registrationColumns(zone),
    subscriptions: subscriptionColumns(zone),
    publications: publicationColumns(zone),
    conversations: conversationColumns(zone),
    streams: streamColumns(zone),
    kpis: kpiColumns(zone),
    findings: findingColumns(zone),
  };
}

function callColumns(zone: Zone): readonly Column<CallRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    textColumn('from', 132, 3, (row) => formatParty(row.from, row.fromNumber), {
      narrow: 84,
      sort: 'from',
      whole: (row) => row.from,
    }),
    textColumn('to', 132, 3, (row) => formatParty(row.to, row.toNumber), {
      narrow: 84,
      sort: 'to',
      whole: (row) => row.to,
    }),
    {
      title: 'outcome',
      least: 124,
      narrow: 104,
      sort: 'outcome',
      draw: (row) => outcomeMark(row.outcome),
      whole: (row) => [outcomeWord(row.outcome), row.status, row.reason && label(row.reason)].filter(Boolean).join(' '),
    },
    textColumn('verdict', 120, 1, (row) => (row.verdict === row.outcome ? undefined : row.verdict), {
      sort: 'verdict',
      whole: (row) => [row.verdict, ...(row.annotations ?? [])].join(', '),
    }),
    {
      title: 'status',
      least: 150,
      share: 2,
      sort: 'status',
      draw: (row) => statusCell(row.status, row.reason),
      whole: (row) => row.reason && label(row.reason),
    },
    durationColumn('pdd', 'pddMs', (row) => row.pddMs),
    durationColumn('set-up', 'setupMs', (row) => row.setupMs),
    durationColumn('talk', 'durationMs', (row) => row.durationMs),
    {
      title: 'findings',
      least: 104,
      draw: (row) => findingsMark(row.findings, 2),
      whole: (row) => findingsText(row.findings),
    },
    countColumn('legs', undefined, (row) => row.legs.length),
    countColumn('messages', 'messages', (row) => row.messages),
    repeatsColumn(),
  ];
}

function findingColumns(zone: Zone): readonly Column<FindingRow>[] {
  return [
    timeColumn('time', zone, (row) => row.time),
    {
      title: 'level',
      least: 116,
      narrow: 46,
      sort: 'level',
      draw: (row) => levelMark(row.level),
      drawNarrow: (row) => levelGlyph(row.level),
    },
    { title: 'rule', least: 116, sort: 'rule', draw: (row) => mono(row.rule), whole: (row) => row.title },
    textColumn('seen', 260, 6, (row) => row.seen, { sort: 'seen', narrow: 150, whole: (row) => row.message }),
    textColumn('from', 130, 2, (row) => row.source, { sort: 'source' }),
    textColumn('user agent', 120, 2, (row) => row.userAgent, { sort: 'userAgent' }),
    { title: 'call', least: 60, sort: 'call', draw: (row) => row.call },
    countColumn('frame', 'frame', (row) => row.frame),
  ];
}

function transactionColumns(zone: Zone): readonly Column<TransactionRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    { title: 'method', least: 104, narrow: 90, sort: 'method', draw: (row) => mono(row.method) },
    { title: 'hop', least: 52, align: 'end', sort: 'hop', draw: (row) => row.hop },
    textColumn('client', 150, 2, (row) => row.client, { sort: 'client', narrow: 84 }),
    textColumn('server', 150, 2, (row) => row.server, { sort: 'server' }),
    {
      title: 'final',
      least: 62,
      narrow: 52,
      align: 'end',
      sort: 'finalStatus',
      draw: (row) => statusCell(row.finalStatus),
    },
    {
      title: 'state',
      least: 110,
      sort: 'state',
      draw: (row) => (row.timedOut ? html`<span class="bad">timed out</span>` : row.state),
    },
    durationColumn('response', 'responseMs', (row) => row.responseMs),
    durationColumn('final after', 'finalMs', (row) => row.finalMs),
    repeatsColumn(),
    textColumn('lost', 110, 2, lossText, {}),
    textColumn('call-id', 180, 3, (row) => row.callId, { sort: 'callId', mono: true }),
  ];
}

/** Where on the hop something was lost. */
function lossText({ loss }: TransactionRow): string | undefined {
  return loss?.map(({ where }) => where.replaceAll('-', ' ')).join(', ');
}

function dialogColumns(zone: Zone): readonly Column<DialogRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    { title: 'usage', least: 84, narrow: 70, sort: 'usage', draw: (row) => row.usage },
    { title: 'state', least: 96, narrow: 86, sort: 'state', draw: (row) => row.state },
    textColumn('ended by', 150, 2, (row) => row.endedBy, { sort: 'endedBy' }),
    textColumn('call-id', 200, 3, (row) => row.callId, { sort: 'callId', mono: true, narrow: 90 }),
    textColumn('local tag', 110, 1, (row) => row.localTag, { mono: true }),
    textColumn('remote tag', 110, 1, (row) => row.remoteTag, { mono: true }),
    countColumn('transactions', undefined, (row) => row.transactions.length),
  ];
}

function registrationColumns(zone: Zone): readonly Column<RegistrationRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    textColumn('address-of-record', 160, 3, (row) => formatParty(row.aor), {
      sort: 'aor',
      narrow: 110,
      whole: (row) => row.aor,
    }),
    { title: 'state', least: 96, narrow: 86, sort: 'state', draw: (row) => stateCell(row.state) },
    textColumn('last', 150, 2, lastAttempt, { sort: 'outcome' }),
    textColumn('until', 108, 1, (row) => row.until && formatClock(row.until, zone), { sort: 'until' }),
    textColumn('from', 130, 2, (row) => row.clients[0], {}),
    textColumn('registrar', 130, 2, (row) => row.registrar, { sort: 'registrar' }),
    textColumn('user agent', 120, 2, (row) => row.userAgent, { sort: 'userAgent' }),
    countColumn('messages', undefined, (row) => row.messages.length + (row.moreMessages ?? 0)),
  ];
}

/** What came of it, and why. */
function lastAttempt({ outcome, attempts }: RegistrationRow): string | undefined {
  const { status, why } = attempts.at(-1) ?? {};
  return outcome && [outcome, status, why].filter(Boolean).join(' ');
}

function subscriptionColumns(zone: Zone): readonly Column<SubscriptionRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    textColumn('event', 120, 1, eventText, { sort: 'event', narrow: 84 }),
    textColumn('subscriber', 140, 2, (row) => formatParty(row.subscriber), {
      sort: 'subscriber',
      whole: (row) => row.subscriber,
    }),
    textColumn('notifier', 140, 2, (row) => formatParty(row.notifier), {
      sort: 'notifier',
      narrow: 84,
      whole: (row) => row.notifier,
    }),
    { title: 'state', least: 96, narrow: 86, sort: 'state', draw: (row) => stateCell(row.state) },
    {
      title: 'why',
      least: 130,
      share: 2,
      sort: 'status',
      draw: (row) => statusCell(row.status ?? row.referStatus, whyEnded(row)),
      whole: (row) => whyEnded(row) && label(whyEnded(row) ?? ''),
    },
    countColumn('refreshes', 'refreshes', (row) => row.refreshes),
    countColumn('notifies', 'notifications', (row) => row.notifications),
    textColumn('last state', 180, 3, lastState, {}),
    textColumn('problems', 120, 1, problemCodes, {}),
  ];
}

/** `presence`, `refer;id=2`. */
function eventText({ event, eventId }: SubscriptionRow): string | undefined {
  return eventId === undefined ? event : `${event ?? ''};id=${eventId}`;
}

/** What was said of the refusal, of the referred request's fate, or of the end. */
function whyEnded({ status, statusReason, referReason, reason, endedBy }: SubscriptionRow): string | undefined {
  return status === undefined ? (referReason ?? reason ?? endedBy) : statusReason;
}

function publicationColumns(zone: Zone): readonly Column<PublicationRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    textColumn('event', 120, 1, (row) => row.event, { sort: 'event', narrow: 84 }),
    textColumn('publisher', 140, 2, (row) => formatParty(row.publisher), {
      sort: 'publisher',
      narrow: 84,
      whole: (row) => row.publisher,
    }),
    textColumn('resource', 140, 2, (row) => formatParty(row.resource), {
      sort: 'resource',
      whole: (row) => row.resource,
    }),
    { title: 'state', least: 96, narrow: 86, sort: 'state', draw: (row) => stateCell(row.state) },
    {
      title: 'status',
      least: 130,
      share: 1,
      sort: 'status',
      draw: (row) => statusCell(row.status, row.statusReason),
      whole: (row) => row.statusReason && label(row.statusReason),
    },
    countColumn('refreshes', 'refreshes', (row) => row.refreshes),
    countColumn('changes', 'modifications', (row) => row.modifications),
    textColumn('last state', 180, 3, lastState, {}),
    textColumn('problems', 120, 1, problemCodes, {}),
  ];
}

/** The state that was told last, and whose where that is not the resource's. */
function lastState({ states }: SubscriptionRow | PublicationRow): string | undefined {
  const last = states?.at(-1);
  return last?.of === undefined ? last?.what : `${formatParty(last.of)}: ${last.what}`;
}

function problemCodes({ problems }: SubscriptionRow | PublicationRow): string | undefined {
  return problems?.map(({ code, count }) => (count === 1 ? code : `${code} ×${count}`)).join(' ');
}

/** What did not come to be stands out. */
function stateCell(
  state: SubscriptionRow['state'] | PublicationRow['state'] | RegistrationRow['state'],
): TemplateResult | string {
  const isBad = state === 'failed' || state === 'timed-out' || state === 'no-notify' || state === 'rejected';
  return isBad ? html`<span class="bad">${state}</span>` : state;
}

function conversationColumns(zone: Zone): readonly Column<ConversationRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    { title: 'kind', least: 84, narrow: 70, sort: 'kind', draw: (row) => row.session?.state ?? row.kind },
    textColumn('from', 130, 2, (row) => formatParty(row.from), { sort: 'from', whole: (row) => row.from }),
    textColumn('to', 130, 2, (row) => formatParty(row.to), { sort: 'to', whole: (row) => row.to }),
    countColumn('exchanged', 'exchanged', (row) => row.exchanged),
    {
      title: 'failed',
      least: 76,
      align: 'end',
      sort: 'failed',
      draw: (row) => (row.failed === undefined ? undefined : formatCount(row.failed)),
    },
    textColumn('said', 200, 3, saidFirst, {}),
    countColumn('messages', undefined, (row) => row.messages.length),
  ];
}

/** The first thing that was said, or the file that was offered. */
function saidFirst({ instantMessages, files }: ConversationRow): string | undefined {
  const said = instantMessages.find(({ text }) => text !== undefined)?.text;
  return said ?? files?.find(({ name }) => name !== undefined)?.name;
}

function streamColumns(zone: Zone): readonly Column<StreamRow>[] {
  return [
    timeColumn('started', zone, (row) => row.started),
    { title: 'call', least: 62, narrow: 52, sort: 'call', draw: (row) => row.call },
    { title: 'by', least: 62, sort: 'from', draw: (row) => row.from },
    textColumn('codec', 110, 1, streamCodec, { sort: 'codec', narrow: 84 }),
    textColumn('source', 150, 2, (row) => endpoint(row.srcIp, row.srcPort), { sort: 'srcIp', narrow: 84 }),
    textColumn('destination', 150, 2, (row) => endpoint(row.dstIp, row.dstPort), { sort: 'dstIp' }),
    textColumn('ssrc', 84, 0, (row) => row.ssrc, { sort: 'ssrc', mono: true }),
    durationColumn('lasts', undefined, (row) => Date.parse(row.ended) - Date.parse(row.started)),
    countColumn('packets', 'packets', (row) => row.packets),
    {
      title: 'lost',
      least: 64,
      align: 'end',
      sort: 'lostPercent',
      draw: (row) => (row.lostPercent === undefined ? undefined : `${row.lostPercent.toFixed(1)} %`),
    },
    {
      title: 'jitter',
      least: 74,
      align: 'end',
      sort: 'jitterMsMean',
      draw: (row) => (row.jitterMsMean === undefined ? undefined : `${row.jitterMsMean.toFixed(1)} ms`),
    },
    {
      title: 'MOS',
      least: 56,
      narrow: 46,
      align: 'end',
      sort: 'mos',
      draw: (row) => row.mos && html`<span class=${qualityTone(row)}>${row.mos.toFixed(2)}</span>`,
    },
    textColumn('problems', 130, 2, streamProblemCodes, { whole: streamProblemTexts }),
  ];
}

/** `PCMA`, `SRTP opus`; of what has none, what it is. */
function streamCodec({ protocol, codec, kind }: StreamRow): string {
  const what = codec ?? kind;
  if (what === undefined) return protocol;
  return protocol === 'RTP' ? what : `${protocol} ${what}`;
}

function streamProblemCodes({ problems = [] }: StreamRow): string | undefined {
  return [...new Set(problems.map(({ code }) => code.replaceAll('-', ' ')))].join(', ') || undefined;
}

function streamProblemTexts({ problems = [] }: StreamRow): string | undefined {
  return problems.map(({ text }) => text).join(' ') || undefined;
}

function kpiColumns(zone: Zone): readonly Column<KpiRow>[] {
  return [
    { title: 'scope', least: 84, narrow: 70, sort: 'scope', draw: (row) => row.scope },
    textColumn(
      'of',
      150,
      2,
      (row) => row.of ?? (row.started === undefined ? undefined : formatClock(row.started, zone)),
      {
        narrow: 90,
      },
    ),
    { title: 'role', least: 64, sort: 'role', draw: (row) => row.role ?? nothing },
    countColumn('calls', 'calls', (row) => row.calls),
    countColumn('answered', 'answered', (row) => row.answered),
    countColumn('at once', 'concurrentCalls', (row) => row.concurrentCalls),
    percentColumn('SER', 'ser', (row) => row.ser),
    percentColumn('SEER', 'seer', (row) => row.seer),
    percentColumn('ISA', 'isa', (row) => row.isa),
    delayColumn('SRD', (row) => row.srdMs),
    delayColumn('SDD', (row) => row.sddMs),
    countColumn('registers', 'registrations', (row) => row.registrations),
    delayColumn('RRD', (row) => row.rrdMs),
    percentColumn('IRA', 'ira', (row) => row.ira),
    countColumn('messages', 'messages', (row) => row.messages),
  ];
}

function percentColumn(title: string, sort: string, value: (row: KpiRow) => number | undefined): Column<KpiRow> {
  const text = (row: KpiRow): string | undefined => {
    const share = value(row);
    return share === undefined ? undefined : `${share.toFixed(1)} %`;
  };
  return { title, least: 72, align: 'end', sort, draw: (row) => text(row) ?? nothing };
}

/** The median of delays. */
function delayColumn(title: string, delays: (row: KpiRow) => Distribution | undefined): Column<KpiRow> {
  return durationColumn(title, undefined, (row) => delays(row)?.median);
}

function messageColumns(zone: Zone): readonly Column<MessageRow>[] {
  return [
    { title: '#', least: 72, align: 'end', sort: 'frame', draw: (row) => formatCount(row.frame) },
    timeColumn('time', zone, (row) => row.time),
    {
      title: 'message',
      least: 180,
      share: 2,
      narrow: 130,
      sort: 'method',
      draw: messageCell,
      whole: (row) => (row.reason === undefined ? undefined : label(row.reason)),
    },
    textColumn('source', 150, 2, (row) => endpoint(row.srcIp, row.srcPort), { sort: 'srcIp', narrow: 84 }),
    textColumn('destination', 150, 2, (row) => endpoint(row.dstIp, row.dstPort), { sort: 'dstIp' }),
    { title: 'over', least: 56, sort: 'transport', draw: (row) => row.transport },
    textColumn('from', 130, 2, (row) => formatParty(row.fromUri), { sort: 'fromUri', whole: (row) => row.fromUri }),
    textColumn('to', 130, 2, (row) => formatParty(row.toUri), { sort: 'toUri', whole: (row) => row.toUri }),
    {
      title: 'size',
      least: 66,
      align: 'end',
      sort: 'size',
      draw: (row) => formatCount(row.size),
      whole: (row) => `${row.size} bytes`,
    },
  ];
}

type TextOptions<Row> = {
  readonly sort?: string;
  readonly narrow?: number;
  readonly mono?: boolean;
  readonly whole?: (row: Row) => string | undefined;
};

function textColumn<Row>(
  title: string,
  least: number,
  share: number,
  read: (row: Row) => string | undefined,
  { sort, narrow, whole, mono: isMono = false }: TextOptions<Row>,
): Column<Row> {
  const wholeText = whole ?? read;
  return {
    title,
    least,
    share,
    ...(sort !== undefined && { sort }),
    ...(narrow !== undefined && { narrow }),
    draw: (row) => {
      const text = read(row);
      return text === undefined ? undefined : html`<bdi class=${isMono ? 'mono' : ''}>${label(text)}</bdi>`;
    },
    whole: (row) => {
      const text = wholeText(row);
      return text === undefined ? undefined : label(text, 1000);
    },
  };
}

function timeColumn<Row>(sort: string, zone: Zone, read: (row: Row) => string): Column<Row> {
  return {
    title: 'time',
    least: 108,
    narrow: 72,
    sort,
    draw: (row) => html`<span class="number">${formatClock(read(row), zone)}</span>`,
    drawNarrow: (row) => html`<span class="number">${formatClock(read(row), zone).slice(0, 8)}</span>`,
    whole: (row) => formatExactTime(read(row), zone),
  };
}

function repeatsColumn<Row extends { readonly retransmissions: number }>(): Column<Row> {
  return {
    title: 'repeats',
    least: 78,
    align: 'end',
    sort: 'retransmissions',
    draw: (row) => (row.retransmissions === 0 ? '–' : repeats(row.retransmissions)),
    whole: (row) => (row.retransmissions === 0 ? undefined : `${row.retransmissions} retransmissions`),
  };
}

function durationColumn<Row>(
  title: string,
  sort: string | undefined,
  read: (row: Row) => number | undefined,
): Column<Row> {
  return {
    title,
    least: 78,
    align: 'end',
    ...(sort !== undefined && { sort }),
    draw: (row) => {
      const duration = read(row);
      return duration === undefined ? undefined : formatDuration(duration);
    },
    whole: (row) => {
      const duration = read(row);
      return duration === undefined ? undefined : `${duration} ms`;
    },
  };
}

function countColumn<Row>(
  title: string,
  sort: string | undefined,
  read: (row: Row) => number | undefined,
): Column<Row> {
  return {
    title,
    least: Math.max(52, title.length * 8 + 28),
    align: 'end',
    ...(sort !== undefined && { sort }),
    draw: (row) => {
      const count = read(row);
      return count === undefined ? undefined : formatCount(count);
    },
  };
}

/** The deciding status and what it says; where there is none, why not. */
function statusCell(status: number | undefined, reason?: string): TemplateResult | undefined {
  if (status === undefined && reason === undefined) return undefined;
  return html`${
    status === undefined ? nothing : html`<span class="number ${statusTone(status)}">${status}</span> `
  }${reason === undefined ? nothing : html`<bdi class="quiet">${label(reason, 60)}</bdi>`}`;
}

function messageCell(row: MessageRow): TemplateResult {
  const start =
    row.kind === 'request'
      ? html`<b>${label(row.method ?? '?', 24)}</b>`
      : html`<span class=${statusTone(row.status ?? 0)}>${row.status}</span> <bdi>${label(row.reason ?? '', 40)}</bdi>
          <span class="quiet">${label(row.method ?? '', 24)}</span>`;
  const repeated = row.retransmission ? html` <span class="quiet" title="sent again">⟲</span>` : nothing;
  const sighting =
    row.sighting === undefined || row.sighting === 'forwarded'
      ? nothing
      : html` <span class="mark warn">${row.sighting}</span>`;
  const copied = row.duplicate
    ? html` <span class="quiet" title="the same packet, captured again">copy</span>`
    : nothing;
  return html`${start}${sighting}${repeated}${copied}`;
}

function repeats(count: number): TemplateResult {
  return html`<span class="mark warn">${icon('repeat')}${formatCount(count)}</span>`;
}

function mono(text: string): TemplateResult {
  return html`<span class="mono">${label(text, 40)}</span>`;
}

function endpoint(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
