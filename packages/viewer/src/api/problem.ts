/** RFC 9457 problem details, with a stable code. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  /** For `filter-syntax`: where in the filter. */
  readonly span?: readonly [start: number, end: number];
};

export const problemCodes = {
  'not-found': 404,
  'capture-not-ready': 409,
  'filter-syntax': 400,
  'filter-too-slow': 400,
  'bad-request': 400,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'host-rejected': 403,
  'origin-rejected': 403,
  'too-many-requests': 429,
  'disk-full': 507,
  'upload-incomplete': 400,
  'changed-meanwhile': 412,
  'notes-damaged': 500,
  internal: 500,
} as const;
export type ProblemCode = keyof typeof problemCodes;
