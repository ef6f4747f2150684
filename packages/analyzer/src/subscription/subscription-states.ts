import { keptText } from '../message/kept-text.ts';
import type { ListedResource, ListReading } from './state/list-state.ts';
import type { StateReading } from './state/read-states.ts';
import type { StateDocument } from './state/state-document.ts';
import type { Subscription } from './subscription.ts';
import { addBodyProblems, addStates } from './take-reading.ts';

/** Resources of a list that one subscription keeps. */
const maxResources = 1000;

/** Takes what the body of a SUBSCRIBE asks for: a filter, keys, a list of resources. */
export function takeAsked(subscription: Subscription, reading: StateReading | undefined): void {
  const [first] = reading?.documents ?? [];
  if (first !== undefined) subscription.asks = keptText(first.what);
}

/** Takes what the body of a NOTIFY tells. */
export function takeNotified(
  subscription: Subscription,
  reading: StateReading | undefined,
  timeNs: number,
  frame: number,
): void {
  const { journal, names } = subscription;
  addBodyProblems(journal, reading, frame);
  if (reading === undefined) return;
  const history = subscription.history();
  const { documents, list, status, reason } = reading;
  if (list !== undefined) takeList(subscription, list, frame);
  for (const document of documents) takeVersion(subscription, document, frame);
  addStates(history, reading, { timeNs, frame, owners: [names.resource, names.notifier] });
  if (status === undefined) return;
  subscription.referStatus = status;
  subscription.referReason = reason === undefined || reason === '' ? undefined : keptText(reason);
}

function takeVersion(
  subscription: Subscription,
  document: Pick<StateDocument, 'kind' | 'of' | 'version'>,
  frame: number,
): void {
  const { kind, of, version } = document;
  if (version === undefined) return;
  const broken = subscription.history().receiveVersion(kind, of, version);
  if (broken === undefined) return;
  const code = broken.kind === 'skipped' ? 'version-skipped' : 'version-back';
  subscription.journal.problem(code, frame, `${kind} version ${broken.to} after ${broken.from}`);
}

/** A list that tells all its resources takes the place of what was told before; else what it names is changed (RFC 4662 §5.2). */
function takeList(
  subscription: Subscription,
  { uri, version, isFull, resources, more }: ListReading,
  frame: number,
): void {
  takeVersion(subscription, { kind: 'list', of: uri, version }, frame);
  if (isFull || subscription.list === undefined) {
    subscription.list = new Map();
    subscription.moreList = more;
  }
  for (const resource of resources) {
    if (subscription.list.size < maxResources || subscription.list.has(resource.uri))
      subscription.list.set(keptText(resource.uri), keptResource(resource));
    else subscription.moreList++;
  }
}

function keptResource({ uri, name, instances }: ListedResource): ListedResource {
  return {
    uri: keptText(uri),
    name: kept(name),
    instances: instances.map(({ id, state, reason }) => ({ id: kept(id), state, reason: kept(reason) })),
  };
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}
