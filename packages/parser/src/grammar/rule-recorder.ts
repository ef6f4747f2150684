/** Which rule took which tokens: four columns, in the order in which the rules began. A tree is made of them afterwards, without recursion. */
export class RuleRecorder {
  readonly names: string[] = [];
  readonly firsts: number[] = [];
  /** Index of the last token taken, before the first where none was. */
  readonly lasts: number[] = [];
  readonly depths: number[] = [];
  readonly #open: number[] = [];

  enter(name: string, first: number): void {
    this.#open.push(this.names.length);
    this.names.push(name);
    this.firsts.push(first);
    this.lasts.push(first - 1);
    this.depths.push(this.#open.length - 1);
  }

  leave(last: number): void {
    const rule = this.#open.pop();
    if (rule !== undefined) this.lasts[rule] = last;
  }
}
