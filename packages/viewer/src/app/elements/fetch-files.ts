import type { Ladder } from '@sipscope/analyzer';
import { elementWords as said } from './element-words.ts';

/** A ladder as JSON, as the API and `sipscope flow --format json` give it. */
export async function fetchLadder(address: string, signal: AbortSignal): Promise<Ladder> {
  const told: unknown = await (await fetchOwn(address, signal)).json();
  if (!isLadder(told)) throw new TypeError(said.noLadderAt);
  return told;
}

export async function fetchFile(address: string, signal: AbortSignal): Promise<File> {
  const answer = await fetchOwn(address, signal);
  return new File([await answer.blob()], new URL(answer.url).pathname.split('/').at(-1) ?? 'capture');
}

/** Nothing is asked of anyone but the page's own origin. */
async function fetchOwn(address: string, signal: AbortSignal): Promise<Response> {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin && url.protocol !== 'blob:') throw new TypeError(said.elsewhere);
  const answer = await fetch(url, { signal, redirect: 'error' });
  if (!answer.ok) throw new Error(said.notFetched(answer.status));
  return answer;
}

/** As much of it as drawing begins with. */
function isLadder(told: unknown): told is Ladder {
  return (
    typeof told === 'object' &&
    told !== null &&
    'lanes' in told &&
    Array.isArray(told.lanes) &&
    'arrows' in told &&
    Array.isArray(told.arrows)
  );
}
