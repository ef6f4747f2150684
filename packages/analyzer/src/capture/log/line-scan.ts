/** Goes through a line of text from left to right. Every step is linear in what it passes. */
export class LineScan {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get rest(): string {
    return this.text.slice(this.at);
  }

  /** Passes this text where it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Goes behind the next place where this text stands. */
  takeThrough(expected: string): boolean {
    const found = this.text.indexOf(expected, this.at);
    if (found === -1) return false;
    this.at = found + expected.length;
    return true;
  }

  takeBlanks(): this {
    while (isBlank(this.text[this.at])) this.at++;
    return this;
  }

  /** A number of at most so many digits, or undefined where no digit stands here. */
  takeNumber(digits: number): number | undefined {
    const start = this.at;
    while (this.at - start < digits && isDigit(this.text[this.at])) this.at++;
    return this.at === start ? undefined : Number(this.text.slice(start, this.at));
  }

  /** What stands before the next blank. */
  takeWord(): string {
    const start = this.at;
    while (this.at < this.text.length && !isBlank(this.text[this.at])) this.at++;
    return this.text.slice(start, this.at);
  }
}

export function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9' && character.length === 1;
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
