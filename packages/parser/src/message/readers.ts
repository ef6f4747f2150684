import type { Body } from '../body/body.ts';
import type { ReadUri } from '../grammar/lazy-address.ts';
import type { Reading } from '../grammar/read-row.ts';
import type { ValueKind } from '../grammar/value-types.ts';
import type { SourceText } from '../text/source-text.ts';
import type { RightValues } from './right-values.ts';
import type { SipMessage } from './sip-message.ts';

/** What reads the values of a message. `parseMessage` of the main entry has all that there is, that of `core` only what RFC 3261 and its nearest relatives have. */
export type Readers = {
  /** Values that were read so, and in which nothing was wrong. */
  readonly right?: RightValues;
  /** The value of a field whose name is that row of the header table. */
  readonly readField: (
    row: number,
    source: SourceText,
    start: number,
    end: number,
    commentDepth: number,
  ) => Reading<unknown>;
  readonly readValue: (
    kind: ValueKind,
    source: SourceText,
    start: number,
    end: number,
    commentDepth: number,
  ) => Reading<unknown>;
  /** Missing where every kind of value is read. */
  readonly lacks?: (kind: ValueKind) => boolean;
  readonly readUri: ReadUri;
  /** Missing where bodies are only bytes. */
  readonly readBody?: (message: SipMessage) => Body;
};
