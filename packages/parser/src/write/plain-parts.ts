import type { CSeq, RAck } from '../header/cseq.ts';
import type { Timestamp } from '../header/timestamp.ts';
import type { Warning } from '../header/warning.ts';
import { digitsText, lineText, shown, tokenText, wordText } from './checked-text.ts';
import type { ValueInputs } from './header-input.ts';

/** A CSeq as it is to be written. */
export function cseqParts({ number, numberText, method }: ValueInputs['cseq']): CSeq {
  const text = digitsText(number, numberText, 'The number of a CSeq');
  return { number, numberText: text, method: tokenText(method, 'The method of a CSeq') };
}

/** A RAck as it is to be written. */
export function rackParts({ responseNumber, responseNumberText, cseq }: ValueInputs['rack']): RAck {
  const text = digitsText(responseNumber, responseNumberText, 'The number of a response');
  return { responseNumber, responseNumberText: text, cseq: cseqParts(cseq) };
}

/** A Timestamp as it is to be written. */
export function timestampParts(value: ValueInputs['timestamp']): Pick<Timestamp, 'timestamp' | 'delay'> {
  if (typeof value === 'number') return { timestamp: decimalText(value), delay: undefined };
  const { timestamp, delay } = value;
  return { timestamp: decimalText(timestamp), delay: delay === undefined ? undefined : delayText(delay) };
}

/** A Warning as it is to be written. */
export function warningParts({ code, agent, text }: Warning): Warning {
  if (!Number.isInteger(code) || code < 0 || code > 999) throw new RangeError(`A warning has three digits: ${code}`);
  if (/[,;]/.test(agent)) throw new RangeError(`A warning agent cannot be written: ${shown(agent)}`);
  return { code, agent: wordText(agent, 'A warning agent'), text: lineText(text, 'A warning') };
}

/** `1*DIGIT [ "." *DIGIT ]` */
function decimalText(value: string | number): string {
  const text = `${value}`;
  if (!/^\d+(?:\.\d*)?$/.test(text)) throw new RangeError(`A time must be a decimal number: ${shown(text)}`);
  return text;
}

/** `*DIGIT [ "." *DIGIT ]` */
function delayText(value: string | number): string {
  const text = `${value}`;
  return text.startsWith('.') ? decimalText(`0${text}`).slice(1) : decimalText(value);
}
