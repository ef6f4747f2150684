import { quote } from '../text/quoted-string.ts';

/** Why something could not be done, beyond the status code. RFC 3261 §20.43. */
export type Warning = {
  readonly code: number;
  /** The host, or the name, of who added it. */
  readonly agent: string;
  readonly text: string;
};

/** The text of a Warning. RFC 3261 §20.43. */
export function writeWarning(warning: Warning): string {
  return `${`${warning.code}`.padStart(3, '0')} ${warning.agent} ${quote(warning.text)}`;
}
