/** Which rule took which tokens: four columns, in the order in which the rules began. A tree is made of them afterwards, without recursion. */
export class RuleRecorder {
  names: string[] = [];
  /** Index of the first token taken. */
  firsts: number[] = [];
  /** Index of the last token taken, before the first where none was. */
  lasts: number[] = [];
  depths: number[] = [];
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

  /** Forgets what was taken from that token on: it is going to be scanned and read anew. */
  dropFrom(token: number): void {
    const rules = [...this.names.keys()].filter((rule) => this.firsts[rule]! < token);
    this.names = rules.map((rule) => this.names[rule]!);
    this.depths = rules.map((rule) => this.depths[rule]!);
    this.lasts = rules.map((rule) => Math.min(this.lasts[rule]!, token - 1));
    this.firsts = rules.map((rule) => this.firsts[rule]!);
  }
}
