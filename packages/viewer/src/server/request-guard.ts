import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from './problem-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A reading route that another site must not use either: its answer lasts, or costs much. */
    sameOrigin?: boolean;
  }
}

export type RequestGuardOptions = {
  /** Names the server answers to, beside those of the loopback. */
  readonly allowedHosts: readonly string[];
};

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Keeps other sites out. A page elsewhere can make a browser send requests to this machine: under a name of its own
 * that it lets point here (DNS rebinding), which the Host shows, or straight, which Origin and Sec-Fetch-Site show.
 */
export const requestGuard: FastifyPluginAsync<RequestGuardOptions> = fp(async function requestGuard(
  app: FastifyInstance,
  options: RequestGuardOptions,
): Promise<void> {
  const names = new Set([...loopbackNames, ...options.allowedHosts].map((name) => name.toLowerCase()));

  app.addHook('onRequest', async (request) => {
    if (!names.has(hostName(request.headers.host ?? '')))
      throw new ProblemError('host-rejected', 'Ask for the server by the address it printed when it started.');
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const guarded = !reads || request.routeOptions.config.sameOrigin === true;
    if (guarded && !isOwnOrigin(request))
      throw new ProblemError('origin-rejected', 'Only pages of this server may do this.');
  });
});

/** `[::1]:5090` → `[::1]`; empty where it is no host and port. */
function hostName(host: string): string {
  return /^(\[[0-9a-f:.]+\]|[^\s:@/?#\\[\]]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? '';
}

function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
