import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { CaptureLimits } from './capture/capture-limits.ts';
import type { CaptureClock } from './capture/packet.ts';
import type {
  CallRow,
  CaptureFacts,
  ConversationRow,
  DialogRow,
  KpiRow,
  MessageRow,
  PathElementRow,
  PublicationRow,
  RegistrationRow,
  SessionRow,
  StreamRow,
  StreamSeries,
  SubscriptionRow,
  Summary,
  TransactionRow,
} from './rows.ts';
import type { ConformanceLimits } from './conformance/conformance.ts';
import type { Rule } from './conformance/rule.ts';
import type { FindingGroupRow, FindingRow, RuleOutcomeRow } from './rows/finding-row.ts';
import type { MediaLimits } from './media/media-limits.ts';
import type { MessageLimits } from './message/message-limits.ts';
import type { Password } from './identity/passwords.ts';
import type { Place } from './transport/delivery.ts';
import type { Aliases } from './participants/address-names.ts';
import type { NetworkLimits } from './network/network-limits.ts';
import type { SctpLimits } from './transport/sctp/sctp-deliveries.ts';
import type { TcpLimits } from './transport/tcp-limits.ts';
import type { GrowingKeyLog } from './transport/tls/growing-key-log.ts';
import type { QualitySettings } from './media/figures/quality-settings.ts';
import type { SrtpLimits } from './media/srtp/srtp-limits.ts';
import type { TlsLimits } from './transport/tls/tls-limits.ts';
import type { WebSocketLimits } from './transport/websocket/websocket-limits.ts';

/** How far an analysis has come. */
export type AnalyzeProgress = {
  /** Of the capture, after decompression. */
  readonly bytesRead: number;
  readonly packets: number;
  readonly messages: number;
  readonly calls: number;
};

/** Limits of the stages, where they are not to be the defaults. Reaching one is told in a diagnostic. */
export type AnalysisLimits = {
  /** Of the reader that `analyze` makes; packets of other readers have their own. */
  readonly capture?: Partial<CaptureLimits>;
  readonly network?: Partial<NetworkLimits>;
  readonly messages?: Partial<MessageLimits>;
  readonly tcp?: Partial<TcpLimits>;
  readonly sctp?: Partial<SctpLimits>;
  readonly webSocket?: Partial<WebSocketLimits>;
  readonly tls?: Partial<TlsLimits>;
  readonly srtp?: Partial<SrtpLimits>;
  readonly media?: Partial<MediaLimits>;
  readonly conformance?: Partial<ConformanceLimits>;
};

export type AnalyzeOptions = {
  readonly limits?: AnalysisLimits;
  /** What was wrong with the capture before its bytes came here (`CaptureInput.diagnostics`): the rest is added to it. */
  readonly diagnostics?: CaptureDiagnostics;
  /**
   * Secrets of TLS connections, as programs write them where `SSLKEYLOGFILE` says: what these connections carry is then read. Secrets that a pcapng
   * carries are used without being given. A function gives those that are written while the capture comes: what waits for them is read when they are there.
   */
  readonly keyLog?: Uint8Array | GrowingKeyLog | undefined;
  /** Reads every message's text by the grammar, so that the summary tells its diagnostics and user agents. Costs about as much again. */
  readonly readTexts?: boolean;
  /**
   * Rules of conformance that are asked of messages, transactions, dialogs …: all of them stand in `@sipscope/analyzer/conformance`. Every message's text is then read by the grammar.
   */
  readonly rules?: readonly Rule[] | undefined;
  /** Whether media is read: streams of RTP and their relatives, and what they carry; true where it is not said. */
  readonly media?: boolean;
  /** What the quality of streams is judged by that no capture shows: the jitter buffer, the way through the network, how losses are made good. */
  readonly quality?: Partial<QualitySettings> | undefined;
  /** Names of addresses and endpoints (`192.0.2.1`, `192.0.2.1:5060`, `[2001:db8::1]:5060`), as `readAliases` reads them: participants are called by them. */
  readonly aliases?: Aliases | undefined;
  /**
   * Whether keys that were pressed in calls (DTMF) are told as `x`: in rows of calls, streams and subscriptions. Messages, and sound, are what they are: `messageRow` is given
   * the bytes, and who listens hears the tones.
   */
  readonly maskDigits?: boolean;
  /** Passwords of users, to check digests with: whether credentials were made with them is told where they are (`authentication` of registrations). In no row. */
  readonly passwords?: readonly Password[] | undefined;
  /**
   * Whether packets are taken as they come: of a capture that is being written, rows are then there at once (so they are where `keyLog` grows). Otherwise those that are a little out of order, as in captures
   * of several interfaces, are put in the order of their times.
   */
  readonly live?: boolean;
  /** Ends the analysis early, also while it waits for a chunk: what was read until then is the result. */
  readonly signal?: AbortSignal;
  /** Called after every chunk of the capture. The next is asked for when the promise is fulfilled, where one is returned. */
  readonly onProgress?: (progress: AnalyzeProgress) => void | Promise<void>;
  /**
   * Whether the analysis holds what it found, so that it can be asked for it (`calls()`, `messageRow(…)` and the others); true where it is not said.
   * `false`: everything is told once, to the functions below, and let go when nothing more is expected of it, so that memory does not grow with the
   * capture. `summary()` can be asked for in either case.
   */
  readonly keep?: boolean;
  /**
   * Called for every message in the order of the capture, once its transaction, dialog and call are known.
   * `bytes` is the message itself and valid only during the call; `analysis.messageRow(message, bytes)` gives its row.
   */
  readonly onMessage?: (message: number, bytes: Uint8Array, analysis: Analysis) => void;
  /** Called with every transaction, dialog, call, registration … when nothing more is expected of it, at latest at the end: roughly in the order in which they began. */
  readonly onTransaction?: (row: TransactionRow) => void;
  readonly onDialog?: (row: DialogRow) => void;
  readonly onCall?: (row: CallRow) => void;
  readonly onRegistration?: (row: RegistrationRow) => void;
  readonly onSubscription?: (row: SubscriptionRow) => void;
  readonly onPublication?: (row: PublicationRow) => void;
  readonly onConversation?: (row: ConversationRow) => void;
  /** `series`: how it went over time, where that was measured. */
  readonly onStream?: (row: StreamRow, series: StreamSeries | undefined) => void;
  /** Called with what departs from `rules`, as soon as it is known: of each rule the first (`limits.conformance`). `bytes`: the message it is told of, which stays as it is. */
  readonly onFinding?: (row: FindingRow, bytes: Uint8Array) => void;
  /**
   * Called with what the offers and answers of each dialog came to (RFC 3264), when the dialog is over. They are followed only where this is given:
   * session descriptions are then read while the capture comes. Of one call, `tellCall` tells the same.
   */
  readonly onSession?: (row: SessionRow) => void;
};

