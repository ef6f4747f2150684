import { type Problem, type ProblemCode, problemCodes } from '../../api/problem.ts';

/** A refusal of the backend, with the problem as it told it. */
export class BackendError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'BackendError';
    this.problem = problem;
  }
}

/** The same refusal made here, for a backend without a server. */
export function refusal(code: ProblemCode, detail: string, span?: readonly [start: number, end: number]): BackendError {
  return new BackendError({
    type: 'about:blank',
    title: code.replaceAll('-', ' '),
    status: problemCodes[code],
    code,
    detail,
    ...(span !== undefined && { span }),
  });
}

/** What a person is told about a failure: a sentence about the capture, not about the tool. */
export function explain(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
