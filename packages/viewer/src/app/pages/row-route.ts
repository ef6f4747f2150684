import type { ListRows } from '../../api/lists.ts';
import type { Route } from '../route/route.ts';
import { withTimeRange } from '../timeline/time-range.ts';

/**
 * What a row opens: a call its ladder, a message the ladder of its call, the rest the ladder of the messages it is made of; figures
 * the calls they are of. Undefined of what leads nowhere, as a stream that belongs to no call: all there is of it is in its row.
 */
export function rowRoute(capture: string, row: ListRows[keyof ListRows]): Route | undefined {
  if ('outcome' in row && 'verdict' in row) return { page: 'call', capture, call: row.id };
  if ('rule' in row || 'frame' in row) return messageRoute(capture, row);
  if ('protocol' in row)
    return row.call === undefined ? undefined : { page: 'call', capture, call: row.call, view: 'media' };
  if ('scope' in row) return figureRoute(capture, row);
  const part = 'client' in row ? 'transactions' : 'usage' in row ? 'dialogs' : followedPart(row);
  return { page: 'flow', capture, query: { [part]: [row.id] } };
}

/** The list of a row that follows messages over time. */
function followedPart(
  row: ListRows['registrations' | 'subscriptions' | 'publications' | 'conversations'],
): 'registrations' | 'subscriptions' | 'publications' | 'conversations' {
  if ('aor' in row) return 'registrations';
  if ('publisherAddress' in row || 'modifications' in row) return 'publications';
  return 'instantMessages' in row ? 'conversations' : 'subscriptions';
}

/** The calls that figures are of. */
function figureRoute(capture: string, { scope, of = '', started }: ListRows['kpis']): Route {
  const filter = {
    overall: '',
    minute: started === undefined ? '' : withTimeRange('', 'started', minuteFrom(Date.parse(started))),
    address: `participants:"${of}"`,
    prefix: `toNumber:${of}*`,
  }[scope];
  return { page: 'list', capture, list: 'calls', ...(filter !== '' && { filter }) };
}

function minuteFrom(from: number): { readonly from: number; readonly until: number } {
  return { from, until: from + 60_000 };
}

/** Of a message, or of a finding; one of media that is missing has none. */
function messageRoute(capture: string, row: ListRows['messages' | 'findings']): Route | undefined {
  const { frame, index, call } = row;
  if (frame === undefined && call !== undefined) return { page: 'call', capture, call, view: 'media' };
  if (frame === undefined) return undefined;
  const message = { frame, ...(index !== undefined && { index }) };
  return call === undefined ? { page: 'message', capture, message } : { page: 'call', capture, call, message };
}
