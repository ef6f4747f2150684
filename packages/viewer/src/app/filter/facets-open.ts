const place = 'sipscope.facets';

/** Whether a person left the facets open in this browser. Where there is little room they are opened anew each time. */
export function isFacetsOpen(): boolean {
  try {
    return localStorage.getItem(place) === 'open' && matchMedia('(min-width: 1001px)').matches;
  } catch {
    return false;
  }
}

export function keepFacetsOpen(isOpen: boolean): void {
  try {
    localStorage.setItem(place, isOpen ? 'open' : 'closed');
  } catch {
    // A forbidden store: they open and close without being remembered.
  }
}
