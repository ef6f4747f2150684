/** Numbers of one caller that are remembered. */
const mostNumbers = 500;
/** Numbers with fewer digits are extensions. */
const leastDigits = 7;
/** So many last digits are the number itself, whatever is dialled before it. */
const ownDigits = 8;
const leastPrefixes = 5;
const leastInARow = 20;
/** Numbers that are further apart are not one after the other. */
const widestStep = 2;

/** The numbers an address called that nobody answered, or not for long. */
export class TriedNumbers {
  readonly #numbers = new Set<string>();

  add(number: string): void {
    const digits = number.replace('+', '');
    if (digits.length >= leastDigits && /^[0-9]+$/.test(digits) && this.#numbers.size < mostNumbers)
      this.#numbers.add(digits);
  }

  /** One number that was tried with so many different digits before it; the one with most. */
  dialPlan(): { readonly number: string; readonly forms: number } | undefined {
    const forms = new Map<string, number>();
    for (const digits of this.#numbers) {
      if (digits.length <= ownDigits) continue;
      const number = digits.slice(-ownDigits);
      forms.set(number, (forms.get(number) ?? 0) + 1);
    }
    let most: { readonly number: string; readonly forms: number } | undefined;
    for (const [number, count] of forms)
      if (count > (most?.forms ?? leastPrefixes - 1)) most = { number, forms: count };
    return most;
  }

  /** The longest run of numbers, one after the other. */
  range(): { readonly from: string; readonly to: string; readonly numbers: number } | undefined {
    const sorted = [...this.#numbers].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
    let best: { readonly from: string; readonly to: string; readonly numbers: number } | undefined;
    let start = 0;
    for (let at = 1; at <= sorted.length; at++) {
      if (at < sorted.length && isNext(sorted[at - 1]!, sorted[at]!)) continue;
      const numbers = at - start;
      if (numbers >= Math.max(leastInARow, (best?.numbers ?? 0) + 1))
        best = { from: sorted[start]!, to: sorted[at - 1]!, numbers };
      start = at;
    }
    return best;
  }
}

function isNext(one: string, other: string): boolean {
  return one.length === other.length && BigInt(other) - BigInt(one) <= BigInt(widestStep);
}
