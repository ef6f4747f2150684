import { readRoute, type Route, writeRoute } from '../route/route.ts';

const chosenPlace = 'sipscope.palette';
const visitedPlace = 'sipscope.visited';
const mostChosen = 30;
const mostVisited = 12;

/** Ids of what was chosen in the palette, the last first. */
export function chosenBefore(): readonly string[] {
  return readTexts(localStorage, chosenPlace);
}

export function rememberChosen(id: string): void {
  remember(localStorage, chosenPlace, id, mostChosen);
}

/** Calls and filtered lists looked at on this visit, the last first: kept no longer than the tab, for they name people. */
export function visitedBefore(): readonly Route[] {
  return readTexts(sessionStorage, visitedPlace).map((address) => readRoute(new URL(address, location.href)));
}

/** Remembers what one comes back to. */
export function rememberVisit(route: Route): void {
  if (route.page === 'call') remember(sessionStorage, visitedPlace, writeRoute(bareCall(route)), mostVisited);
  if (route.page === 'list' && route.filter !== undefined)
    remember(sessionStorage, visitedPlace, writeRoute(route), mostVisited);
}

function bareCall({ page, capture, call }: Extract<Route, { page: 'call' }>): Route {
  return { page, capture, call };
}

function remember(storage: Storage, place: string, text: string, most: number): void {
  const others = readTexts(storage, place).filter((one) => one !== text);
  try {
    storage.setItem(place, JSON.stringify([text, ...others].slice(0, most)));
  } catch {
    // Full, or forbidden: then it is forgotten.
  }
}

/** What lies there may have been written by anyone. */
function readTexts(storage: Storage, place: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(place) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
