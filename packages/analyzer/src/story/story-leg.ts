import type { Negotiation } from '../session/negotiation.ts';
import type { MessageRow, SessionSide } from '../rows.ts';
import { senderOf } from '../message/read-message.ts';
import { partyName } from './names.ts';

/** A dialog of the call, or an attempt at one with its repetitions: what its events are told of. */
export type Leg = {
  readonly number: number;
  readonly callId: string | undefined;
  readonly localTag: string;
  /** Empty until a response names it. */
  remoteTag: string;
  dialog: string | undefined;
  readonly local: string | undefined;
  readonly remote: string | undefined;
  /** For sentences. */
  readonly names: Readonly<Record<SessionSide, string>>;
  /** True where its beginning was not captured. */
  readonly isPartial: boolean;
  readonly startedNs: number;
  readonly path: string[];
  readonly negotiations: Negotiation[];
  answeredNs: number;
  isOver: boolean;
};

/** Endpoints of one leg beyond these are not listed. */
const mostEndpoints = 100;

/** Finds the leg of each message of a call. */
export class Legs {
  readonly list: Leg[] = [];
  readonly #byTags = new Map<string, Leg>();
  /** By Call-ID and From tag: the latest that has no dialog yet, or the first of a fork. */
  readonly #byCaller = new Map<string, Leg>();

  /** `undefined` of what belongs to none. */
  legOf(row: MessageRow, timeNs: number): Leg | undefined {
    const { callId = '', fromTag = '', toTag = '', status = 0, method } = row;
    const tags = tagsKey(callId, fromTag, toTag);
    const known = toTag === '' ? undefined : this.#byTags.get(tags);
    const caller = `${callId}\n${fromTag}`;
    const leg = known ?? this.#byCaller.get(caller);
    if (leg === undefined) {
      const made = this.#add(row, timeNs);
      if (toTag === '') this.#byCaller.set(caller, made);
      else this.#byTags.set(tags, made);
      return made;
    }
    if (known !== undefined || toTag === '') return leg;
    const makesDialog = method === 'INVITE' && row.kind === 'response' && status > 100 && status < 300;
    if (!makesDialog) return leg;
    return this.#branch(leg, tags, row, timeNs);
  }

  /** The first branch is the leg itself; a fork's others are legs of their own. */
  #branch(leg: Leg, tags: string, row: MessageRow, timeNs: number): Leg {
    const branch = leg.remoteTag === '' ? leg : this.#add(row, timeNs, leg);
    branch.remoteTag = row.toTag ?? '';
    this.#byTags.set(tags, branch);
    return branch;
  }

  #add(row: MessageRow, timeNs: number, trunk?: Leg): Leg {
    const { callId, fromTag = '', toTag = '', fromUri, toUri, method, kind } = row;
    const remote = partyName(toUri, 'the callee');
    const leg: Leg = {
      number: this.list.length,
      callId,
      localTag: fromTag,
      remoteTag: '',
      dialog: undefined,
      local: fromUri,
      remote: toUri,
      names: {
        local: partyName(fromUri, 'the caller'),
        // Several devices of one name.
        remote: trunk === undefined ? remote : `${remote} (${senderOf(row)})`,
      },
      isPartial: trunk?.isPartial ?? (method !== 'INVITE' || kind === 'response' || toTag !== ''),
      startedNs: trunk?.startedNs ?? timeNs,
      path: [],
      negotiations: [],
      answeredNs: -1,
      isOver: false,
    };
    if (toTag !== '' && trunk === undefined) leg.remoteTag = toTag;
    this.list.push(leg);
    return leg;
  }
}

/** The endpoints of a request, in the order of its hops. */
export function addToPath({ path }: Leg, sender: string, receiver: string): void {
  if (path.length >= mostEndpoints) return;
  if (!path.includes(sender)) {
    // A hop seen later that leads to a known one stands before it.
    const at = path.indexOf(receiver);
    if (at === -1) path.push(sender);
    else path.splice(at, 0, sender);
  }
  if (!path.includes(receiver)) path.splice(path.indexOf(sender) + 1, 0, receiver);
}

function tagsKey(callId: string, tag: string, otherTag: string): string {
  return tag < otherTag ? `${callId}\n${tag}\n${otherTag}` : `${callId}\n${otherTag}\n${tag}`;
}
