/** What is asked of a parser, each more than the one before. */
export const tasks = [
  'framing',
  'keys',
  'identity',
  'jssip-headers',
  'headers',
  'headers-sdp',
  'everything',
  'sdp',
] as const;
export type Task = (typeof tasks)[number];

export const taskTitles: Readonly<Record<Task, string>> = {
  framing: 'framing only: where start line, header fields and body lie',
  keys: 'identity keys by the fast path',
  identity: 'parse, and touch From, To, Via, CSeq, Contact, Call-ID',
  'jssip-headers': 'those headers that JsSIP and SIP.js read by their grammar',
  headers: 'every header, as far as the parser types it',
  'headers-sdp': 'every header and the session description',
  everything: 'every header, body, and everything that is wrong with them',
  sdp: 'session descriptions alone',
};

/** Does the task with one message; gives how much it found, 0 where the parser refused the message. */
export type Work<Input> = (message: Input) => number;

/** What is kept of a message when all that is held of it is what the parser gave. */
export const keptStates = ['framed', 'identity', 'headers', 'everything'] as const;
export type KeptState = (typeof keptStates)[number];

type Abilities<Input> = {
  readonly works: Partial<Record<Task, Work<Input>>>;
  readonly keeps?: Partial<Record<KeptState, (message: Input) => unknown>>;
};

/** A parser as the bench sees it: it is given what it takes from a transport, and does the tasks it has. */
export type Peer = ({ readonly input: 'bytes' } & Abilities<Buffer>) | ({ readonly input: 'text' } & Abilities<string>);
