import { noteSchemas } from './note-schemas.ts';
import {
  callAnnotations,
  callOutcomes,
  callVerdicts,
  publicationStates,
  registrationFailures,
  registrationOutcomes,
  registrationStates,
  streamProblems,
  subscriptionStates,
} from '@sipscope/analyzer';
import { Type, type TObject, type TSchema } from 'typebox';
import { mosBands } from './capture-load.ts';
import { captureStates } from './captures.ts';
import { bodySchemas } from './body-schemas.ts';
import { callAudio, recordingEnvelope } from './call-audio-schemas.ts';
import { callStory, identitySection, imsSection, participantRow, sessionRow } from './call-story-schemas.ts';
import { explainedFact } from './explained-schemas.ts';
import { compareSchemas } from './compare-schemas.ts';
import { ladder } from './ladder-schemas.ts';
import { problemCodes } from './problem.ts';
import {
  bfcpRow,
  faxFacts,
  faxOverAudio,
  faxRow,
  headerExtensionRow,
  redundancyRow,
  videoRow,
} from './video-and-fax-schemas.ts';
export { ref } from './shape.ts';
import { qualityReport, rtcpReports, streamQuality } from './rtcp-schemas.ts';
import {
  comfortNoise,
  heardTone,
  keyPress,
  liveText,
  soundLevel,
  streamKeyPress,
  telephoneEvent,
} from './sound-schemas.ts';
import { count, ms, object, oneOf, openShape, ref, shape, span, text, texts, time, yes } from './shape.ts';
import { searchedLists } from './search/search.ts';

/*
 * What the routes answer, as JSON Schema: the OpenAPI document is made of it. The types of the same shapes stand in
 * the analyzer's rows and in this folder; a test holds the two together.
 */

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
      where: oneOf(
        'unanswered',
        'response-to-client',
        'ack-to-server',
        'response-or-ack',
        'before-capture',
        'capture-gap',
      ),
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

const callMedia = object({
  'audio?': oneOf('both', 'one-way', 'none'),
  'missing?': oneOf('caller', 'callee'),
  'codecs?': texts,
  'encrypted?': oneOf('all', 'some'),
  'lostPercent?': Type.Number(),
  'duringHold?': oneOf('caller', 'callee', 'both'),
  'afterEndMs?': ms,
  'nat?': Type.Array(object({ by: oneOf('caller', 'callee'), named: text, seen: text, frame: count })),
  'fax?': faxRow,
  'faxOverAudio?': faxOverAudio,
  frames: Type.Array(count),
});

const findingCounts = object({
  'must?': count,
  'security?': count,
  'should?': count,
  'robustness?': count,
  'info?': count,
});

const findingLevel = oneOf('must', 'security', 'should', 'robustness', 'info');
const findingSeverity = oneOf('error', 'warning', 'info', 'security');

const findingText = {
  rule: Type.String({ description: 'Id in the catalogue of rules: SIP-VIA-003' }),
  level: findingLevel,
  severity: findingSeverity,
  title: text,
  message: Type.String({ description: 'What was seen, why it matters, and what to do' }),
  seen: text,
  rfc: count,
  section: text,
  'index?': count,
  'span?': span,
  'offset?': count,
  'call?': text,
  'dialog?': text,
  'transaction?': text,
  'stream?': text,
  'evidence?': Type.Array(count, { description: 'Frames of other messages that prove it' }),
  'userAgent?': text,
};

const findingRow = shape('FindingRow', {
  ...findingText,
  time,
  'frame?': count,
  'source?': text,
  'destination?': text,
});

const messageFinding = shape('MessageFinding', {
  ...findingText,
  'time?': time,
  'frame?': count,
  'source?': text,
  'destination?': text,
});

const findingGroup = {
  rule: text,
  level: findingLevel,
  severity: findingSeverity,
  title: text,
  rfc: count,
  section: text,
  device: Type.String({ description: 'How it calls itself; without that, its address' }),
  count,
  'frame?': count,
  time,
};

const findingGroups = shape('FindingGroups', { items: Type.Array(object(findingGroup)) });

const ruleDetail = shape('RuleDetail', {
  id: text,
  title: text,
  level: findingLevel,
  severity: findingSeverity,
  rfc: count,
  section: text,
  link: Type.String({ description: 'The section of the RFC' }),
  asked: Type.String({ description: 'What it is asked of' }),
  why: text,
  advice: text,
  right: text,
  wrong: text,
  'headers?': texts,
  profiles: Type.Array(object({ profile: text, is: text, because: text })),
});

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
  'redirectedTo?': texts,
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
  'dtmf?': Type.Array(keyPress),
  'moreDtmf?': count,
  'records?': object({
    'by?': oneOf('Session-ID', 'Call-ID', 'participants'),
    'calls?': texts,
    'names?': texts,
    frame: count,
  }),
  'recordedBy?': Type.Array(callLink),
  'streams?': texts,
  'moreStreams?': count,
  'mos?': Type.Number({ description: 'Of the worst direction' }),
  'earlyMedia?': object({ from: time, to: time, by: oneOf('caller', 'callee'), frames: Type.Array(count) }),
  'media?': callMedia,
  'qualityReports?': Type.Array(qualityReport),
  'moreQualityReports?': count,
  messages: count,
  retransmissions: count,
  participants: texts,
  complete: Type.Boolean(),
  'findings?': findingCounts,
  'rules?': texts,
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
  'transport?': transport,
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
  'transport?': text,
  'captured?': Type.Literal(false),
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
  'arrivedBytes?': count,
  'arrivedComplete?': Type.Boolean(),
  'hash?': oneOf('matches', 'differs', 'not-checked'),
  'frame?': count,
});

