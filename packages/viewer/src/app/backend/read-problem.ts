import { type Problem, type ProblemCode, problemCodes } from '../../api/problem.ts';
import { BackendError, refusal } from './backend-error.ts';

/** The problem a refusal carries; where its body is none (a proxy answered), one made from its status. */
export function readProblem(status: number, body: string): BackendError {
  const problem = parseProblem(body);
  if (problem !== undefined) return new BackendError(problem);
  return refusal(codeOf(status), `The server answered ${status} without saying why.`);
}

function parseProblem(body: string): Problem | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('code' in value) || !('title' in value) || !('status' in value)) return undefined;
  if (typeof value.code !== 'string' || typeof value.title !== 'string') return undefined;
  // Its code and title are there, which is all that is shown without a further look.
  return value as Problem;
}

function codeOf(status: number): ProblemCode {
  const entries = Object.entries(problemCodes) as [ProblemCode, number][];
  return entries.find(([, one]) => one === status)?.[0] ?? 'internal';
}
