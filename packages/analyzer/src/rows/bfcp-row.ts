/** What one side says of floors: who may speak, or show something, in a conference. RFC 8855. */
export type BfcpRow = {
  readonly messages: number;
  /** By primitive: `FloorRequest`, `FloorRequestStatus`, `Hello` … */
  readonly primitives: Readonly<Record<string, number>>;
  /** Ids of conferences, the first 16. */
  readonly conferences: readonly number[];
  /** The first 200 messages but for keep-alives (Hello and its answer). */
  readonly list: readonly BfcpMessage[];
  readonly moreMessages?: number;
  /** What a server says of requests for floors; the first 100. */
  readonly requests?: readonly FloorRequestRow[];
  readonly moreRequests?: number;
  /** Messages whose lengths contradict each other, and datagrams that are no BFCP. */
  readonly malformed?: number;
};

export type BfcpMessage = {
  readonly time: string;
  readonly frame: number;
  readonly primitive: string;
  readonly conference: number;
  readonly transaction: number;
  readonly user: number;
  readonly isResponse?: true;
  readonly floors?: readonly number[];
  readonly request?: number;
  readonly status?: FloorStatus;
  readonly queuePosition?: number;
  /** Of an Error. */
  readonly error?: string;
  /** It is a part of a message: where it begins in it, in octets. */
  readonly fragmentAt?: number;
};

export type FloorStatus =
  | 'Pending'
  | 'Accepted'
  | 'Granted'
  | 'Denied'
  | 'Cancelled'
  | 'Released'
  | 'Revoked'
  | 'unknown';

export type FloorRequestRow = {
  readonly conference: number;
  readonly request: number;
  readonly user: number;
  readonly floors: readonly number[];
  /** In their order, at most 32. */
  readonly states: readonly { readonly status: FloorStatus; readonly time: string; readonly frame: number }[];
};
