import type { CallRow, MessageRow, RegistrationRow } from '@sipscope/analyzer';

/* What a search across captures asks and answers. */

export type SearchQuery = {
  /** A number, a Call-ID, an address, or any text of a message. */
  readonly text: string;
  /** One capture; all that can be read where missing. */
  readonly capture?: string;
  /** Whether the text of all messages is read, too; `false`: what was found of calls and registrations only, at once. */
  readonly messages?: boolean;
};

/** Where in a row or message it was found. */
export type FoundText = {
  /** The field of the row, the header of the message, `start line` or `body`. */
  readonly in: string;
  /** The piece of text around it, as it was captured. */
  readonly text: string;
  /** Of the piece, in UTF-16 units: what was asked for. */
  readonly at: readonly [start: number, end: number];
};

type FoundIn = { readonly capture: string; readonly found: FoundText };
export type SearchHit =
  | (FoundIn & { readonly call: CallRow; readonly registration?: undefined; readonly message?: undefined })
  | (FoundIn & { readonly registration: RegistrationRow; readonly call?: undefined; readonly message?: undefined })
  | (FoundIn & { readonly message: MessageRow; readonly call?: undefined; readonly registration?: undefined });

export const searchedLists = ['calls', 'registrations', 'messages'] as const;
export type SearchedList = (typeof searchedLists)[number];

/** What a search tells as it goes; when nothing more comes, it has ended. */
export type SearchEvent =
  | { readonly kind: 'hits'; readonly hits: readonly SearchHit[] }
  /** There are more of them in this capture than are told. */
  | { readonly kind: 'more'; readonly capture: string; readonly list: SearchedList }
  /** Messages read, of all that are to be read. */
  | { readonly kind: 'progress'; readonly read: number; readonly total: number }
  /** A limit was reached: what comes after it was not looked at. */
  | { readonly kind: 'stopped'; readonly by: 'time' | 'bytes' };

export type SearchLimits = {
  /** Told of one list of one capture. */
  readonly hitsPerList: number;
  /** Messages' bytes that are read by one search. */
  readonly bytes: number;
  readonly timeMs: number;
};

export const defaultSearchLimits: SearchLimits = { hitsPerList: 20, bytes: 8e9, timeMs: 120_000 };

/** The fewest characters a search looks for, and the most. */
export const fewestCharacters = 2;
export const mostCharacters = 200;
