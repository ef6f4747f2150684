import type { FlowQuery } from '../../../api/flow.ts';
import type { CallLook, CallView, MessageRef, Route } from '../../route/route.ts';

/** What the page of a call, or of several, is at. */
export type CallPlace = {
  readonly capture: string;
  readonly call: string | undefined;
  readonly flow: FlowQuery | undefined;
  readonly view: CallView;
  readonly message: MessageRef | undefined;
  readonly look: CallLook | undefined;
};

/** The route of a place. */
export function placeRoute({ capture, call = '', flow, view, message, look = {} }: CallPlace): Route {
  const said = Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as CallLook;
  const more = {
    capture,
    view,
    ...(message !== undefined && { message }),
    ...(Object.keys(said).length > 0 && { look: said }),
  };
  return flow === undefined ? { page: 'call', ...more, call } : { page: 'flow', ...more, query: flow };
}

/** With the calls that are tied to it, or without them; the look stays, but for a part, which would be another one. */
export function extendedRoute(place: CallPlace): Route {
  const { part: _part, ...look } = place.look ?? {};
  const same = { ...place, look };
  const { call, flow } = place;
  if (call !== undefined) return placeRoute({ ...same, call: undefined, flow: { calls: [call], extended: true } });
  const { extended, ...query } = flow ?? {};
  const [only, ...others] = query.calls ?? [];
  const isOne = only !== undefined && others.length === 0 && Object.keys(query).length === 1;
  if (extended === true && isOne) return placeRoute({ ...same, call: only, flow: undefined });
  return placeRoute({ ...same, flow: extended === true ? query : { ...query, extended: true } });
}

/** `2` of an address, from 0; undefined where it names none. */
export function partOf(look: CallLook | undefined): number | undefined {
  const text = look?.part ?? '';
  return /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) - 1 : undefined;
}

/** The look with that part alone, or all. */
export function partLook(look: CallLook | undefined, part: number | undefined): CallLook {
  const { part: _part, ...rest } = look ?? {};
  return part === undefined ? rest : { ...rest, part: `${part + 1}` };
}

/** The message after this one, or before, of those that are given: round and round. */
export function stepAmong<Message extends MessageRef>(
  marked: readonly Message[],
  all: readonly MessageRef[],
  at: number,
  step: 1 | -1,
): Message | undefined {
  const places = new Map<MessageRef, number>(all.map((one, place) => [one, place]));
  const placeOf = (one: Message): number => places.get(one) ?? -1;
  const next = step === 1 ? marked.find((one) => placeOf(one) > at) : marked.findLast((one) => placeOf(one) < at);
  return next ?? (step === 1 ? marked[0] : marked.at(-1));
}
