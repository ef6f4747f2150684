import { hasParameter, type Parameters, writeParameters } from './parameter.ts';

/** Whether a person or the device should answer: Answer-Mode, Priv-Answer-Mode. RFC 5373 §2. */
export class AnswerMode {
  /** As written: `Manual`, `Auto` or another. */
  readonly mode: string;
  readonly params: Parameters;

  constructor(mode: string, params: Parameters) {
    this.mode = mode;
    this.params = params;
  }

  /** Whether the call is to be rejected where it cannot be answered so. */
  get isRequired(): boolean {
    return hasParameter(this.params, 'require');
  }
}

/** The text of an Answer-Mode. RFC 5373 §2. */
export function writeAnswerMode(value: Pick<AnswerMode, 'mode' | 'params'>): string {
  return `${value.mode}${writeParameters(value.params)}`;
}
