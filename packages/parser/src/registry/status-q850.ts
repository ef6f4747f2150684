export type StatusQ850Row = { readonly status: number; readonly cause: number };

/** The Q.850 cause for each final response; any other is 31. RFC 3398 §8.2.6.1, where 504 is printed for 505. */
export const statusQ850Table: readonly StatusQ850Row[] = [
  { status: 400, cause: 41 },
  { status: 401, cause: 21 },
  { status: 402, cause: 21 },
  { status: 403, cause: 21 },
  { status: 404, cause: 1 },
  { status: 405, cause: 63 },
  { status: 406, cause: 79 },
  { status: 407, cause: 21 },
  { status: 408, cause: 102 },
  { status: 410, cause: 22 },
  { status: 413, cause: 127 },
  { status: 414, cause: 127 },
  { status: 415, cause: 79 },
  { status: 416, cause: 127 },
  { status: 420, cause: 127 },
  { status: 421, cause: 127 },
  { status: 423, cause: 127 },
  { status: 480, cause: 18 },
  { status: 481, cause: 41 },
  { status: 482, cause: 25 },
  { status: 483, cause: 25 },
  { status: 484, cause: 28 },
  { status: 485, cause: 1 },
  { status: 486, cause: 17 },
  { status: 500, cause: 41 },
  { status: 501, cause: 79 },
  { status: 502, cause: 38 },
  { status: 503, cause: 41 },
  { status: 504, cause: 102 },
  { status: 505, cause: 127 },
  { status: 513, cause: 127 },
  { status: 600, cause: 17 },
  { status: 603, cause: 21 },
  { status: 604, cause: 1 },
];

/** No cause: the response says that the call was given up by its own side. */
const terminated = 487;

const normalUnspecified = 31;

/**
 * The Q.850 cause with which a gateway releases a call that was answered so; undefined below 400 and for 487.
 * 488 and 606 depend on the Warning that comes with them; without one they are 31 too. RFC 3398 §8.2.6.1.
 */
export function q850OfStatus(status: number): number | undefined {
  if (status < 400 || status === terminated) return undefined;
  return statusQ850Table.find((row) => row.status === status)?.cause ?? normalUnspecified;
}
