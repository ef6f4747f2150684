import type {
  CallRow,
  ConversationRow,
  DialogRow,
  ListName,
  MessageRow,
  PublicationRow,
  RegistrationRow,
  SubscriptionRow,
  TransactionRow,
} from '../rows.ts';

/** What the leaves of a field are, and whether a row holds several of them: a list, or an object's values. */
export type FieldType = 'text' | 'number' | 'boolean' | 'texts' | 'numbers';

const messages = {
  frame: 'number',
  index: 'number',
  frames: 'numbers',
  time: 'text',
  transport: 'text',
  srcIp: 'text',
  srcPort: 'number',
  dstIp: 'text',
  dstPort: 'number',
  kind: 'text',
  method: 'text',
  status: 'number',
  reason: 'text',
  requestUri: 'text',
  callId: 'text',
  cseq: 'number',
  fromUri: 'text',
  fromTag: 'text',
  toUri: 'text',
  toTag: 'text',
  branch: 'text',
  userAgent: 'text',
  bodyType: 'text',
  bodyLength: 'number',
  size: 'number',
  correlationId: 'text',
  incomplete: 'boolean',
  retransmission: 'boolean',
  duplicate: 'boolean',
  transaction: 'text',
  dialog: 'text',
  call: 'text',
  problems: 'texts',
} as const satisfies Record<keyof MessageRow, FieldType>;

const transactions = {
  id: 'text',
  kind: 'text',
  method: 'text',
  branch: 'text',
  callId: 'text',
  cseq: 'number',
  client: 'text',
  server: 'text',
  started: 'text',
  ended: 'text',
  state: 'text',
  finalStatus: 'number',
  provisional: 'numbers',
  retransmissions: 'number',
  timedOut: 'boolean',
  cancelledBy: 'text',
  messages: 'numbers',
  responseMs: 'number',
  finalMs: 'number',
} as const satisfies Record<keyof TransactionRow, FieldType>;

const dialogs = {
  id: 'text',
  callId: 'text',
  localTag: 'text',
  remoteTag: 'text',
  usage: 'text',
  state: 'text',
  started: 'text',
  confirmed: 'text',
  ended: 'text',
  endedBy: 'text',
  endReason: 'text',
  routeSet: 'texts',
  remoteTargets: 'texts',
  secure: 'boolean',
  forkedFrom: 'text',
  fork: 'text',
  transactions: 'texts',
  hops: 'texts',
  cseq: 'numbers',
  sessionExpires: 'number',
  refresher: 'text',
  refreshes: 'number',
  moreUsages: 'texts',
  glares: 'numbers',
  complete: 'boolean',
} as const satisfies Record<keyof DialogRow, FieldType>;

const calls = {
  id: 'text',
  callIds: 'texts',
  from: 'text',
  to: 'text',
  fromNumber: 'text',
  toNumber: 'text',
  started: 'text',
  answered: 'text',
  ended: 'text',
  outcome: 'text',
  status: 'number',
  reason: 'text',
  pddMs: 'number',
  setupMs: 'number',
  durationMs: 'number',
  legs: 'texts',
  transfer: 'texts',
  forks: 'number',
  messages: 'number',
  retransmissions: 'number',
  participants: 'texts',
  complete: 'boolean',
} as const satisfies Record<keyof CallRow, FieldType>;

const registrations = {
  id: 'text',
  aor: 'text',
  started: 'text',
  ended: 'text',
  messages: 'numbers',
} as const satisfies Record<keyof RegistrationRow, FieldType>;

const subscriptions = {
  id: 'text',
  event: 'text',
  started: 'text',
  messages: 'numbers',
} as const satisfies Record<keyof SubscriptionRow, FieldType>;

const publications = {
  id: 'text',
  event: 'text',
  started: 'text',
  messages: 'numbers',
} as const satisfies Record<keyof PublicationRow, FieldType>;

const conversations = {
  id: 'text',
  started: 'text',
  messages: 'numbers',
} as const satisfies Record<keyof ConversationRow, FieldType>;

/** The fields of each kind of row: the keys a filter may name, and what a database keeps of them. */
export const rowFields: {
  readonly [Name in ListName]: Readonly<Record<string, FieldType>>;
} = { messages, transactions, dialogs, calls, registrations, subscriptions, publications, conversations };
