import type { CallRow } from '@sipscope/analyzer';
import type { CaptureRow } from '../../api/captures.ts';
import type { SearchHit } from '../../api/search/search.ts';
import type { Backend } from '../../api/backend.ts';
import { boundKeys } from '../commands/key-bindings.ts';
import { keyText } from '../commands/key-text.ts';
import { offeredCommands } from '../commands/commands.ts';
import { formatCount } from '../format/number.ts';
import { formatParty } from '../format/party.ts';
import { label } from '../format/visible.ts';
import { outcomeWord } from '../parts/outcome.ts';
import { type Route, writeRoute } from '../route/route.ts';
import { listTitles } from '../sip-app-words.ts';
import type { PaletteItem } from './palette-item.ts';
import { paletteWords } from './palette-words.ts';
import { visitedBefore } from './recent.ts';

type Go = (route: Route) => void;

/** All that can be done now, each once: that of the innermost part. */
export function commandItems(): readonly PaletteItem[] {
  const byId = new Map<string, PaletteItem>();
  for (const command of offeredCommands()) {
    const { id, group, title, run } = command;
    // What opens the palette is no news in it.
    if (byId.has(id) || id === 'frame.palette') continue;
    byId.set(id, { id, group, title, keys: boundKeys(command).map((key) => keyText(key)), run });
  }
  return [...byId.values()];
}

export function captureItems(captures: readonly CaptureRow[], go: Go): readonly PaletteItem[] {
  return captures.map(({ id, name, counts, tags = [] }) => ({
    id: `capture:${id}`,
    group: paletteWords.captures,
    title: label([name, ...tags].join(' · '), 120),
    ...(counts && { detail: paletteWords.calls(formatCount(counts.calls)) }),
    run: () => go({ page: 'list', capture: id, list: 'calls' }),
  }));
}

/** Calls and filtered lists that were looked at. Those of captures that are gone are left out. */
export async function visitedItems(
  backend: Backend,
  captures: readonly CaptureRow[],
  go: Go,
): Promise<readonly PaletteItem[]> {
  const nameOf = new Map(captures.map(({ id, name }) => [id, name]));
  const items = await Promise.all(
    visitedBefore().map(async (route) => {
      const title = await titleOf(backend, route);
      const detail = 'capture' in route ? nameOf.get(route.capture) : undefined;
      if (title === undefined || detail === undefined) return [];
      const id = `visited:${writeRoute(route)}`;
      return [{ id, group: paletteWords.visited, title, detail: label(detail, 60), run: () => go(route) }];
    }),
  );
  return items.flat();
}

async function titleOf(backend: Backend, route: Route): Promise<string | undefined> {
  if (route.page === 'list') return paletteWords.filtered(listTitles[route.list], label(route.filter ?? '', 80));
  if (route.page !== 'call') return undefined;
  try {
    return partiesOf(await backend.call(route.capture, route.call));
  } catch {
    return undefined;
  }
}

/** What a search found of calls and registrations. */
export function hitItem(
  hit: SearchHit,
  present: string | undefined,
  nameOf: (capture: string) => string,
  go: Go,
): PaletteItem {
  const isHere = hit.capture === present;
  const { text, at } = hit.found;
  return {
    id: `hit:${writeRoute(routeOfHit(hit))}`,
    group: isHere ? paletteWords.here : paletteWords.elsewhere,
    title: text.slice(0, 120),
    found: [Math.min(at[0], 120), Math.min(at[1], 120)],
    detail: [detailOf(hit), ...(isHere ? [] : [label(nameOf(hit.capture), 60)])].join(' · '),
    run: () => go(routeOfHit(hit)),
  };
}

function detailOf(hit: SearchHit): string {
  if (hit.call !== undefined) return [partiesOf(hit.call), outcomeWord(hit.call.outcome)].join(' · ');
  return hit.registration === undefined ? '' : paletteWords.registration;
}

/** Where a hit leads: the call, the registration among the others, the message within its call. */
export function routeOfHit(hit: SearchHit): Route {
  const { capture } = hit;
  if (hit.call !== undefined) return { page: 'call', capture, call: hit.call.id };
  if (hit.registration !== undefined)
    return { page: 'list', capture, list: 'registrations', filter: `id:${hit.registration.id}` };
  const { frame, index = 0, call } = hit.message;
  const message = index === 0 ? { frame } : { frame, index };
  return call === undefined ? { page: 'message', capture, message } : { page: 'call', capture, call, message };
}

function partiesOf({ from, to }: CallRow): string {
  return paletteWords.call(label(formatParty(from) ?? '–', 40), label(formatParty(to) ?? '–', 40));
}
