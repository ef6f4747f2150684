/** The list of calls a person looked at last. */
export type LastList = { readonly filter?: string; readonly sort?: string };

const prefix = 'sipscope.last-list.';

/** Of a capture: so that a call that was opened from it leads to the next one there, also after the page is loaded anew. */
export function rememberList(capture: string, { filter, sort }: LastList): void {
  try {
    const list: LastList = { ...(filter !== undefined && { filter }), ...(sort !== undefined && { sort }) };
    sessionStorage.setItem(prefix + capture, JSON.stringify(list));
  } catch {
    // Storage may be switched off: calls are then gone through in the list's own order.
  }
}

export function lastList(capture: string): LastList {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(prefix + capture) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    const { filter, sort }: { readonly filter?: unknown; readonly sort?: unknown } = stored;
    return {
      ...(typeof filter === 'string' && filter !== '' && { filter }),
      ...(typeof sort === 'string' && sort !== '' && { sort }),
    };
  } catch {
    return {};
  }
}