/** What was found in a capture; where it is not kept (`AnalyzeOptions.keep`), only `messageRow`, `frame` and `place` of the message being told can be asked for, and what is known of the whole. Messages are numbers from 0; their text stays in the capture, at `place(message)`. */
export type Analysis = {
  readonly clock: CaptureClock;
  readonly facts: CaptureFacts;
  readonly messageCount: number;
  /** Empty where the text does not stand in the capture as it is, and more of such texts came than are kept (`MessageLimits`). */
  place(message: number): Place;
  /** The packet that completes the message, and which of its messages this is. */
  frame(message: number): { readonly frame: number; readonly index: number };
  /** `bytes`: the message, read again from its place; without any, the row has only what is known without the text. */
  messageRow(message: number, bytes: Uint8Array): MessageRow;
  /** In order of their first message. */
  transactions(): Iterable<TransactionRow>;
  dialogs(): Iterable<DialogRow>;
  calls(): Iterable<CallRow>;
  registrations(): Iterable<RegistrationRow>;
  subscriptions(): Iterable<SubscriptionRow>;
  publications(): Iterable<PublicationRow>;
  conversations(): Iterable<ConversationRow>;
  /** Of media, in the order in which they were found: those that were told so far, because they are silent, or over; with `live`, as they stood a second ago. */
  streams(): Iterable<StreamRow>;
  /** What departs from `AnalyzeOptions.rules`: of each rule the first, in the order in which they became known. */
  findings(): Iterable<FindingRow>;
  /** All findings, counted by rule and device: those most often found first. Can be asked for in either case. */
  findingGroups(): readonly FindingGroupRow[];
  /** How often each rule was kept, broken, or could not be told. Can be asked for in either case. */
  ruleOutcomes(): readonly RuleOutcomeRow[];
  /** Those of a call, of all its legs; empty where there is no such call. */
  streamsOfCall(call: string): readonly StreamRow[];
  /** How a stream went over time; undefined where there is no such stream, or nothing was measured. */
  seriesOfStream(stream: string): StreamSeries | undefined;
  /** Can be asked for in either case, like `summary()`. */
  kpis(): Iterable<KpiRow>;
  /**
   * The elements that the request of a transaction passed, from the client that made it on: those the final response came back through, where the request forked. Empty
   * where there is no such transaction.
   */
  pathOf(transaction: string): readonly PathElementRow[];
  call(id: string): CallRow | undefined;
  transaction(id: string): TransactionRow | undefined;
  /** The messages of all legs of a call, in order; empty where there is no such call. */
  messagesOfCall(call: string): readonly number[];
  summary(): Summary;
};
