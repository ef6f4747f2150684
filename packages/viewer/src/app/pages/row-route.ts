import type { ListRows } from '../../api/lists.ts';
import type { Route } from '../route/route.ts';
import { withTimeRange } from '../timeline/time-range.ts';

/** Frames that a filter names; those of a long row are told by their ends. */
const mostFrames = 100;

/**
 * What a row opens: a call its ladder, a message the ladder of its call, the rest the messages it is made of; figures the calls
 * they are of. Undefined of what leads nowhere, as a stream that belongs to no call: all there is of it is in its row.
 */
export function rowRoute(capture: string, row: ListRows[keyof ListRows]): Route | undefined {
  if ('outcome' in row && 'verdict' in row) return { page: 'call', capture, call: row.id };
  if ('rule' in row || 'frame' in row) return messageRoute(capture, row);
  if ('protocol' in row)
    return row.call === undefined ? undefined : { page: 'call', capture, call: row.call, view: 'media' };
  if ('scope' in row) return figureRoute(capture, row);
  if (!('client' in row) && !('usage' in row))
    return { page: 'list', capture, list: 'messages', filter: framesFilter(row.messages) };
  const key = 'usage' in row ? 'dialog' : 'transaction';
  return { page: 'list', capture, list: 'messages', filter: `${key}:${row.id}` };
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

function framesFilter(frames: readonly number[]): string {
  const [first = 0] = frames;
  return frames.length > mostFrames ? `frame:${first}..${frames.at(-1) ?? first}` : `frame:(${frames.join(', ')})`;
}
