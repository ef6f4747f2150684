import { Sighting } from './sighting.ts';
import { TriedNumbers } from './tried-numbers.ts';

/** Users of one address that are told apart. */
const mostUsers = 1000;

/** Refusals of one user in a row. */
type Refusals = { sighting: Sighting; worst: Sighting };

/** What one address did that attackers do. */
export class Suspect {
  readonly address: string;
  /** The scanning tool its requests named. */
  scanner: string | undefined = undefined;
  readonly scans: Sighting = new Sighting();
  /** By the URI of the user: refused in a row. */
  readonly refusals: Map<string, Refusals> = new Map();
  readonly refused: Sighting = new Sighting();
  accepted = 0;
  /** Calls that nobody answered, or not for long. */
  readonly vain: Sighting = new Sighting();
  readonly numbers: TriedNumbers = new TriedNumbers();
  calls = 0;

  constructor(address: string) {
    this.address = address;
  }

  refuse(user: string, timeNs: number, frame: number): void {
    this.refused.add(timeNs, frame);
    let refusals = this.refusals.get(user);
    if (refusals === undefined) {
      if (this.refusals.size >= mostUsers) return;
      const sighting = new Sighting();
      refusals = { sighting, worst: sighting };
      this.refusals.set(user, refusals);
    }
    refusals.sighting.add(timeNs, frame);
    if (refusals.sighting.count > refusals.worst.count) refusals.worst = refusals.sighting;
  }

  /** A user who gets in was no guess. */
  accept(user: string): void {
    this.accepted++;
    const refusals = this.refusals.get(user);
    if (refusals !== undefined) refusals.sighting = new Sighting();
  }
}
