import {
  callAnnotations,
  callOutcomes,
  callVerdicts,
  publicationStates,
  registrationFailures,
  registrationOutcomes,
  registrationStates,
  subscriptionStates,
} from '@sipscope/analyzer';
import { Type, type TObject, type TSchema } from 'typebox';
import { captureStates } from './captures.ts';
import { problemCodes } from './problem.ts';

/*
 * What the routes answer, as JSON Schema: the OpenAPI document is made of it. The types of the same shapes stand in
 * the analyzer's rows and in this folder; a test holds the two together.
 */

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const ms = Type.Number({ description: 'Milliseconds' });
const time = Type.String({ description: 'ISO 8601, UTC, with the decimals of the capture' });
const yes = Type.Literal(true);
const texts = Type.Array(text);
const span = Type.Array(count, { minItems: 2, maxItems: 2, description: '[start, end) in bytes' });

/** Properties whose name ends in `?` may be missing. Nothing else may be there. */
function shape(id: string, properties: Readonly<Record<string, TSchema>>): TObject & { readonly $id: string } {
  return Object.assign(object(properties), { $id: id });
}

function object(properties: Readonly<Record<string, TSchema>>): TObject {
  const entries = Object.entries(properties).map(([name, schema]) =>
    name.endsWith('?') ? [name.slice(0, -1), Type.Optional(schema)] : [name, schema],
  );
  return Type.Object(Object.fromEntries(entries), { additionalProperties: false });
}

function oneOf(...values: readonly string[]): TSchema {
  return Type.Enum([...values]);
}

/** Refers to a schema of the list below. */
export function ref(id: string): TSchema {
  return Type.Unsafe<unknown>({ $ref: `${id}#` });
}

const transport = oneOf('UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS');

const messageRow = shape('MessageRow', {
  frame: count,
  'index?': count,
  'frames?': Type.Array(count),
  time,
  transport,
  srcIp: text,
  srcPort: count,
  dstIp: text,
  dstPort: count,
  kind: oneOf('request', 'response'),
  'method?': text,
  'status?': count,
  'reason?': text,
  'requestUri?': text,
  'callId?': text,
  'cseq?': count,
  'fromUri?': text,
  'fromTag?': text,
  'toUri?': text,
  'toTag?': text,
  'branch?': text,
  'userAgent?': text,
  'bodyType?': text,
  'bodyLength?': count,
  size: count,
  'correlationId?': text,
  'incomplete?': yes,
  'retransmission?': yes,
  'duplicate?': yes,
  'sighting?': oneOf('forwarded', 'spiral', 'loop', 'stray'),
  'transaction?': text,
  'dialog?': text,
  'call?': text,
  'problems?': texts,
});

const transactionState = oneOf(
  'Calling',
  'Trying',
  'Proceeding',
  'Completed',
  'Confirmed',
  'Accepted',
  'Terminated',
  'TimedOut',
);

/** Of each part of a transaction that was sent again. */
function copiesOf(value: TSchema): TSchema {
  return object({ 'request?': value, 'provisional?': value, 'final?': value, 'ack?': value });
}

