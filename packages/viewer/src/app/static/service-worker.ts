/// <reference lib="webworker" />

/** Both are written by the build: what it consists of, relative to the page, and a name that changes with any of it. */
declare const OWN_FILES: readonly string[];
declare const BUILD: string;

// This module is only ever loaded as a service worker.
const worker = self as unknown as ServiceWorkerGlobalScope;
const { scope } = worker.registration;
/** The caches of one host are those of all folders of it. */
const ours = `sipscope ${scope} `;
const cacheName = `${ours}${BUILD}`;
const ownAddresses: ReadonlySet<string> = new Set(OWN_FILES.map((file) => new URL(file, scope).href));
const pageAddress = new URL('./', scope).href;

worker.addEventListener('install', (event) => event.waitUntil(keepFiles()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const kept = event.request.method === 'GET' ? keptAddress(event.request) : undefined;
  // Anything else is left to the browser.
  if (kept !== undefined) event.respondWith(answer(event.request, kept));
});

/** All of them, or none: a page half of which is another build does not work. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...ownAddresses].map((address) => new Request(address, { cache: 'no-cache' })));
}

/** Builds before this one are used by no page any more. */
async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(ours) && name !== cacheName).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

/** Under which address the answer is kept; undefined of what is not ours. */
function keptAddress(request: Request): string | undefined {
  const address = new URL(request.url);
  address.search = '';
  address.hash = '';
  if (address.href === new URL('index.html', scope).href) return pageAddress;
  return ownAddresses.has(address.href) ? address.href : undefined;
}

async function answer(request: Request, kept: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(kept)) ?? fetch(request);
}
