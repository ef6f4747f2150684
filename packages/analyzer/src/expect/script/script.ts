/**
 * A flow as it is written: who there is, what is sent when, and what is true of it. `fixtures/flows/README.md` tells the language. Read as an expectation
 * (`docs/expect.md`), it may leave open who somebody is and when something comes, and say what may be missing.
 */

export type Script = {
  readonly file: string;
  /** The first comment. */
  readonly title: string;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly steps: readonly Step[];
  readonly window: Window;
  readonly given: Given;
  /** Whether nothing else may be seen: as an expectation, what the lower layers send by themselves is then told too. */
  readonly isStrict: boolean;
  /** Seconds by which the times of an expectation may differ; absent where single times are not compared. */
  readonly tolerance: number | undefined;
  readonly expectations: readonly Expectation[];
};

/** What of the flow the capture holds, in seconds. */
type Window = { readonly from?: number; readonly until?: number };

/** What the user knows beside the capture. */
type Given = {
  readonly passwords: readonly { readonly user: string; readonly secret: string }[];
  readonly aliases: ReadonlyMap<string, string>;
};

export type Endpoint = { readonly address: string; readonly port: number };

/** A flow that becomes a capture knows UDP and TCP alone. */
export type Transport = 'UDP' | 'TCP' | 'TLS' | 'SCTP' | 'WS' | 'WSS';

export type Actor = Endpoint & {
  readonly name: string;
  /** No address was stated: it is whoever sends or receives what is expected. A flow that becomes a capture has none of these. */
  readonly isOpen: boolean;
  /** Otherwise 5060, which an expectation does not look at. */
  readonly isPortStated: boolean;
  readonly uri: string;
  readonly userAgent: string | undefined;
  readonly isProxy: boolean;
  readonly recordsRoute: boolean;
  readonly transport: Transport;
  /** Where its packets come from, beyond its NAT. */
  readonly nat: Endpoint | undefined;
};

export type Time = {
  /** The earliest, where several are allowed. */
  readonly seconds: number;
  /** Counted from the line before. */
  readonly isRelative: boolean;
  /** The latest; absent of a single time, Infinity where it is left open. */
  readonly until?: number;
  /** Counted from the line with this label. */
  readonly since?: string;
  /** No time was said. */
  readonly isAny?: true;
};

export type Step = {
  readonly line: number;
  /** The line as it is written. */
  readonly text: string;
  readonly label: string | undefined;
  readonly time: Time;
  /** Steps of the same group may come in any order. */
  readonly group: number | undefined;
  readonly from: Actor;
  readonly to: Actor;
  readonly what: What;
  readonly options: Options;
};

export type What =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string | undefined }
  | {
      readonly kind: 'response';
      /** The first of what is allowed. */
      readonly status: number;
      /** As it is written: `200`, and of an expectation `18x`, `180|183`. */
      readonly statuses: string;
      readonly reason: string | undefined;
      readonly method: string | undefined;
    }
  | { readonly kind: 'raw'; readonly text: string }
  | {
      readonly kind: 'rtp';
      readonly fromPort: number;
      readonly toPort: number;
      /** `RTCP`, `fax`, `dtls` and `octets` of what is no RTP. */
      readonly codec: string;
      readonly seconds: number;
      /** How it is sent otherwise than it should be. */
      readonly ways: readonly string[];
    };

export type Options = {
  /** The message was sent before, and is sent once more. */
  again?: true;
  /** Seconds after which it is sent once more. */
  againAfter?: readonly number[];
  /** Seconds after which the capture has the packet once more. */
  twiceAfter?: number;
  unseen?: true;
  /** An expectation is met without it. */
  optional?: true;
  /** The datagram is sent in so many IP fragments. */
  fragments?: number;
  /** Seconds after which ICMP says that nobody takes it at that port. */
  unreachableAfter?: number;
  lost?: true;
  own?: true;
  reliable?: true;
  transport?: Transport;
  inCall?: string;
  asCall?: string;
  sameCall?: true;
  toActor?: string;
  branch?: string;
  tag?: string;
  cseq?: number;
  callId?: string;
  event?: string;
  expires?: number;
  state?: string;
  referTo?: string;
  replaces?: DialogReference;
  joins?: DialogReference;
  challenge?: string;
  credentials?: { readonly user: string | undefined; readonly password: string };
  sdp?: readonly string[];
  text?: string;
  sipfrag?: string;
  /** Of presence: `open` or `closed`. */
  pidf?: string;
  /** Of messages waiting: `yes 2/8`. */
  mwi?: { readonly waiting: string; readonly voice: string | undefined };
  body?: { readonly type: string; readonly text: string };
  /** In the place of what would stand there. */
  fields: (readonly [name: string, value: string])[];
  /** Besides what would stand there. */
  moreFields: (readonly [name: string, value: string])[];
  without: string[];
};

/** The dialog of a call, named as the `as` of its first request, as one of its ends has it. */
export type DialogReference = { readonly call: string; readonly at: string };

export type Expectation = {
  readonly line: number;
  readonly list: string;
  /** Absent: there may be others before, between and behind the rows that are told. */
  readonly count: number | undefined;
  readonly rows: readonly ExpectedObject[];
};

export type Expected =
  | ExpectedObject
  | ExpectedList
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'label'; readonly line: number; readonly label: string };

export type ExpectedList = {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly Expected[];
  /** There may be others before, between and behind them. */
  readonly isOpen: boolean;
};

export type ExpectedObject = {
  readonly kind: 'object';
  readonly line: number;
  /** Undefined: there is no such field. */
  readonly fields: readonly (readonly [name: string, value: Expected | undefined])[];
};

/** What is wrong with a script, with the place. */
export class ScriptError extends Error {
  constructor(file: string, line: number, what: string, options?: ErrorOptions) {
    super(`${file}:${line}: ${what}`, options);
    this.name = 'ScriptError';
  }
}