const transactionRow = shape('TransactionRow', {
  id: text,
  kind: oneOf('INVITE', 'non-INVITE', 'ACK'),
  method: text,
  'branch?': text,
  'callId?': text,
  'cseq?': count,
  client: text,
  server: text,
  started: time,
  'ended?': time,
  state: transactionState,
  'ends?': object({ client: transactionState, server: transactionState }),
  'finalStatus?': count,
  'provisional?': Type.Array(count),
  retransmissions: count,
  'copies?': copiesOf(count),
  'gapsMs?': copiesOf(Type.Array(ms)),
  'schedule?': copiesOf(oneOf('kept', 'early', 'late', 'needless')),
  't1Ms?': copiesOf(ms),
  'loss?': Type.Array(
    object({
      where: oneOf('unanswered', 'response-to-client', 'ack-to-server', 'response-or-ack', 'before-capture'),
      frames: Type.Array(count),
    }),
  ),
  'timedOut?': yes,
  'lateResponse?': count,
  'unseen?': Type.Literal('request'),
  'cancelledBy?': text,
  'cancelCrossed?': yes,
  'cancels?': text,
  'acknowledges?': text,
  'acknowledgedBy?': text,
  'ackBranchReused?': yes,
  'hop?': count,
  'forwardedFrom?': text,
  'inferred?': yes,
  'passedBefore?': oneOf('spiral', 'loop'),
  'forwardedTo?': texts,
  'moreForwarded?': count,
  'fork?': oneOf('parallel', 'serial', 'mixed'),
  'elementMs?': object({ 'request?': ms, 'response?': ms }),
  'answeredBy?': text,
  'answeredItself?': yes,
  messages: Type.Array(count),
  'responseMs?': ms,
  'finalMs?': ms,
});

const cseqSpace = object({
  first: count,
  last: count,
  'missing?': Type.Array(count),
  'late?': Type.Array(count),
});

const dialogRow = shape('DialogRow', {
  id: text,
  callId: text,
  'localTag?': text,
  'remoteTag?': text,
  usage: oneOf('invite', 'subscribe', 'refer'),
  state: oneOf('early', 'confirmed', 'terminated'),
  started: time,
  'confirmed?': time,
  'ended?': time,
  'endedBy?': text,
  'endReason?': text,
  'routeSet?': texts,
  'remoteTargets?': object({ 'local?': text, 'remote?': text }),
  'secure?': yes,
  'forkedFrom?': text,
  'fork?': oneOf('parallel', 'serial', 'beyond'),
  transactions: texts,
  hops: Type.Array(object({ local: text, remote: text, transaction: text })),
  'cseq?': object({ 'local?': cseqSpace, 'remote?': cseqSpace }),
  'sessionExpires?': count,
  'refresher?': oneOf('local', 'remote'),
  'refreshes?': count,
  'moreUsages?': Type.Array(
    object({
      usage: oneOf('invite', 'subscribe', 'refer'),
      'event?': text,
      started: time,
      'ended?': time,
      frames: Type.Array(count),
    }),
  ),
  'glares?': Type.Array(count),
  complete: Type.Boolean(),
});

const callLink = object({ call: text, frame: count });

