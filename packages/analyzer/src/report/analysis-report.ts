import { parseMessage } from '@sipscope/parser';
import type { Analysis } from '../analysis.ts';
import type { CallMediaTable } from '../call/call-media.ts';
import type { QualityReports } from '../call/quality-reports.ts';
import { type CallResult, callResult } from '../call/call-outcome.ts';
import { resultWithMedia } from '../call/media-verdict.ts';
import type { CallTable } from '../call/call-table.ts';
import type { Call } from '../call/call.ts';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { CaptureGap } from '../capture/capture-gaps.ts';
import type { CaptureClock } from '../capture/packet.ts';
import type { Conformance } from '../conformance/conformance.ts';
import type { FindingGroupRow, FindingRow, RuleOutcomeRow } from '../rows/finding-row.ts';
import type { DialogTable } from '../dialog/dialog-table.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { TransactionTable } from '../transaction/transaction-table.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { AddressNames, type Aliases } from '../participants/address-names.ts';
import type { ParticipantTally } from '../participants/participant-tally.ts';
import type { Place } from '../transport/delivery.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Archive } from './archive.ts';
import type { Position } from '../follow/position.ts';
import { withKeyPresses, withMedia, withQuality } from './call-media-row.ts';
import { callRow } from './call-row.ts';
import { dialogRow } from './dialog-row.ts';
import type { TimeFormat } from '../follow/format-time.ts';
import { messageRow } from './message-row.ts';
import { callId, dialogId, numberOfId, transactionId } from '../follow/row-id.ts';
import type {
  CallRow,
  CaptureFacts,
  ConversationRow,
  DialogRow,
  DtmfRow,
  FollowedRows,
  KpiRow,
  MessageRow,
  PathElementRow,
  PublicationRow,
  RegistrationRow,
  StreamRow,
  StreamSeries,
  SubscriptionRow,
  Summary,
  TransactionRow,
} from '../rows.ts';
import type { SummaryTally } from './summary.ts';
import type { TextFindings } from './text-findings.ts';
import { pathRow } from './path-row.ts';
import { type TransactionContext, transactionRow } from './transaction-row.ts';

type Stages = {
  readonly source: MessageSource;
  readonly diagnostics: CaptureDiagnostics;
  readonly flows: FlowTable;
  readonly messages: MessageTable;
  readonly transactions: TransactionTable;
  readonly dialogs: DialogTable;
  readonly calls: CallTable;
  readonly followers: FollowedLists;
  readonly streams: StreamList;
  readonly media: CallMediaTable;
  readonly keyPresses: CallKeyPresses;
  readonly quality: QualityReports;
  readonly times: TimeFormat;
  readonly tally: SummaryTally;
  readonly participants: ParticipantTally;
  /** Names of addresses, by the user. */
  readonly aliases: Aliases | undefined;
  /** Only where everything is kept. */
  readonly archive: Archive | undefined;
  /** Only where the texts of all messages were read. */
  readonly texts: TextFindings | undefined;
  /** Only where rules are asked. */
  readonly conformance: Conformance | undefined;
};

/** The rows of what is followed beside calls. */
type FollowedLists = {
  readonly digests: Summary['digests'];
  count(name: keyof FollowedRows): number;
  rows<Name extends keyof FollowedRows>(name: Name, nowNs: number): Iterable<FollowedRows[Name]>;
};

/** The keys that were pressed in calls. */
type CallKeyPresses = { of(call: number): { readonly rows: readonly DtmfRow[]; readonly more: number } };

/** The rows of streams of media. */
type StreamList = {
  readonly count: number;
  summary(): Summary['media'];
  rows(): Iterable<StreamRow>;
  series(number: number): StreamSeries | undefined;
};

/** Where the messages come from. */
export type MessageSource = {
  readonly clock: CaptureClock;
  /** Of the packets so far: see `CaptureFacts`. */
  readonly linkTypes: readonly string[];
  /** Of the capture, after decompression, so far. */
  readonly bytes: number;
  readonly packets: number;
  /** Of the capture, so far. */
  readonly gaps: readonly CaptureGap[];
  facts(): CaptureFacts;
};

/** The message that was received last: it need not be parsed again for its row. */
type Current = { readonly message: CapturedMessage; readonly position: Position };

/** The rows of what the stages hold, made when asked for. */
export class AnalysisReport implements Analysis {
  readonly #stages: Stages;
  readonly #times: TimeFormat;
  /** Time of the latest packet. */
  endNs = 0;
  /** While it is being told. */
  current: Current | undefined = undefined;

  constructor(stages: Stages) {
    this.#stages = stages;
    this.#times = stages.times;
  }

  get clock(): CaptureClock {
    return this.#stages.source.clock;
  }

  get facts(): CaptureFacts {
    return this.#stages.source.facts();
  }

  get messageCount(): number {
    return this.#stages.messages.length;
  }

  place(message: number): Place {
    return this.#stages.messages.place(message);
  }

  frame(message: number): { readonly frame: number; readonly index: number } {
    const { messages } = this.#stages;
    return { frame: messages.frame(message), index: messages.index(message) };
  }

