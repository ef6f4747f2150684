import helmet from '@fastify/helmet';
import type { FastifyPluginAsync } from 'fastify';
import fp from 'fastify-plugin';

/** No script, style or connection that is not ours; no inline script at all. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
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
    // Of the page's templates, and of its worker's address.
    'trusted-types': ['lit-html', 'sipscope'],
  },
};

/** Headers of every answer, errors included. What a capture tells is not left in caches. */
export const securityHeaders: FastifyPluginAsync = fp(async function securityHeaders(app): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    // The server speaks HTTP; whoever puts TLS in front of it decides on this.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
});
