import type { LadderLane } from '@sipscope/analyzer';

/**
 * How a person wants lanes to stand. Lanes are named by their addresses (`192.0.2.1:5060`), or by a host (`192.0.2.1`) for all its ports, so that what is said of a lane
 * holds in every call of the capture.
 */
export type LaneArrangement = {
  /** `endpoint`: a lane for each address and port. Else one for each device, as far as devices are told apart. */
  readonly by?: 'endpoint';
  /** Lanes that are no part of a device's one lane, or of that of a NAT pair. */
  readonly apart?: readonly string[];
  /** Each drawn in the lane of the other. */
  readonly into?: readonly (readonly [lane: string, other: string])[];
  readonly names?: readonly (readonly [lane: string, name: string])[];
  /** From 1 to 8. */
  readonly colours?: readonly (readonly [lane: string, colour: number])[];
  readonly hidden?: readonly string[];
  /** From left to right; others stay where they are. */
  readonly order?: readonly string[];
};

export const plainArrangement: LaneArrangement = {};
export const laneColours = 8;
/** Lanes that one arrangement tells something of. */
export const mostArranged = 200;
export const longestLaneName = 60;

/** A lane as it is drawn, and what of it the menu tells. */
export type ArrangedLane = LadderLane & {
  /** Why it stands for several addresses, where that is proven: sentences. */
  readonly why?: readonly string[];
};

/** What a person does to lanes. */
export type LaneChange =
  | { readonly kind: 'rename'; readonly lane: LadderLane; readonly name: string }
  | { readonly kind: 'colour'; readonly lane: LadderLane; readonly colour: number | undefined }
  | { readonly kind: 'hide'; readonly lane: LadderLane }
  | { readonly kind: 'show'; readonly lane: LadderLane }
  | { readonly kind: 'merge'; readonly lane: LadderLane; readonly other: LadderLane }
  | { readonly kind: 'split'; readonly lane: LadderLane }
  /** `lanes`: all that are drawn, from left to right as they are to stand. */
  | { readonly kind: 'order'; readonly lanes: readonly LadderLane[] }
  | { readonly kind: 'by'; readonly by: 'endpoint' | 'participant' }
  | { readonly kind: 'reset' };

export function changeLanes(arrangement: LaneArrangement, change: LaneChange): LaneArrangement {
  const { names = [], colours = [], hidden = [], into = [], apart = [] } = arrangement;
  switch (change.kind) {
    case 'rename': {
      const name = change.name.trim().slice(0, longestLaneName);
      const others = names.filter(([key]) => !isOf(change.lane, key));
      return tidy({ ...arrangement, names: name === '' ? others : [...others, [nameKey(change.lane), name]] });
    }
    case 'colour': {
      const others = colours.filter(([key]) => !isOf(change.lane, key));
      const { colour } = change;
      return tidy({
        ...arrangement,
        colours: colour === undefined ? others : [...others, [nameKey(change.lane), colour]],
      });
    }
    case 'hide':
      return tidy({ ...arrangement, hidden: [...hidden, change.lane.address] });
    case 'show':
      return tidy({ ...arrangement, hidden: hidden.filter((key) => !isOf(change.lane, key)) });
    case 'merge':
      return tidy({ ...arrangement, into: [...into, [change.lane.address, change.other.address]] });
    case 'split':
      return tidy({
        ...arrangement,
        into: into.filter(([key, other]) => !isOf(change.lane, key) && !isOf(change.lane, other)),
        apart: [...new Set([...apart, ...addressesOf(change.lane)])],
      });
    case 'order':
      return tidy({ ...arrangement, order: change.lanes.map(({ address }) => address) });
    case 'by': {
      const { by: _by, ...rest } = arrangement;
      return change.by === 'endpoint' ? { ...rest, by: 'endpoint' } : rest;
    }
    case 'reset':
      return plainArrangement;
  }
}

/** Whether nothing is said of any lane. */
export function isPlain(arrangement: LaneArrangement): boolean {
  return Object.keys(tidy(arrangement)).length === 0;
}

/** Without what says nothing, and no more than is kept: the latest. */
export function tidy(arrangement: LaneArrangement): LaneArrangement {
  const kept = Object.entries(arrangement).flatMap(([name, said]: [string, unknown]) => {
    if (!Array.isArray(said)) return said === undefined ? [] : [[name, said] as const];
    const list: readonly unknown[] = said;
    return list.length === 0 ? [] : [[name, list.slice(-mostArranged)] as const];
  });
  return Object.fromEntries(kept);
}

/** All addresses a lane stands for. */
export function addressesOf({ address, addresses }: LadderLane): readonly string[] {
  return addresses ?? [address];
}

/** Whether a key names the lane. */
function isOf(lane: LadderLane, key: string): boolean {
  return addressesOf(lane).some((address) => address === key || hostOf(address) === key);
}

/** `192.0.2.1` of `192.0.2.1:5060`. */
export function hostOf(address: string): string {
  if (address.startsWith('[')) return address.slice(1, address.indexOf(']'));
  const colon = address.lastIndexOf(':');
  return colon === -1 || address.indexOf(':') !== colon ? address : address.slice(0, colon);
}

/** A device that sends from several ports of one host, as a client that connects anew does, is the same with the next one, too. */
function nameKey(lane: LadderLane): string {
  const addresses = addressesOf(lane);
  const host = hostOf(lane.address);
  return addresses.length > 1 && addresses.every((address) => hostOf(address) === host) ? host : lane.address;
}