const shortMessage = object({
  type: oneOf('RP-DATA', 'RP-ACK', 'RP-ERROR', 'RP-SMMA'),
  direction: oneOf('from-phone', 'to-phone'),
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
  kind: oneOf('text', 'data', 'sms', 'composing', 'notification', 'unknown'),
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
  'joined?': yes,
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

const srtpFacts = object({
  'suite?': text,
  keyed: oneOf('sdes', 'dtls', 'unknown'),
  'keyFrame?': count,
  decrypted: Type.Boolean(),
  'reason?': oneOf('no-key', 'key', 'unsupported-suite', 'cut'),
  authenticationFailures: count,
  'unauthenticated?': yes,
  'unencrypted?': yes,
  'firstRollover?': count,
  'keyChanges?': count,
  'encryptedExtensions?': yes,
});

const dtlsFacts = object({
  'version?': text,
  'profile?': text,
  'client?': oneOf('src', 'dst'),
  'certificate?': Type.String({ description: 'SHA-256' }),
  'fingerprint?': oneOf('match', 'mismatch'),
  'noKey?': oneOf('key-log', 'hello', 'profile', 'suite'),
  frames: Type.Array(count),
});

const streamRow = openShape('StreamRow', {
  id: text,
  protocol: oneOf('RTP', 'SRTP', 'T.38', 'BFCP', 'MSRP'),
  'kind?': oneOf('audio', 'video', 'text', 'image', 'application'),
  'call?': text,
  'dialog?': text,
  'from?': oneOf('caller', 'callee'),
  'heuristic?': yes,
  'previous?': text,
  'ssrc?': Type.String({ description: 'Eight hexadecimal digits' }),
  srcIp: text,
  srcPort: count,
  dstIp: text,
  dstPort: count,
  started: time,
  ended: time,
  firstFrame: count,
  lastFrame: count,
  packets: count,
  bytes: count,
  'payloadTypes?': Type.Array(count),
  'codec?': text,
  'clockHz?': count,
  'dtmf?': Type.Array(streamKeyPress),
  'events?': Type.Array(telephoneEvent),
  'moreEvents?': count,
  'tones?': Type.Array(heardTone),
  'level?': soundLevel,
  'noise?': comfortNoise,
  'text?': liveText,
  'codecChanges?': Type.Array(object({ time, frame: count, payloadType: count, 'codec?': text })),
  'moreCodecChanges?': count,
  'malformed?': count,
  'dscp?': count,
  'otherDscps?': Type.Array(count),
  'fax?': faxFacts,
  'video?': videoRow,
  'bfcp?': bfcpRow,
  'redundancy?': Type.Array(redundancyRow),
  'headerExtensions?': Type.Array(headerExtensionRow),
  'rtcp?': rtcpReports,
  'srtp?': srtpFacts,
  'dtls?': dtlsFacts,
  'qualityReports?': Type.Array(streamQuality),
  'problems?': Type.Array(
    object({ code: oneOf(...streamProblems), text, 'from?': time, 'to?': time, frames: Type.Array(count) }),
  ),
});

const measured = Type.Array(Type.Union([Type.Number(), Type.Null()]), {
  description: 'null where nothing was measured',
});
const counted = Type.Array(count);

const streamSeries = shape('StreamSeries', {
  startedNs: Type.Number({ description: 'When the first bucket begins, since the first packet of the capture' }),
  widthMs: Type.Number({ description: 'Of a bucket' }),
  packets: counted,
  bytes: counted,
  lost: counted,
  late: counted,
  duplicates: counted,
  jitterMsMean: measured,
  jitterMsMax: measured,
  maxDeltaMs: measured,
  level: measured,
  levelPeak: measured,
  mosWidthMs: Type.Number({ description: 'Of a value of `mos`' }),
  mos: measured,
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
  streams: count,
};

const captureRow = shape('CaptureRow', {
  id: Type.String({ format: 'uuid' }),
  name: text,
  size: count,
  'sha256?': text,
  uploaded: time,
  'tags?': texts,
  state: oneOf(...captureStates),
  'keyLog?': yes,
  'live?': yes,
  'judging?': yes,
  'progress?': object({ bytesRead: count, bytesTotal: count, packets: count, messages: count, calls: count }),
  'facts?': ref('CaptureFacts'),
  'counts?': object({ ...listCounts, 'findings?': count }),
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
  'media?': object({
    protocols: counts,
    codecs: counts,
    packets: count,
    minutes: Type.Number(),
    'lost?': count,
    'lostPercent?': Type.Number(),
    'mosMean?': Type.Number(),
    'mosMin?': Type.Number(),
    problems: counts,
  }),
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
  participants: Type.Array(ref('ParticipantRow')),
  'moreParticipants?': count,
  'digests?': object({ right: count, wrong: count, unchecked: count }),
  'findings?': findingCounts,
  'ims?': ref('ImsSection'),
  diagnostics: Type.Array(
    object({
      code: text,
      count,
      'codes?': Type.Record(text, count),
      samples: Type.Array(object({ 'frame?': count, 'file?': text, 'offset?': count, 'detail?': text })),
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
  findings: Type.Array(ref('MessageFinding')),
  explained: Type.Array(ref('ExplainedFact')),
  'moreFields?': Type.Integer({ minimum: 1, description: 'Header fields behind those that were explained' }),
  'bodies?': Type.Array(ref('BodyDetail')),
  'moreBodies?': count,
});

const foundText = object({ in: text, text, at: span });
const searchHit = shape('SearchHit', {
  capture: text,
  found: foundText,
  'call?': ref('CallRow'),
  'registration?': ref('RegistrationRow'),
  'message?': ref('MessageRow'),
});
const searchEvent = shape('SearchEvent', {
  kind: oneOf('hits', 'more', 'progress', 'stopped'),
  'hits?': Type.Array(ref('SearchHit')),
  'capture?': text,
  'list?': oneOf(...searchedLists),
  'read?': count,
  'total?': count,
  'by?': oneOf('time', 'bytes'),
});

const problem = shape('Problem', {
  type: text,
  title: text,
  status: count,
  code: oneOf(...Object.keys(problemCodes)),
  'detail?': text,
  'span?': span,
});

const facets = shape('Facets', {
  items: Type.Array(
    object({
      field: text,
      values: Type.Array(object({ value: Type.Union([text, Type.Number(), Type.Boolean()]), count })),
      'more?': Type.Integer({ minimum: 1, description: 'Values beyond these' }),
    }),
  ),
});

const timeline = shape('Timeline', {
  from: time,
  until: time,
  bucketMs: ms,
  counts: Type.Array(count, { description: 'Rows that began in each bucket' }),
  failed: Type.Array(count, { description: 'Those of them that went wrong' }),
});

const captureLoad = shape('CaptureLoad', {
  from: time,
  until: time,
  bucketMs: ms,
  calls: Type.Array(count, { description: 'That began in each bucket' }),
  failedCalls: Type.Array(count),
  registrations: Type.Array(count),
  failedRegistrations: Type.Array(count),
  messages: Type.Array(count),
  concurrentCalls: Type.Array(count, { description: 'Answered and not over: the most at any moment of each bucket' }),
  quality: Type.Array(count, { description: `Streams by MOS, a number a band: from ${mosBands.join(', from ')}` }),
});

function page(id: string, row: string): TObject & { readonly $id: string } {
  return shape(id, { items: Type.Array(ref(row)), 'nextCursor?': text, total: count });
}

/** Every shape an answer is made of, each after those it refers to. */
export const schemas: readonly (TObject & { readonly $id: string })[] = [
  callAudio,
  recordingEnvelope,
  messageRow,
  transactionRow,
  dialogRow,
  callRow,
  registrationRow,
  subscriptionRow,
  publicationRow,
  conversationRow,
  streamRow,
  streamSeries,
  kpiRow,
  findingRow,
  messageFinding,
  findingGroups,
  ruleDetail,
  captureFacts,
  captureRow,
  distribution,
  participantRow,
  imsSection,
  summary,
  ladder,
  sessionRow,
  identitySection,
  callStory,
  syntaxNode,
  explainedFact,
  ...bodySchemas,
  messageDetail,
  problem,
  searchHit,
  searchEvent,
  facets,
  timeline,
  captureLoad,
  ...compareSchemas,
  ...noteSchemas,
  page('MessagePage', 'MessageRow'),
  page('TransactionPage', 'TransactionRow'),
  page('DialogPage', 'DialogRow'),
  page('CallPage', 'CallRow'),
  page('RegistrationPage', 'RegistrationRow'),
  page('SubscriptionPage', 'SubscriptionRow'),
  page('PublicationPage', 'PublicationRow'),
  page('ConversationPage', 'ConversationRow'),
  page('StreamPage', 'StreamRow'),
  page('KpiPage', 'KpiRow'),
  page('FindingPage', 'FindingRow'),
];
