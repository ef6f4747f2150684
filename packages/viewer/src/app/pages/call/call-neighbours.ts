import type { CallRow } from '@sipscope/analyzer';
import type { Backend } from '../../../api/backend.ts';
import type { LastList } from './last-list.ts';

/** Rows that are asked for at once. */
const pageRows = 1000;
/** Of a sorted list, as many pages are looked through for a call. */
const mostPages = 100;

type Found = { readonly offset: number; readonly total: number };

/** `first`, `last`: there is none beyond; `none`: the call is not in the list. */
export type Neighbour = { readonly call: string } | 'first' | 'last' | 'none';

/** The calls beside a call in the list it was opened from. Where it was found is remembered, so that going on costs little. */
export class CallNeighbours {
  #key = '';
  #known: { readonly call: string; readonly at: Found } | undefined;

  async of(
    backend: Backend,
    { capture, call, list }: { readonly capture: string; readonly call: string; readonly list: LastList },
    step: 1 | -1,
  ): Promise<Neighbour> {
    const key = JSON.stringify([capture, list]);
    if (key !== this.#key) this.#known = undefined;
    this.#key = key;
    const ask = async (offset: number, limit: number) => backend.list(capture, 'calls', { ...list, offset, limit });
    const at = this.#known?.call === call ? this.#known.at : await place(call, list, ask);
    if (at === undefined) return 'none';
    const offset = at.offset + step;
    if (offset < 0) return 'first';
    const { items, total } = await ask(offset, 1);
    const [next] = items;
    if (next === undefined) return 'last';
    this.#known = { call: next.id, at: { offset, total } };
    return { call: next.id };
  }
}

type Ask = (offset: number, limit: number) => Promise<{ readonly items: readonly CallRow[]; readonly total: number }>;

/** In its own order, ids count: it is found by halves. Else the list is gone through. */
async function place(call: string, { sort }: LastList, ask: Ask): Promise<Found | undefined> {
  return sort === undefined ? placeByHalves(numberOf(call), ask) : placeInOrder(call, ask);
}

async function placeByHalves(number: number, ask: Ask): Promise<Found | undefined> {
  const { total } = await ask(0, 1);
  let [low, high] = [0, total];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = (await ask(middle, 1)).items;
    if (row === undefined) return undefined;
    const at = numberOf(row.id);
    if (at === number) return { offset: middle, total };
    if (at < number) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

async function placeInOrder(call: string, ask: Ask): Promise<Found | undefined> {
  for (let page = 0; page < mostPages; page++) {
    const { items, total } = await ask(page * pageRows, pageRows);
    const at = items.findIndex(({ id }) => id === call);
    if (at >= 0) return { offset: page * pageRows + at, total };
    if ((page + 1) * pageRows >= total) return undefined;
  }
  return undefined;
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}
