import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { PlainReader } from './plain-values.ts';

/** How the scanner cuts a value into tokens. */
export type ScanMode = 'field' | 'address' | 'via' | 'auth' | 'callId' | 'text';

/** How a kind of value is read: its scanner, its rule in a grammar that has it. */
export type KindRow<Rules> = {
  readonly scan: ScanMode;
  readonly rule: (grammar: Rules) => () => unknown;
  /** What is said of text that is none. */
  readonly code: DiagnosticCode;
  /** Elements parted by commas: behind one that is wrong the next can be read. */
  readonly list: boolean;
  /** True of an `address` in which what stands before a `<` is no name. */
  readonly nameless?: true;
  /** Reads the value without scanner and rule where it is of the common form. */
  readonly plain?: PlainReader;
};
