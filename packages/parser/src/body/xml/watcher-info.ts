import { attribute, children, type Field, type FromElement, requiredAttribute, shape, text } from './shape.ts';
import { oneOf, string, unsigned, uri } from './simple-type.ts';

/** Who is subscribed to a resource. RFC 3858 §4. */
export type WatcherInfo = FromElement & {
  readonly version: number | undefined;
  readonly state: 'full' | 'partial' | undefined;
  readonly lists: readonly WatcherList[];
};

/** Who watches a resource. RFC 3858 §4.2. */
export type WatcherList = FromElement & {
  readonly resource: string | undefined;
  /** The event package that is watched. */
  readonly package: string | undefined;
  readonly watchers: readonly Watcher[];
};

/** RFC 3858 §4.1; status and event: RFC 3857 §4.7. */
export type Watcher = FromElement & {
  readonly uri: string | undefined;
  readonly id: string | undefined;
  readonly displayName: string | undefined;
  readonly status: 'pending' | 'active' | 'waiting' | 'terminated' | undefined;
  readonly event: WatcherEvent | undefined;
  readonly expirationSeconds: number | undefined;
  readonly durationSubscribedSeconds: number | undefined;
};

/** Why a watcher came into its state. RFC 3858 §4.3. */
export type WatcherEvent =
  | 'subscribe'
  | 'approved'
  | 'deactivated'
  | 'probation'
  | 'rejected'
  | 'timeout'
  | 'giveup'
  | 'noresource';

const readWatcher: Field<Watcher> = shape<Watcher>({
  uri: text(uri),
  id: requiredAttribute('id', string),
  displayName: attribute('display-name', string),
  status: requiredAttribute('status', oneOf('pending', 'active', 'waiting', 'terminated')),
  event: requiredAttribute(
    'event',
    oneOf('subscribe', 'approved', 'deactivated', 'probation', 'rejected', 'timeout', 'giveup', 'noresource'),
  ),
  expirationSeconds: attribute('expiration', unsigned),
  durationSubscribedSeconds: attribute('duration-subscribed', unsigned),
});

/** application/watcherinfo+xml. RFC 3858 §4. */
export const readWatcherInfo: Field<WatcherInfo> = shape<WatcherInfo>({
  version: requiredAttribute('version', unsigned),
  state: requiredAttribute('state', oneOf('full', 'partial')),
  lists: children(
    'watcher-list',
    shape<WatcherList>({
      resource: requiredAttribute('resource', uri),
      package: requiredAttribute('package', string),
      watchers: children('watcher', readWatcher),
    }),
  ),
});