const callRow = shape('CallRow', {
  id: text,
  callIds: texts,
  'from?': text,
  'to?': text,
  'fromNumber?': text,
  'toNumber?': text,
  started: time,
  'answered?': time,
  'ended?': time,
  outcome: oneOf(...callOutcomes),
  verdict: oneOf(...callVerdicts),
  'annotations?': Type.Array(oneOf(...callAnnotations)),
  'decidedBy?': count,
  'status?': count,
  'reason?': text,
  'reasons?': Type.Array(
    object({ protocol: text, 'cause?': count, 'text?': text, 'meaning?': text, 'location?': text, frame: count }),
  ),
  'release?': object({ cause: count, 'name?': text, by: oneOf('Reason', 'status'), frame: count }),
  'endedBy?': oneOf('caller', 'callee', 'network'),
  'endedFrame?': count,
  'pddMs?': ms,
  'ringMs?': ms,
  'setupMs?': ms,
  'durationMs?': ms,
  legs: Type.Array(
    object({
      'dialog?': text,
      path: texts,
      'joined?': object({
        callId: text,
        by: texts,
        confidence: oneOf('high', 'medium', 'low'),
        frames: Type.Array(count),
      }),
    }),
  ),
  'transfer?': object({
    kind: oneOf('blind', 'attended'),
    target: text,
    'by?': oneOf('caller', 'callee'),
    result: oneOf('asked', 'accepted', 'succeeded', 'failed', 'refused'),
    'status?': count,
    'progress?': Type.Array(count),
    frames: Type.Array(count),
    'call?': text,
  }),
  'attempts?': Type.Array(
    object({
      at: time,
      frame: count,
      'status?': count,
      'why?': oneOf(
        'authentication',
        'redirection',
        'session-interval',
        'extension',
        'media',
        'security',
        'glare',
        'failover',
        'retry',
      ),
    }),
  ),
  'moreAttempts?': count,
  'forks?': count,
  'forking?': oneOf('parallel', 'serial'),
  'sessionRefreshes?': count,
  'forwarded?': object({
    'from?': text,
    'to?': text,
    'reason?': text,
    by: oneOf('3xx', '181', 'Diversion', 'History-Info'),
    frame: count,
  }),
  'referredBy?': text,
  'transferOf?': callLink,
  'replaces?': object({
    callId: text,
    'call?': text,
    'kind?': oneOf('pickup', 'transfer', 'park', 'retrieve', 'takeover'),
    frame: count,
  }),
  'replacedBy?': callLink,
  'joins?': object({ callId: text, 'call?': text, frame: count }),
  'joinedBy?': Type.Array(callLink),
  'conference?': object({ by: oneOf('isfocus', 'Join', 'URI'), 'uri?': text, frame: count }),
  'emergency?': object({
    by: oneOf('urn', 'Priority', 'number'),
    'service?': text,
    'locations?': texts,
    frame: count,
  }),
  'records?': object({
    'by?': oneOf('Session-ID', 'Call-ID', 'participants'),
    'calls?': texts,
    'names?': texts,
    frame: count,
  }),
  'recordedBy?': Type.Array(callLink),
  messages: count,
  retransmissions: count,
  participants: texts,
  complete: Type.Boolean(),
});

const registrationRow = shape('RegistrationRow', {
  id: text,
  aor: text,
  'registrant?': text,
  state: oneOf(...registrationStates),
  'outcome?': oneOf(...registrationOutcomes),
  outcomes: Type.Array(oneOf(...registrationOutcomes)),
  callIds: texts,
  'moreCallIds?': count,
  started: time,
  ended: time,
  'since?': time,
  'until?': time,
  'expiresSeconds?': count,
  clients: texts,
  'registrar?': text,
  'registrarUri?': text,
  transport,
  'userAgent?': text,
  'server?': text,
  'instance?': text,
  contacts: texts,
  bindings: Type.Array(
    object({
      contact: text,
      'listedAs?': text,
      state: oneOf('active', 'expired', 'removed', 'replaced'),
      'since?': time,
      'until?': time,
      'expiresSeconds?': count,
      'expiresFrom?': oneOf('contact', 'expires', 'request'),
      'refreshes?': count,
      'q?': Type.Number(),
      'instance?': text,
      'regId?': count,
      'publicGruu?': text,
      'temporaryGruu?': text,
      'removedBy?': oneOf('contact', '*', 'registrar'),
      'assumed?': yes,
      frames: Type.Array(count),
    }),
  ),
  'moreBindings?': count,
  'otherContacts?': texts,
  attempts: Type.Array(
    object({
      started: time,
      'outcome?': oneOf(...registrationOutcomes),
      'status?': count,
      'reason?': text,
      'why?': oneOf(...registrationFailures),
      'delayMs?': ms,
      'requestedSeconds?': count,
      'grantedSeconds?': count,
      'minExpiresSeconds?': count,
      'challenges?': count,
      'lateSeconds?': Type.Number(),
      'retryAfterSeconds?': count,
      'redirectedTo?': texts,
      'answeredFurtherOn?': yes,
      frames: Type.Array(count),
    }),
  ),
  'moreAttempts?': count,
  'failures?': count,
  'refreshes?': count,
  'refreshSeconds?': object({ min: Type.Number(), max: Type.Number() }),
  'lateRefreshes?': count,
  'delayMs?': ms,
  'authentication?': object({
    scheme: text,
    'realm?': text,
    'username?': text,
    'algorithm?': text,
    'qop?': text,
    challenges: count,
    'stale?': count,
    'refused?': count,
    'password?': oneOf('right', 'wrong'),
    'serverPassword?': oneOf('right', 'wrong'),
    'problems?': Type.Array(object({ code: text, count, frame: count })),
  }),
  'outbound?': object({ state: oneOf('asked', 'used'), flows: count, 'flowTimerSeconds?': count }),
  'path?': texts,
  'serviceRoute?': texts,
  'associatedUris?': texts,
  'securityMechanisms?': texts,
  'nat?': object({
    inside: text,
    outside: text,
    evidence: Type.Array(oneOf('via', 'received', 'contact')),
    frame: count,
  }),
  hops: Type.Array(object({ from: text, to: text, frame: count })),
  'notifications?': Type.Array(
    object({
      time,
      'contact?': text,
      state: oneOf('active', 'terminated'),
      'event?': text,
      'expiresSeconds?': count,
      frame: count,
    }),
  ),
  'moreNotifications?': count,
  'retransmissions?': count,
  messages: Type.Array(count),
  'moreMessages?': count,
  complete: Type.Boolean(),
});

