import type { AnalyzeOptions, AnalyzeProgress } from './analysis.ts';
import { CallMediaTable } from './call/call-media.ts';
import { everyDialog } from './call/call.ts';
import { CallTable } from './call/call-table.ts';
import { QualityReports } from './call/quality-reports.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { Closing } from './closing.ts';
import { Conformance } from './conformance/conformance.ts';
import type { JudgedStream } from './conformance/media-case.ts';
import { Followers, passwordsOf } from './followers.ts';
import { TimeFormat } from './follow/format-time.ts';
import { DialogTable } from './dialog/dialog-table.ts';
import type { CapturedMessage } from './message/captured-message.ts';
import { segmentSize } from './message/columns.ts';
import { KeptBytes } from './message/kept-bytes.ts';
import type { KeyReader, MessageKeys } from './message/key-reader.ts';
import { defaultMessageLimits } from './message/message-limits.ts';
import { MessageTable } from './message/message-table.ts';
import { ParticipantTally } from './participants/participant-tally.ts';
import { AnalysisReport, type MessageSource } from './report/analysis-report.ts';
import type { Position } from './follow/position.ts';
import { Archive } from './report/archive.ts';
import { defaultMediaLimits } from './media/media-limits.ts';
import { StreamTies } from './stream-ties.ts';
import { KeyPresses } from './key-presses.ts';
import { Streams } from './streams.ts';
import type { MediaRecord } from './media/media-report.ts';
import { SummaryTally } from './report/summary.ts';
import type { TextFindings } from './report/text-findings.ts';
import { transactionKey } from './transaction/transaction-id.ts';
import type { Transaction } from './transaction/transaction.ts';
import { TransactionTable } from './transaction/transaction-table.ts';
import type { Delivery } from './transport/delivery.ts';
import type { FlowTable } from './transport/flow-table.ts';
import type { Refusal } from './transport/refusal.ts';
import type { MsrpRecord } from './transport/msrp/msrp-record.ts';

type MessageStagesOptions = AnalyzeOptions & {
  readonly source: MessageSource;
  readonly diagnostics: CaptureDiagnostics;
  readonly flows: FlowTable;
  readonly methods: KeyReader['methods'];
  /** Reads the texts of all messages, where that is wanted. */
  readonly texts: TextFindings | undefined;
};

/** Messages between two looks for what is over. */
const messagesBetweenLooks = segmentSize;
/** Of a call that a Replaces names, so many dialogs are looked through. */
const mostDialogsNamed = 16;

/** The second half of the way through the house: from messages to calls. Each line of `receive` is one stage; its folder has the same name. */
export class MessageStages {
  readonly analysis: AnalysisReport;
  readonly #source: MessageSource;
  readonly #onMessage: AnalyzeOptions['onMessage'];
  readonly #messages: MessageTable;
  readonly #transactions: TransactionTable;
  readonly #dialogs: DialogTable;
  readonly #calls: CallTable;
  readonly #followers: Followers;
  readonly #streams: Streams;
  readonly #media: CallMediaTable;
  readonly #quality: QualityReports;
  readonly #keyPresses: KeyPresses;
  readonly #tally: SummaryTally;
  readonly #participants: ParticipantTally;
  readonly #archive: Archive | undefined;
  readonly #texts: TextFindings | undefined;
  readonly #closing: Closing;
  readonly #conformance: Conformance | undefined;
  #nowNs = 0;

