import { problemCodes, type Problem, type ProblemCode } from '../api/problem.ts';

/** A refusal the client is to read: thrown anywhere in a route, answered as problem details. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly span: readonly [start: number, end: number] | undefined;

  /** `detail`: whole sentences for the person in front of it. */
  constructor(code: ProblemCode, detail: string, span?: readonly [start: number, end: number]) {
    super(detail);
    this.name = 'ProblemError';
    this.code = code;
    this.span = span;
  }
}

const titles: Readonly<Record<ProblemCode, string>> = {
  'not-found': 'There is nothing here',
  'capture-not-ready': 'The capture is not analysed yet',
  'filter-syntax': 'The filter cannot be read',
  'filter-too-slow': 'The filter takes too long',
  'bad-request': 'The request cannot be understood',
  'body-too-large': 'The upload is too large',
  'unsupported-media-type': 'This kind of content is not accepted here',
  'host-rejected': 'The server is not known by this name',
  'origin-rejected': 'The request comes from another site',
  'too-many-requests': 'There are too many requests at once',
  'disk-full': 'The disk is full',
  'upload-incomplete': 'The upload ended early',
  'changed-meanwhile': 'It was changed meanwhile',
  'notes-damaged': 'The notes cannot be read',
  internal: 'The server could not answer',
};

/** RFC 9457 §3. */
export function problemOf(error: ProblemError): Problem {
  return {
    type: 'about:blank',
    title: titles[error.code],
    status: problemCodes[error.code],
    code: error.code,
    ...(error.message !== '' && { detail: error.message }),
    ...(error.span !== undefined && { span: error.span }),
  };
}