const stateRow = object({
  at: time,
  frame: count,
  'of?': text,
  what: text,
  'partial?': yes,
  'timestamp?': text,
});
const stepRow = object({ at: time, frame: count, what: text, 'status?': count, 'detail?': text });
const problemRow = object({ code: text, count, frames: Type.Array(count), 'detail?': text });
const listedResourceRow = object({
  uri: text,
  'name?': text,
  instances: Type.Array(object({ 'id?': text, 'state?': oneOf('active', 'pending', 'terminated'), 'reason?': text })),
});
/** What rows of subscriptions and publications have in common. */
const journalOfRow = {
  'states?': Type.Array(stateRow),
  'moreStates?': count,
  steps: Type.Array(stepRow),
  'moreSteps?': count,
  'problems?': Type.Array(problemRow),
  participants: texts,
  messages: Type.Array(count),
  'moreMessages?': count,
  complete: Type.Boolean(),
};

const subscriptionRow = shape('SubscriptionRow', {
  id: text,
  kind: oneOf('subscribe', 'refer', 'unsolicited'),
  'event?': text,
  'eventId?': text,
  'subscriber?': text,
  'notifier?': text,
  'resource?': text,
  'referTo?': text,
  'subscriberAddress?': text,
  'notifierAddress?': text,
  'callId?': text,
  started: time,
  'accepted?': time,
  'active?': time,
  'ended?': time,
  state: oneOf(...subscriptionStates),
  'endedBy?': oneOf('subscriber', 'notifier', 'expiry', 'SUBSCRIBE refused', 'NOTIFY refused'),
  'reason?': text,
  'retryAfterSeconds?': count,
  'status?': count,
  'statusReason?': text,
  'allowEvents?': texts,
  'fetch?': yes,
  'requestedSeconds?': count,
  'expiresSeconds?': count,
  'expires?': time,
  refreshes: count,
  'refreshMs?': object({ min: ms, mean: ms, max: ms }),
  notifications: count,
  'challenges?': count,
  retransmissions: count,
  'notifyBeforeAccepted?': yes,
  'suppressedBy?': oneOf('Refer-Sub', 'nosub', 'explicitsub'),
  'referEventsAt?': text,
  'referStatus?': count,
  'referReason?': text,
  'asks?': text,
  'forkedFrom?': text,
  'list?': Type.Array(listedResourceRow),
  'moreList?': count,
  ...journalOfRow,
  'dialog?': text,
  'call?': text,
});

