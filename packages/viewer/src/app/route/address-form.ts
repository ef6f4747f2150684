/**
 * Where in an address stands what is looked at. `path`: a server gives the page whatever the path. `hash`: behind `#`, for a host of files, in whatever folder
 * they lie. `none`: what is drawn is a part of somebody else's page, whose addresses are not ours.
 */
export type AddressForm = 'path' | 'hash' | 'none';

let form: AddressForm = 'path';

/** Said once, before anything is drawn. */
export function useAddresses(chosen: AddressForm): void {
  form = chosen;
}

/** Whether there are addresses that lead to our pages. */
export function hasAddresses(): boolean {
  return form !== 'none';
}

/** The address that stands for a path of ours, with its query: what a link of the page says. */
export function writeAddress(path: string): string {
  return form === 'hash' ? `#${path}` : path;
}

/** The path, query and fragment that an address stands for. Never throws: an address may be typed, cut or forged. */
export function readAddress(url: URL): URL {
  if (form !== 'hash') return url;
  // Whatever the path, a host that is known to be one makes an address of it.
  return new URL(`http://localhost${url.hash.startsWith('#/') ? url.hash.slice(1) : '/'}`);
}

/** Whether an address is one of the page's own, which is followed without loading it anew. */
export function isOwnAddress(link: URL, here: URL): boolean {
  if (link.origin !== here.origin) return false;
  if (form === 'hash') return link.pathname === here.pathname && link.hash.startsWith('#/');
  return !link.pathname.startsWith('/api/');
}

/** As much of an address as `writeAddress` gives. */
export function addressPart(url: URL): string {
  return form === 'hash' ? url.hash : url.pathname + url.search;
}
