import type { Fault, Outcome } from './rule.ts';
import type { Seen } from './seen.ts';

/** Keys of one dialog beyond these are not remembered. */
const most = 4096;

/** What was told of one dialog on the hops judged before, so that the same is not told of every hop. Hops of a dialog are judged one after the other. */
export class ToldOfDialog {
  #dialog = -1;
  readonly #before = new Set<string>();
  readonly #now = new Set<string>();

  /** The next hop, of that dialog. */
  begin(dialog: number): void {
    if (dialog !== this.#dialog || dialog < 0) this.#before.clear();
    else for (const key of this.#now) if (this.#before.size < most) this.#before.add(key);
    this.#dialog = dialog;
    this.#now.clear();
  }

  /** Without what was told of another hop; `subject`: where what does not say so is seen. */
  news(rule: string, outcome: Outcome, subject: Seen | undefined): Outcome {
    if (typeof outcome !== 'object') return outcome;
    const faults: readonly Fault[] = 'seen' in outcome ? [outcome] : outcome;
    if (faults.length === 0) return outcome;
    const found = faults.filter((fault) => this.#isNew(rule, fault, fault.at ?? subject));
    return found.length === 0 ? undefined : found;
  }

  #isNew(rule: string, { seen }: Fault, at: Seen | undefined): boolean {
    const key = `${rule} ${at?.method ?? ''} ${at?.status ?? 0} ${at?.cseq ?? -1} ${seen}`;
    this.#now.add(key);
    return !this.#before.has(key);
  }
}