const publicationRow = shape('PublicationRow', {
  id: text,
  'event?': text,
  'publisher?': text,
  'resource?': text,
  'publisherAddress?': text,
  'agentAddress?': text,
  'callId?': text,
  started: time,
  'published?': time,
  'ended?': time,
  state: oneOf(...publicationStates),
  'status?': count,
  'statusReason?': text,
  'retryAfterSeconds?': count,
  'allowEvents?': texts,
  'requestedSeconds?': count,
  'expiresSeconds?': count,
  'expires?': time,
  'entityTags?': texts,
  'moreEntityTags?': count,
  refreshes: count,
  modifications: count,
  'challenges?': count,
  retransmissions: count,
  'follows?': text,
  ...journalOfRow,
});

const notificationKinds = ['delivery', 'display', 'processing', 'unknown'] as const;
const notificationState = oneOf(
  'delivered',
  'failed',
  'displayed',
  'processed',
  'stored',
  'forbidden',
  'error',
  'unknown',
);

const messageSession = object({
  state: oneOf('offered', 'accepted', 'refused', 'declined', 'ended', 'unknown'),
  'status?': count,
  'offerPath?': texts,
  'answerPaths?': Type.Array(texts),
  'acceptTypes?': texts,
  'acceptWrappedTypes?': texts,
  bytes: count,
  chunks: count,
});

const offeredFile = object({
  'from?': text,
  'name?': text,
  'size?': count,
  'type?': text,
  'transferId?': text,
  'disposition?': text,
  'range?': text,
  'hashes?': texts,
  arrivedBytes: count,
  arrivedComplete: Type.Boolean(),
  'hash?': oneOf('matches', 'differs', 'not checked'),
  'frame?': count,
});

const shortMessage = object({
  type: oneOf('RP-DATA', 'RP-ACK', 'RP-ERROR', 'RP-SMMA'),
  direction: oneOf('from phone', 'to phone'),
  reference: count,
  'serviceCentre?': text,
  'cause?': count,
  'transfer?': text,
  'transferReference?': count,
  'address?': text,
  'serviceCentreTime?': text,
  'alphabet?': text,
  'part?': text,
  'partReference?': count,
  'wantsReport?': yes,
  'status?': count,
  'failureCause?': count,
  'acknowledges?': count,
  'acknowledgedBy?': object({ type: oneOf('RP-ACK', 'RP-ERROR'), 'cause?': count, frame: count }),
});

const instantMessage = object({
  kind: oneOf('text', 'data', 'short message', 'composing', 'notification', 'unknown'),
  from: text,
  to: text,
  time,
  frame: count,
  'messageId?': text,
  'contentType?': text,
  'charset?': text,
  'bytes?': count,
  'text?': text,
  'cut?': yes,
  'parts?': texts,
  'cpim?': object({ 'from?': text, 'to?': texts, 'dateTime?': text, 'subject?': text, 'wants?': texts }),
  'status?': count,
  'delayMs?': ms,
  'timedOut?': yes,
  'stored?': yes,
  'challenged?': yes,
  'retransmissions?': count,
  hops: texts,
  'composing?': oneOf('active', 'idle'),
  'notifies?': Type.Array(
    object({
      messageId: text,
      kind: oneOf(...notificationKinds),
      state: notificationState,
      'recipient?': text,
      'frame?': count,
    }),
  ),
  'notifications?': Type.Array(
    object({
      kind: oneOf(...notificationKinds, 'report'),
      state: notificationState,
      'recipient?': text,
      time,
      frame: count,
      'status?': count,
    }),
  ),
  'moreNotifications?': count,
  'recipients?': texts,
  'moreRecipients?': count,
  'inReplyTo?': texts,
  'sms?': shortMessage,
  'transfer?': object({
    chunks: count,
    bytes: count,
    'total?': count,
    complete: Type.Boolean(),
    'aborted?': yes,
    'unanswered?': count,
    'sha1?': text,
  }),
  'call?': text,
  'remarks?': texts,
});

