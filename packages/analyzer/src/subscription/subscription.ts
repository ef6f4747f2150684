import type {
  SubscriptionEnd,
  SubscriptionProblem,
  SubscriptionRow,
  SubscriptionState,
  SubscriptionStep,
} from '../rows/subscription-row.ts';
import { Journal } from './journal.ts';
import type { ListedResource } from './state/list-state.ts';
import { StateHistory } from './state-history.ts';

/** As messages leave it; what capture time adds (`expired`, `timed-out`, `no-notify`) is told of it when its row is made. */
type StoredState = Exclude<SubscriptionState, 'timed-out' | 'no-notify' | 'expired'>;

/** What its first message says of it, as it is kept. */
export type SubscriptionNames = Pick<
  SubscriptionRow,
  'event' | 'eventId' | 'subscriber' | 'notifier' | 'resource' | 'referTo' | 'callId'
>;

type SubscriptionKeys = {
  readonly number: number;
  readonly kind: SubscriptionRow['kind'];
  readonly callId: number;
  readonly subscriberTag: number;
  readonly event: number;
  readonly names: SubscriptionNames;
  readonly startedNs: number;
  readonly isPartial: boolean;
  readonly forkedFrom: Subscription | undefined;
};

/** A NOTIFY, and where it was first seen. */
export type RecentNotify = { readonly cseq: number; readonly flow: number; readonly viaCount: number };

/** A NOTIFY that has no answer yet. */
export type OpenNotify = { readonly cseq: number; readonly timeNs: number; readonly frame: number };

/**
 * A subscription (RFC 6665): a dialog, a package and an id, seen on one or several hops; before the notifier's tag is known, what one SUBSCRIBE or REFER asked
 * for. Moments are nanoseconds of capture time, NaN where there was none.
 */
export class Subscription {
  readonly number: number;
  slot = -1;
  /** When nothing more was expected of it: it stays as it was then. */
  closedNs: number = Number.POSITIVE_INFINITY;
  lastNs: number;
  readonly kind: SubscriptionRow['kind'];
  /** Keys of messages; 0 where there is none. */
  readonly callId: number;
  readonly subscriberTag: number;
  notifierTag = 0;
  /** Of the package and the id; another one once the id is told by what follows. */
  event: number;
  names: SubscriptionNames;
  readonly startedNs: number;
  /** True where the capture begins inside it. */
  readonly isPartial: boolean;
  readonly forkedFrom: Subscription | undefined;
  readonly journal: Journal<SubscriptionStep, SubscriptionProblem> = new Journal();
  state: StoredState = 'requested';

  /** CSeq of the latest SUBSCRIBE or REFER, when it was sent, and whether that was within the subscription. */
  cseq = -1;
  requestNs: number = Number.NaN;
  isRefresh = false;
  /** Whether the dialog was there before it. */
  isInDialog = false;
  /** Whether it asked for the end. */
  isUnsubscribe = false;
  /** CSeq and status of the latest final response to a SUBSCRIBE or REFER. */
  answeredCseq = -1;
  answeredStatus = 0;
  /** The SUBSCRIBE accepted last. */
  acceptedRequestNs: number = Number.NaN;
  requestedSeconds: number | undefined = undefined;
  grantedSeconds: number | undefined = undefined;
  /** When it runs out. */
  expiryNs: number = Number.NaN;
  isFetch = false;
  /** What a REFER asked for. */
  suppression: SubscriptionRow['suppressedBy'] = undefined;
  referEventsAt: string | undefined = undefined;
  /** False where a 2xx says that no NOTIFY follows (RFC 5839 §4). */
  isNotifyDue = true;
  /** Whether NOTIFY may go another way than the SUBSCRIBE was seen on. */
  mayBypass = false;

  acceptedNs: number = Number.NaN;
  activeNs: number = Number.NaN;
  firstNotifyNs: number = Number.NaN;
  endedNs: number = Number.NaN;
  end: SubscriptionEnd | undefined = undefined;
  /** Whether a NOTIFY has said terminated. */
  isEndTold = false;
  reason: string | undefined = undefined;
  retryAfterSeconds: number | undefined = undefined;
  status = 0;
  statusReason: string | undefined = undefined;
  allowEvents: readonly string[] | undefined = undefined;
  isNotifyFirst = false;

  notifications = 0;
  /** The latest NOTIFYs, in order of appearance: those seen again on other hops are copies. */
  recentNotifies: RecentNotify[] = [];
  openNotifies: OpenNotify[] = [];
  refusedNotifyCseq = -1;
  challenges = 0;
  refreshes = 0;
  /** Of the times between SUBSCRIBEs that were accepted. */
  intervals: { count: number; sumNs: number; minNs: number; maxNs: number } | undefined = undefined;

  referStatus: number | undefined = undefined;
  referReason: string | undefined = undefined;
  asks: string | undefined = undefined;
  #states: StateHistory | undefined = undefined;
  /** By URI. */
  list: Map<string, ListedResource> | undefined = undefined;
  moreList = 0;
  /** The REFER before it in its dialog, while that one is open. */
  previousRefer: Subscription | undefined = undefined;
  /** Numbers; -1 where it has none. */
  dialog = -1;
  call = -1;
  /** The endpoints nearest to either side that were seen (-1: none), and how near. */
  readonly subscriberPlace: { endpoint: number; distance: number } = {
    endpoint: -1,
    distance: Number.POSITIVE_INFINITY,
  };
  readonly notifierPlace: { endpoint: number; distance: number } = { endpoint: -1, distance: Number.POSITIVE_INFINITY };

  constructor(keys: SubscriptionKeys) {
    this.number = keys.number;
    this.kind = keys.kind;
    this.callId = keys.callId;
    this.subscriberTag = keys.subscriberTag;
    this.event = keys.event;
    this.names = keys.names;
    this.startedNs = keys.startedNs;
    this.lastNs = keys.startedNs;
    this.isPartial = keys.isPartial;
    this.forkedFrom = keys.forkedFrom;
  }

  get states(): StateHistory | undefined {
    return this.#states;
  }

  /** Made when the first state is told. */
  history(): StateHistory {
    return (this.#states ??= new StateHistory());
  }

  /** Whether it was granted, or is told of. */
  get isEstablished(): boolean {
    return this.state === 'accepted' || this.state === 'pending' || this.state === 'active';
  }
}
