import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyPluginAsync } from 'fastify';
import fp from 'fastify-plugin';

/** The API's description: OpenAPI 3.1 at `/api/openapi.json`, readable at `/api/docs`. Registered before the routes. */
export const documentation: FastifyPluginAsync = fp(async function documentation(app): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sipscope',
        version: '1',
        description:
          'Captures in; messages, transactions, dialogs and calls out. Errors are problem details (RFC 9457).',
      },
    },
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, at) => (typeof $id === 'string' ? $id : `schema-${at}`),
    },
  });
  // The reader's own pages need styles in elements; it still takes scripts from here only.
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: documentationPolicy });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
});

const documentationPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
