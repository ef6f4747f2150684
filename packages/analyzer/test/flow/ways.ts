/** Words behind a stream: names, each with its values. */
export class Ways {
  readonly #words: readonly string[];

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  has(name: string): boolean {
    return this.#words.includes(name);
  }

  number(name: string, otherwise: number): number {
    return this.numbers(name)[0] ?? otherwise;
  }

  numbers(name: string): number[] {
    return this.#behind(name, (word) => /^-?[\d.]+$/.test(word)).map(Number);
  }

  words(name: string): readonly string[] {
    return this.#behind(name, (word) => !/^[a-z]/.test(word));
  }

  #behind(name: string, isValue: (word: string) => boolean): readonly string[] {
    const at = this.#words.indexOf(name);
    if (at < 0) return [];
    const rest = this.#words.slice(at + 1);
    const end = rest.findIndex((word) => !isValue(word));
    return end < 0 ? rest : rest.slice(0, end);
  }
}
