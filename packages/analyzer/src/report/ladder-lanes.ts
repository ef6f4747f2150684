import type { Ladder, LadderLane, ParticipantRow } from '../rows.ts';

/** A lane for each endpoint, in order of appearance. */
export class LaneTable {
  readonly #lanes = new Map<string, number>();
  /** The first lane of each host. */
  readonly #hosts = new Map<string, number>();
  readonly #messages: number[] = [];

  lane(address: string): number {
    let lane = this.#lanes.get(address);
    if (lane === undefined) {
      lane = this.#lanes.size;
      this.#lanes.set(address, lane);
      this.#messages.push(0);
      const host = hostOf(address);
      if (!this.#hosts.has(host)) this.#hosts.set(host, lane);
    }
    return lane;
  }

  /** Of a host, where it sends or receives messages. */
  host(address: string): number | undefined {
    return this.#hosts.get(address);
  }

  /** Of a host that only media comes from or goes to. */
  add(address: string): number {
    return this.lane(address);
  }

  count(lane: number): void {
    this.#messages[lane] = (this.#messages[lane] ?? 0) + 1;
  }

  list(participants: readonly ParticipantRow[]): Ladder['lanes'] {
    const byEndpoint = new Map(participants.flatMap((one) => one.endpoints.map((endpoint) => [endpoint, one])));
    return [...this.#lanes].map(([address, lane]) => {
      const { id, name, roles = [] } = byEndpoint.get(address) ?? {};
      const role = mainRole(roles);
      return {
        id: `l${lane + 1}`,
        address,
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(id === undefined ? {} : { participant: id }),
        messages: this.#messages[lane] ?? 0,
      };
    });
  }
}

/** What it is in its network says more than what it does in the call. */
function mainRole(roles: NonNullable<ParticipantRow['roles']>): LadderLane['role'] {
  const node = roles.find(({ role, confidence }) => confidence !== undefined && role !== 'UE');
  return (node ?? roles[0])?.role;
}

/** `192.0.2.1` of `192.0.2.1:5060`; of media alone, the address as it is. */
export function hostOf(address: string): string {
  const colon = address.lastIndexOf(':');
  if (address.startsWith('[')) return address.slice(1, address.indexOf(']'));
  return colon === -1 || address.indexOf(':') !== colon ? address : address.slice(0, colon);
}