  constructor(options: MessageStagesOptions) {
    const { source, diagnostics, flows, methods, limits, texts, keep = true, maskDigits = false } = options;
    this.#source = source;
    this.#onMessage = options.onMessage;
    this.#texts = texts;
    const { keptBytes, openAtOnce } = { ...defaultMessageLimits, ...limits?.messages };
    const messages = new MessageTable({
      methods,
      kept: keep ? new KeptBytes(keptBytes, diagnostics) : undefined,
      gaps: source.gaps,
    });
    const transactions = new TransactionTable({
      messages,
      flows,
      keepsTexts: keep || options.onTransaction !== undefined,
    });
    const dialogs = new DialogTable({
      keepsTexts: keep || options.onDialog !== undefined,
      timeNs: (message) => messages.timeNs(message),
    });
    const calls = new CallTable(messages, flows, dialogs.open);
    const times = new TimeFormat(() => source.clock);
    const methodName = (number: number): string => methods.text(number) ?? '';
    const isObserved = messages.isObserved.bind(messages);
    const followers = new Followers({ flows, times, methodName, isObserved, keep, maskDigits }, options);
    const tally = new SummaryTally({ messages, flows, times });
    const participants = new ParticipantTally(flows, methodName);
    this.#archive = keep ? new Archive() : undefined;
    const { streamsOfCall } = { ...defaultMediaLimits, ...limits?.media };
    const ties = new StreamTies({ calls, dialogs, messages }, streamsOfCall);
    const media = new CallMediaTable({ messages, flows }, keep);
    const quality = new QualityReports(flows);
    const keyPresses = new KeyPresses({
      calls,
      times,
      epochNs: () => source.clock.epochNs,
      keep,
      maskDigits,
      isClear: (flow) => !['TLS', 'WSS'].includes(flows.transport(flow)),
    });
    const { onStream } = options;
    const judge = (stream: JudgedStream): void =>
      this.#conformance?.judgeMedia(
        {
          call: undefined,
          streams: [stream],
          media: undefined,
          keys: [],
          clearKeys: undefined,
          hasChanged: () => false,
        },
        this.#nowNs,
      );
    const toStreams = {
      flows,
      times,
      keep,
      ties,
      media,
      keyPresses,
      quality,
      diagnostics,
      onStream,
      maskDigits,
      judge: options.rules?.some(({ of }) => of === 'media') === true ? judge : undefined,
    };
    const streams = new Streams(toStreams);
    const stages = { messages, transactions, dialogs, calls, media, keyPresses, quality, streams, followers, tally };
    this.#messages = messages;
    this.#transactions = transactions;
    this.#dialogs = dialogs;
    this.#calls = calls;
    this.#followers = followers;
    this.#streams = streams;
    this.#media = media;
    this.#quality = quality;
    this.#keyPresses = keyPresses;
    this.#tally = tally;
    this.#participants = participants;
    const dialogsOf = (id: string): readonly number[] | undefined => {
      const call = calls.ofCallId(id);
      return call === undefined
        ? undefined
        : everyDialog(call)
            .slice(0, mostDialogsNamed)
            .map(({ number }) => number);
    };
    const withBranchOf = (message: CapturedMessage, method: number): Transaction | undefined =>
      transactions.at(transactionKey(message, method));
    this.#conformance = conformanceOf(options, {
      source,
      messages,
      flows,
      times,
      methodName,
      keep,
      dialogsOf,
      withBranchOf,
    });
    const { aliases } = options;
    const conformance = this.#conformance;
    const told = { ...stages, streams, participants, aliases, archive: this.#archive, texts, conformance };
    this.analysis = new AnalysisReport({ source, diagnostics, flows, times, ...told });
    // Sessions live with their dialogs.
    const mayRest = !keep && options.onSession === undefined;
    this.#closing = new Closing({
      ...options,
      ...stages,
      conformance,
      report: this.analysis,
      keep,
      openAtOnce,
      mayRest,
    });
  }

  receive(delivery: Delivery, keys: MessageKeys): void {
    const message = this.#messages.receive(delivery, keys);
    const matched = this.#transactions.receive(message);
    const dialog = this.#dialogs.receive(message, matched);
    const call = this.#calls.receive(message, matched, dialog);
    const isFollowed = this.#followers.follows(message);
    const position =
      isFollowed || this.#archive !== undefined || this.#onMessage !== undefined || this.#conformance !== undefined
        ? { copy: matched.copy, sighting: matched.sighting, transaction: matched.transaction, dialog, call }
        : undefined;
    if (position !== undefined) this.#conformance?.receive(message, position);
    if (isFollowed && position !== undefined) this.#followers.receive(message, position);
    if (matched.copy === 'none' && QualityReports.takes(message)) this.#quality.receive(message);
    if (matched.copy === 'none' && KeyPresses.takes(message)) this.#keyPresses.receive(message, call);
    this.#tally.addMessage(message, matched.copy, delivery.end - delivery.start);
    if (matched.copy !== 'duplicate') {
      this.#participants.receive(message, matched.transaction);
      this.#texts?.receive(message, delivery.frame);
    }
    this.#nowNs = Math.max(this.#nowNs, message.timeNs);
    if (position !== undefined) this.#tell(message, position, delivery);
    if (this.#messages.length % messagesBetweenLooks === 0) this.#closing.closeOver(this.#nowNs);
  }

  receiveMsrp(record: MsrpRecord): void {
    this.#followers.receiveMsrp(record);
    this.#conformance?.receiveMsrp(record);
  }

  receiveRefusal(refusal: Refusal): void {
    this.#conformance?.receiveRefusal(refusal);
  }

  receiveStream(record: MediaRecord): void {
    if (record.state === 'described') this.#media.receiveSession(record);
    else this.#streams.receive(record);
  }

  #tell(message: CapturedMessage, position: Position, { bytes, start, end }: Delivery): void {
    this.#archive?.add(message.number, position);
    if (this.#onMessage === undefined) return;
    this.analysis.current = { message, position };
    this.#onMessage(message.number, bytes.subarray(start, end), this.analysis);
    this.analysis.current = undefined;
  }

  /** No message comes any more. `pause` is called now and then while what was still open is told. */
  async end(pause: () => void | Promise<void> = () => {}): Promise<void> {
    for (const _ of this.#closing.closeAll(this.analysis.endNs)) {
      const paused = pause();
      if (paused !== undefined) await paused;
    }
  }

  /** Whether texts wait for a reader that is loaded only where there are such texts. */
  get isWaiting(): boolean {
    return this.#texts?.isWaiting === true || this.#followers.isWaiting;
  }

  async readWaiting(): Promise<void> {
    await this.#texts?.readWaiting();
    await this.#followers.readWaiting();
  }

  progress(): AnalyzeProgress {
    const { bytes, packets } = this.#source;
    return { bytesRead: bytes, packets, messages: this.#messages.length, calls: this.#calls.count };
  }
}

type ConformanceContext = Omit<ConstructorParameters<typeof Conformance>[0], 'rules' | 'given' | 'onFault'>;

/** Only where there are rules to ask. */
function conformanceOf(options: MessageStagesOptions, context: ConformanceContext): Conformance | undefined {
  const { rules, limits, onFinding, diagnostics } = options;
  if (rules === undefined) return undefined;
  const { source, times } = context;
  const unixMs = ({ timeNs }: { readonly timeNs: number }): number | undefined =>
    source.clock.isUnknown === true ? undefined : Date.parse(times.iso(timeNs));
  return new Conformance({
    ...context,
    rules,
    given: { passwords: passwordsOf(options), unixMs },
    limits: limits?.conformance,
    onFinding,
    onFault: (rule, error) => diagnostics.report('rule-failed', { detail: `${rule}: ${error}` }),
  });
}