const conversationRow = shape('ConversationRow', {
  id: text,
  kind: oneOf('page', 'session'),
  from: text,
  to: text,
  started: time,
  ended: time,
  exchanged: count,
  'failed?': count,
  'conversationId?': text,
  'contributionIds?': texts,
  'continues?': text,
  'session?': messageSession,
  'files?': Type.Array(offeredFile),
  instantMessages: Type.Array(instantMessage),
  'moreInstantMessages?': count,
  'calls?': texts,
  'dialogs?': texts,
  messages: Type.Array(count),
  'moreMessages?': count,
  'complete?': Type.Literal(false),
});

const captureInterface = object({
  'name?': text,
  'description?': text,
  linkType: text,
  'snapLength?': count,
  tickSeconds: Type.Number({ description: 'Of one tick of the clock' }),
  'filter?': text,
  'os?': text,
  'hardware?': text,
  packets: count,
  'received?': Type.Number({ minimum: 0 }),
  'drops?': Type.Number({ minimum: 0 }),
  'file?': text,
});

const captureFacts = shape('CaptureFacts', {
  format: text,
  bytes: count,
  packets: count,
  linkTypes: texts,
  'protocols?': Type.Array(object({ protocol: text, packets: count, 'connections?': count })),
  'skipped?': Type.Array(object({ what: text, packets: count })),
  'started?': time,
  'ended?': time,
  'sections?': Type.Array(object({ 'hardware?': text, 'os?': text, 'application?': text, 'file?': text })),
  'interfaces?': Type.Array(captureInterface),
  'comments?': Type.Array(object({ text, 'frame?': count, 'interface?': count, 'file?': text })),
  'names?': Type.Array(object({ address: text, names: texts })),
  'drops?': Type.Number({ minimum: 0 }),
  'sliced?': count,
  'clockSteps?': count,
  'tls?': object({ connections: count, decrypted: count, serverNames: texts }),
  'files?': Type.Array(
    object({ name: text, format: text, bytes: count, packets: count, 'started?': time, 'ended?': time }),
  ),
  'damaged?': yes,
});

const listCounts = {
  messages: count,
  transactions: count,
  dialogs: count,
  calls: count,
  registrations: count,
  subscriptions: count,
  publications: count,
  conversations: count,
};

const captureRow = shape('CaptureRow', {
  id: Type.String({ format: 'uuid' }),
  name: text,
  size: count,
  'sha256?': text,
  uploaded: time,
  state: oneOf(...captureStates),
  'keyLog?': yes,
  'live?': yes,
  'progress?': object({ bytesRead: count, bytesTotal: count, packets: count, messages: count, calls: count }),
  'facts?': ref('CaptureFacts'),
  'counts?': object(listCounts),
  'problems?': Type.Array(object({ code: text, message: text })),
});

const distribution = shape('Distribution', { count, min: ms, mean: ms, median: ms, p95: ms, max: ms });

const kpiFigures = {
  'srdMs?': ref('Distribution'),
  'failedSrdMs?': ref('Distribution'),
  'sddMs?': ref('Distribution'),
  'sdtSeconds?': ref('Distribution'),
  'rrdMs?': ref('Distribution'),
  'ira?': Type.Number(),
  'ser?': Type.Number(),
  'seer?': Type.Number(),
  'isa?': Type.Number(),
  'scr?': Type.Number(),
};

const kpiRow = shape('KpiRow', {
  id: text,
  scope: oneOf('overall', 'minute', 'address', 'prefix'),
  'of?': text,
  'role?': oneOf('client', 'server'),
  'started?': time,
  calls: count,
  answered: count,
  registrations: count,
  'messages?': count,
  'concurrentCalls?': count,
  ...kpiFigures,
});

const peak = object({ count, at: time });

const counts = Type.Record(Type.String(), count);