  messageRow(message: number, bytes: Uint8Array): MessageRow {
    const { messages, flows } = this.#stages;
    const current = this.current?.message.number === message ? this.current : undefined;
    const { copy, sighting, transaction, dialog, call } = current?.position ?? this.#kept().position(message);
    const position = {
      copy,
      sighting,
      transaction: transactionId(transaction.number),
      dialog: dialog === undefined ? undefined : dialogId(dialog.number),
      call: call === undefined ? undefined : callId(call.number),
    };
    const known = current?.message.parsed() ?? (bytes.length === 0 ? transaction : parseMessage(bytes));
    return messageRow(message, known, { messages, flows, times: this.#times, position });
  }

  *transactions(): Generator<TransactionRow> {
    for (const transaction of this.#kept().transactions) yield this.transactionRow(transaction, this.endNs);
  }

  *dialogs(): Generator<DialogRow> {
    for (const dialog of this.#kept().dialogs) yield this.dialogRow(dialog, this.endNs);
  }

  *calls(): Generator<CallRow> {
    for (const call of this.#kept().calls) yield this.callRow(call, this.endNs);
  }

  registrations(): Iterable<RegistrationRow> {
    return this.#followed('registrations');
  }

  subscriptions(): Iterable<SubscriptionRow> {
    return this.#followed('subscriptions');
  }

  publications(): Iterable<PublicationRow> {
    return this.#followed('publications');
  }

  conversations(): Iterable<ConversationRow> {
    return this.#followed('conversations');
  }

  streams(): Iterable<StreamRow> {
    this.#kept();
    return this.#stages.streams.rows();
  }

  findings(): readonly FindingRow[] {
    this.#kept();
    return this.#stages.conformance?.findings.rows() ?? [];
  }

  findingGroups(): readonly FindingGroupRow[] {
    return this.#stages.conformance?.findings.groups() ?? [];
  }

  ruleOutcomes(): readonly RuleOutcomeRow[] {
    return this.#stages.conformance?.outcomes() ?? [];
  }

  streamsOfCall(call: string): readonly StreamRow[] {
    return [...this.streams()].filter((row) => row.call === call);
  }

  seriesOfStream(stream: string): StreamSeries | undefined {
    this.#kept();
    return this.#stages.streams.series(numberOfId(stream, 'x'));
  }

  kpis(): Iterable<KpiRow> {
    const { transactions, calls, tally } = this.#stages;
    const [openTransactions, openCalls] = [transactions.open.list(), calls.listOpen()];
    return tally.kpis({ openTransactions, openCalls, nowNs: this.endNs });
  }

  pathOf(transaction: string): readonly PathElementRow[] {
    const { transactions } = this.#kept();
    const found = transactions[numberOfId(transaction, 't')];
    return found === undefined ? [] : pathRow(found, (number) => transactions[number], this.#stages.flows);
  }

  call(id: string): CallRow | undefined {
    const call = this.#callOfId(id);
    return call === undefined ? undefined : this.callRow(call, this.endNs);
  }

  transaction(id: string): TransactionRow | undefined {
    const transaction = this.#kept().transactions[numberOfId(id, 't')];
    return transaction === undefined ? undefined : this.transactionRow(transaction, this.endNs);
  }

  messagesOfCall(id: string): readonly number[] {
    const call = this.#callOfId(id);
    return call === undefined ? [] : this.#kept().messagesOf(call);
  }

  summary(): Summary {
    const { diagnostics, transactions, dialogs, calls, followers, streams, ...more } = this.#stages;
    const { texts, tally, participants, aliases } = more;
    return tally.summary({
      capture: this.facts,
      counts: {
        transactions: transactions.count,
        dialogs: dialogs.count,
        calls: calls.count,
        registrations: followers.count('registrations'),
        subscriptions: followers.count('subscriptions'),
        publications: followers.count('publications'),
        conversations: followers.count('conversations'),
        streams: streams.count,
      },
      openTransactions: transactions.open.list(),
      openCalls: calls.listOpen(),
      userAgents: texts?.userAgents ?? new Map(),
      participants: participants.participants(new AddressNames(aliases, this.facts.names)),
      ims: participants.ims(),
      digests: followers.digests,
      findings: this.#stages.conformance?.findings.byLevel(),
      diagnostics: [...diagnostics.counts(), ...(texts?.counts() ?? [])],
      media: streams.summary(),
      nowNs: this.endNs,
    });
  }

  /** As it stands at `nowNs` of capture time. */
  transactionRow(transaction: Transaction, nowNs: number): TransactionRow {
    const { messages, transactions } = this.#stages;
    const frames = transactions.messagesOf(transaction).map((message) => messages.frame(message));
    return transactionRow(transaction, frames, this.#context(nowNs));
  }

  dialogRow(dialog: Dialog, nowNs: number): DialogRow {
    return dialogRow(dialog, this.#context(nowNs));
  }

  /** `result`: how it ended, as `callResult` tells at that time. */
  callRow(call: Call, nowNs: number, result?: CallResult): CallRow {
    const { messages, media } = this.#stages;
    const ofMedia = media.of(call, nowNs);
    const told = result ?? resultWithMedia(call, callResult(call, messages, nowNs), ofMedia, { messages, nowNs });
    const row = withKeyPresses(
      withMedia(callRow(call, told, this.#context(nowNs)), ofMedia, this.#times),
      this.#stages.keyPresses.of(call.number),
    );
    const findings = this.#stages.conformance?.findings.ofCall(call.number);
    return withQuality(
      findings === undefined ? row : { ...row, ...findings },
      this.#stages.quality.of(call.callIds, (ns) => this.#times.iso(ns)),
    );
  }

  #followed<Name extends keyof FollowedRows>(name: Name): Iterable<FollowedRows[Name]> {
    this.#kept();
    return this.#stages.followers.rows(name, this.endNs);
  }

  #callOfId(id: string): Call | undefined {
    return this.#kept().calls[numberOfId(id, 'c')];
  }

  #kept(): Archive {
    const { archive } = this.#stages;
    if (archive === undefined) throw new TypeError('This analysis keeps nothing: see AnalyzeOptions.keep.');
    return archive;
  }

  #context(nowNs: number): TransactionContext {
    const { messages, flows } = this.#stages;
    return { messages, flows, times: this.#times, nowNs };
  }
}
