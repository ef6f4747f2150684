import { NavigateEvent } from '../route/navigate-event.ts';
import type { MessageRef } from '../route/route.ts';

const place = 'sipscope.scratch';

/** What lies on the scratch page: a text, and the message it was made from. Kept as long as the browser's tab is open. */
export type ScratchContent = {
  /** Base64. */
  readonly raw: string;
  /** Base64: of the message as it was captured. */
  readonly original?: string;
  readonly from?: { readonly capture: string; readonly message: MessageRef };
};

/** Where the browser keeps nothing for the page: as long as the page is there. */
let held: string | undefined;

export function keepScratch(content: ScratchContent): void {
  held = JSON.stringify(content);
  try {
    sessionStorage.setItem(place, held);
  } catch {
    // No room, or not allowed: it is kept above.
  }
}

export function keptScratch(): ScratchContent | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? held ?? 'null');
    return isContent(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** What lies there may have been written by anyone. */
function isContent(kept: unknown): kept is ScratchContent {
  return typeof kept === 'object' && kept !== null && 'raw' in kept && typeof kept.raw === 'string';
}

/** Opens the scratch page on a copy of a message. */
export function editMessage(host: EventTarget, raw: string, from?: ScratchContent['from']): void {
  keepScratch({ raw, original: raw, ...(from !== undefined && { from }) });
  host.dispatchEvent(new NavigateEvent({ page: 'scratch' }));
}
