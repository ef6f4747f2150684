import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { isSuccess } from '../transaction/transaction.ts';
import type { Publication, PublicationAction, PublishedState } from './publication.ts';
import type { StateReading } from './state/read-states.ts';
import { addBodyProblems, addStates } from './take-reading.ts';

const secondNs = 1e9;

const stepOfSuccess = {
  publish: 'published',
  refresh: 'refreshed',
  modify: 'modified',
  remove: 'removed',
} as const;

/** RFC 3903 §4.1, table 1. */
function actionOf(message: CapturedMessage): PublicationAction {
  const parsed = message.parsed();
  if (parsed.valueSpan('SIP-If-Match') === undefined) return 'publish';
  if (parsed.expires === 0) return 'remove';
  return parsed.body === undefined ? 'refresh' : 'modify';
}

/** Takes a PUBLISH that is no copy of another hop; gives what `takePublished` adds its body to. */
export function receivePublish(publication: Publication, message: CapturedMessage): PublishedState {
  const isAgain = publication.cseq >= 0 && publication.answeredStatus >= 300;
  const action = actionOf(message);
  const { expires } = message.parsed();
  publication.cseq = message.cseq;
  publication.requestNs = message.timeNs;
  publication.action = action;
  publication.answeredStatus = 0;
  const published = { timeNs: message.timeNs, frame: message.frame, isAccepted: false, reading: undefined };
  publication.published = published;
  if (expires !== undefined && action !== 'remove') publication.requestedSeconds = expires;
  const isPublishing = publication.state === 'published';
  if (!isPublishing) {
    publication.state = publication.isPartial && action !== 'publish' ? 'published' : 'requested';
    publication.endedNs = Number.NaN;
    clearRefusal(publication);
  }
  publication.journal.step(message, isAgain && !isPublishing ? 'tried again' : action, {
    detail: secondsText(expires),
  });
  return published;
}

/** Takes what the body of a PUBLISH tells. */
export function takePublished(
  publication: Publication,
  published: PublishedState,
  reading: StateReading | undefined,
): void {
  addBodyProblems(publication.journal, reading, published.frame);
  published.reading = reading;
  if (published.isAccepted) addPublished(publication, published);
}

function addPublished(publication: Publication, { reading, timeNs, frame }: PublishedState): void {
  const { names } = publication;
  if (reading === undefined) return;
  addStates(publication.history(), reading, { timeNs, frame, owners: [names.resource, names.publisher] });
}

/** Takes a response to a PUBLISH; true where it gives an entity-tag that is new. */
export function receivePublishAnswer(publication: Publication, message: CapturedMessage): boolean {
  const { status, cseq } = message;
  if (status < 200 || cseq !== publication.cseq) return false;
  const { answeredStatus } = publication;
  if (isSuccess(answeredStatus) || answeredStatus === status) return false;
  publication.answeredCseq = cseq;
  publication.answeredStatus = status;
  if (isSuccess(status)) return receiveAccepted(publication, message);
  receiveFailure(publication, message);
  return false;
}

function receiveAccepted(publication: Publication, message: CapturedMessage): boolean {
  const { action, journal } = publication;
  const { timeNs, status, frame } = message;
  const { expires } = message.parsed();
  const entityTag = message.rawValue('SIP-ETag');
  const { published } = publication;
  publication.published = undefined;
  if (published !== undefined) {
    published.isAccepted = true;
    addPublished(publication, published);
  }
  clearRefusal(publication);
  if (Number.isNaN(publication.publishedNs)) publication.publishedNs = timeNs;
  if (action === 'refresh') publication.refreshes++;
  if (action === 'modify') publication.modifications++;
  const isRemoved = action === 'remove' || expires === 0;
  publication.state = isRemoved ? 'removed' : 'published';
  publication.endedNs = isRemoved ? timeNs : Number.NaN;
  if (!isRemoved) learnExpiry(publication, expires, timeNs);
  journal.step(message, stepOfSuccess[action], { status, detail: isRemoved ? undefined : secondsText(expires) });
  if (entityTag === undefined || entityTag === '') {
    if (!isRemoved) journal.problem('entity-tag-missing', frame);
    return false;
  }
  publication.entityTags.add(keptText(entityTag));
  return true;
}

function learnExpiry(publication: Publication, granted: number | undefined, timeNs: number): void {
  if (granted !== undefined) publication.grantedSeconds = granted;
  // Without its word: no longer than was asked for (RFC 3903 §6).
  const seconds = granted ?? publication.requestedSeconds;
  if (seconds !== undefined) publication.expiryNs = timeNs + seconds * secondNs;
}

function receiveFailure(publication: Publication, message: CapturedMessage): void {
  const { status } = message;
  const { journal } = publication;
  const parsed = message.parsed();
  publication.published = undefined;
  if (status === 401 || status === 407) {
    publication.challenges++;
    journal.step(message, 'challenged', { status });
    setState(publication, message, 'challenged');
  } else if (status === 423) {
    const { minExpires } = parsed;
    const detail = minExpires === undefined ? undefined : `at least ${minExpires} s`;
    journal.step(message, 'interval too brief', { status, detail });
    setState(publication, message, 'failed');
  } else if (status < 400) {
    const targets = parsed.contacts.map((contact) => (contact === '*' ? '*' : contact.uriText)).slice(0, 4);
    journal.step(message, 'redirected', { status, detail: targets.join(', ') });
    setState(publication, message, 'redirected');
  } else if (status === 412) {
    // The agent has no such entity-tag: it has lost or let go of what was published (RFC 3903 §4.1, §6).
    journal.step(message, 'chain broken', { status });
    publication.isBroken = true;
    publication.state = 'requested';
    setState(publication, message, 'failed');
  } else receiveRefusal(publication, message);
}

function receiveRefusal(publication: Publication, message: CapturedMessage): void {
  const { status } = message;
  const parsed = message.parsed();
  const allowed = parsed.values('Allow-Events').slice(0, 32).map(keptText);
  const retryAfter = parsed.retryAfter?.seconds;
  const detail = [
    allowed.length > 0 ? `takes ${allowed.join(', ')}` : undefined,
    retryAfter === undefined ? undefined : `again after ${retryAfter} s`,
  ];
  const text = detail.filter((part) => part !== undefined).join('; ');
  publication.journal.step(message, 'refused', { status, detail: text === '' ? undefined : text });
  if (publication.state === 'published') return;
  setState(publication, message, 'failed');
  publication.retryAfterSeconds = retryAfter;
  if (status === 489 && allowed.length > 0) publication.allowEvents = allowed;
}

/** What is published stays so though a refresh or change of it is refused, until it runs out. */
function setState(publication: Publication, message: CapturedMessage, state: Publication['state']): void {
  if (publication.state === 'published') return;
  publication.state = state;
  publication.endedNs = message.timeNs;
  publication.status = message.status;
  publication.statusReason = message.rawReason();
}

function clearRefusal(publication: Publication): void {
  publication.status = 0;
  publication.statusReason = undefined;
  publication.retryAfterSeconds = undefined;
  publication.allowEvents = undefined;
}

function secondsText(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `${seconds} s`;
}
