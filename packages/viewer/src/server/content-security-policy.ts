/** No script, style or connection that is not ours; no inline script at all. */
export const contentSecurityPolicy: Readonly<Record<string, string[]>> = {
  'default-src': ["'none'"],
  // The decoder of Opus is WebAssembly, in the worker that reads captures.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  // Recordings: of the server, or made in this browser.
  'media-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  // Of the page's templates, and of the addresses of its workers.
  'trusted-types': ['lit-html', 'sipscope'],
};
