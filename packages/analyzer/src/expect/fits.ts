import type { ExpectedStep } from './expected-steps.ts';
import type { SeenMessage } from './seen-message.ts';

/** Whether it is the request of this method, or a response with such a status. */
export function fitsKind(expected: ExpectedStep, { row }: SeenMessage): boolean {
  const { method, statuses } = expected;
  if (statuses === undefined) return row.kind === 'request' && row.method === method;
  const { kind, status = 0 } = row;
  if (kind !== 'response' || (method !== undefined && row.method !== method)) return false;
  return statuses.some(([from, to]) => status >= from && status <= to);
}

/** Another response to what may be the same request. */
export function isOtherStatus({ method, statuses }: ExpectedStep, { row }: SeenMessage): boolean {
  return statuses !== undefined && row.kind === 'response' && (method === undefined || row.method === method);
}
