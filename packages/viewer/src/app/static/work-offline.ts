import { trustedScript } from '../backend/trusted-script.ts';

/** Keeps the page's own files in the browser, so that it opens without a network the next time. Without it, the page is the same. */
export function workOffline(): void {
  // Only of HTTPS and of this machine.
  if (!('serviceWorker' in navigator)) return;
  const address = trustedScript(new URL('service-worker.js', document.baseURI).href);
  navigator.serviceWorker.register(address).catch(() => {
    // It is switched off, or there is no room.
  });
}