const summary = shape('Summary', {
  capture: ref('CaptureFacts'),
  counts: object({ requests: count, responses: count, retransmissions: count, duplicates: count, ...listCounts }),
  methods: counts,
  statuses: counts,
  transports: counts,
  outcomes: counts,
  kpis: object(kpiFigures),
  peaks: object({ 'concurrentCalls?': peak, 'callsPerSecond?': peak, 'registersPerSecond?': peak }),
  suspicions: Type.Array(
    object({
      kind: oneOf('scanner', 'enumeration', 'password-guessing', 'password-refused', 'dial-plan', 'number-range'),
      address: text,
      detail: text,
      count,
      started: time,
      ended: time,
      frames: Type.Array(count),
    }),
  ),
  topTalkers: Type.Array(object({ address: text, messages: count, bytes: count })),
  userAgents: Type.Array(object({ userAgent: text, messages: count })),
  diagnostics: Type.Array(
    object({
      code: text,
      count,
      'codes?': Type.Record(text, count),
      samples: Type.Array(object({ 'frame?': count, 'file?': text, 'offset?': count, 'detail?': text })),
    }),
  ),
});

const ladder = shape('Ladder', {
  call: text,
  started: time,
  lanes: Type.Array(object({ id: text, address: text, 'name?': text, messages: count })),
  arrows: Type.Array(
    object({
      frame: count,
      'index?': count,
      from: count,
      to: count,
      time,
      sinceStartMs: ms,
      deltaMs: ms,
      kind: oneOf('request', 'response'),
      method: text,
      'status?': count,
      label: text,
      transport,
      'cseq?': count,
      'callId?': text,
      'retransmission?': yes,
      'duplicate?': yes,
      'sdp?': object({
        'role?': oneOf('offer', 'answer'),
        media: Type.Array(
          object({
            kind: text,
            'address?': text,
            port: count,
            direction: oneOf('sendrecv', 'sendonly', 'recvonly', 'inactive'),
            codecs: texts,
          }),
        ),
      }),
      'transaction?': text,
      'dialog?': text,
      'problems?': texts,
    }),
  ),
});

const syntaxNode = shape('SyntaxNode', {
  rule: Type.String({ description: 'As the rule of the ABNF is called' }),
  span,
  'label?': text,
  'children?': Type.Array(ref('SyntaxNode')),
});

const messageDetail = shape('MessageDetail', {
  'row?': ref('MessageRow'),
  raw: Type.String({ description: 'The bytes of the message, base64' }),
  tree: ref('SyntaxNode'),
  diagnostics: Type.Array(
    object({
      code: text,
      severity: oneOf('error', 'warning', 'info'),
      span,
      'class?': text,
      message: text,
      'rfc?': count,
      'section?': text,
      'rule?': text,
      'expected?': texts,
    }),
  ),
  findings: Type.Array(Type.Unknown()),
});

const problem = shape('Problem', {
  type: text,
  title: text,
  status: count,
  code: oneOf(...Object.keys(problemCodes)),
  'detail?': text,
  'span?': span,
});

function page(id: string, row: string): TObject & { readonly $id: string } {
  return shape(id, { items: Type.Array(ref(row)), 'nextCursor?': text, total: count });
}

/** Every shape an answer is made of, each after those it refers to. */
export const schemas: readonly (TObject & { readonly $id: string })[] = [
  messageRow,
  transactionRow,
  dialogRow,
  callRow,
  registrationRow,
  subscriptionRow,
  publicationRow,
  conversationRow,
  kpiRow,
  captureFacts,
  captureRow,
  distribution,
  summary,
  ladder,
  syntaxNode,
  messageDetail,
  problem,
  page('MessagePage', 'MessageRow'),
  page('TransactionPage', 'TransactionRow'),
  page('DialogPage', 'DialogRow'),
  page('CallPage', 'CallRow'),
  page('RegistrationPage', 'RegistrationRow'),
  page('SubscriptionPage', 'SubscriptionRow'),
  page('PublicationPage', 'PublicationRow'),
  page('ConversationPage', 'ConversationRow'),
  page('KpiPage', 'KpiRow'),
];
