import { isWord } from '../text/lower-case.ts';
import { type Parameters, parameterValue } from './parameter.ts';

/** What a body is for. RFC 3261 §20.11. */
export class ContentDisposition {
  /** `session`, `render`, `early-session` … */
  readonly value: string;
  readonly params: Parameters;

  constructor(value: string, params: Parameters) {
    this.value = value;
    this.params = params;
  }

  /** `optional`, `required` or another. */
  get handling(): string | undefined {
    return parameterValue(this.params, 'handling');
  }

  /** Whether a message with a body that is not understood must be refused: so it is where nothing is said. */
  get isRequired(): boolean {
    const { handling } = this;
    return handling === undefined || !isWord(handling, 'optional');
  }

  get filename(): string | undefined {
    return parameterValue(this.params, 'filename');
  }
}
