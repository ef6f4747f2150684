import type { PublicationProblem, PublicationRow, PublicationState, PublicationStep } from '../rows/publication-row.ts';
import { EndsOfList } from '../follow/ends-of-list.ts';
import { Journal } from './journal.ts';
import type { StateReading } from './state/read-states.ts';
import { StateHistory } from './state-history.ts';

/** Entity-tags of one publication that are told: half of them the first, half the last. */
const entityTagsKept = 20;

/** What a PUBLISH does, by whether it names an entity-tag, has a body, and its Expires (RFC 3903 §4.1). */
export type PublicationAction = 'publish' | 'refresh' | 'modify' | 'remove';

/** As messages leave it; what capture time adds is told of it when its row is made. */
type StoredState = Exclude<PublicationState, 'timed-out' | 'expired'>;

/** What its first PUBLISH says of it, as it is kept. */
export type PublicationNames = Pick<PublicationRow, 'event' | 'publisher' | 'resource' | 'callId'>;

type PublicationKeys = {
  readonly number: number;
  readonly event: number;
  readonly names: PublicationNames;
  readonly startedNs: number;
  readonly isPartial: boolean;
  readonly follows: number;
};

/** A PUBLISH, and what it tells: that holds once it is accepted and read, in either order. */
export type PublishedState = {
  readonly timeNs: number;
  readonly frame: number;
  isAccepted: boolean;
  reading: StateReading | undefined;
};

/** Event state that one source publishes (RFC 3903): a chain of entity-tags. Moments are nanoseconds of capture time, NaN where there was none. */
export class Publication {
  readonly number: number;
  slot = -1;
  /** When nothing more was expected of it: it stays as it was then. */
  closedNs: number = Number.POSITIVE_INFINITY;
  lastNs: number;
  readonly event: number;
  readonly names: PublicationNames;
  readonly startedNs: number;
  /** True where the capture begins inside it. */
  readonly isPartial: boolean;
  /** Number of the publication whose place it took; -1 where there is none. */
  readonly follows: number;
  readonly journal: Journal<PublicationStep, PublicationProblem> = new Journal();
  readonly entityTags: EndsOfList<string> = new EndsOfList(entityTagsKept);
  state: StoredState = 'requested';

  /** Of the latest PUBLISH. */
  cseq = -1;
  requestNs: number = Number.NaN;
  action: PublicationAction = 'publish';
  answeredCseq = -1;
  answeredStatus = 0;
  /** The entity-tag that is the publisher's is not the agent's (412). */
  isBroken = false;

  requestedSeconds: number | undefined = undefined;
  grantedSeconds: number | undefined = undefined;
  expiryNs: number = Number.NaN;
  publishedNs: number = Number.NaN;
  endedNs: number = Number.NaN;
  status = 0;
  statusReason: string | undefined = undefined;
  retryAfterSeconds: number | undefined = undefined;
  allowEvents: readonly string[] | undefined = undefined;
  challenges = 0;
  refreshes = 0;
  modifications = 0;
  /** Of the latest PUBLISH, until it is answered. */
  published: PublishedState | undefined = undefined;
  #states: StateHistory | undefined = undefined;

  /** By which its latest PUBLISH, its publisher and its entity-tag are found; 0 or none where they are not. */
  requestKey = 0;
  publisherKey = 0;
  sourceKey = 0;
  /** Of the Request-URI on each hop. */
  resourceKeys: number[] = [];
  entityTagKeys: readonly number[] = [];
  /** The endpoints nearest to either side that were seen (-1: none), and how many Vias there were. */
  publisherEndpoint = -1;
  agentEndpoint = -1;
  leastVias: number = Number.POSITIVE_INFINITY;
  mostVias = 0;

  constructor(keys: PublicationKeys) {
    this.number = keys.number;
    this.event = keys.event;
    this.names = keys.names;
    this.startedNs = keys.startedNs;
    this.lastNs = keys.startedNs;
    this.isPartial = keys.isPartial;
    this.follows = keys.follows;
  }

  get states(): StateHistory | undefined {
    return this.#states;
  }

  /** Made when the first state is told. */
  history(): StateHistory {
    return (this.#states ??= new StateHistory());
  }
}
