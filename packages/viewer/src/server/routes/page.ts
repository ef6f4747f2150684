import type { FastifyInstance, FastifyReply } from 'fastify';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ProblemError } from '../problem-error.ts';

export type PageOptions = {
  /** The built page. */
  readonly folder: string;
};

type PageFile = { readonly bytes: Buffer; readonly mediaType: string; readonly cacheControl: string };

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const notBuilt = 'The page is not built. Run `pnpm build`, then start the server again. The API is at /api/docs.\n';

/**
 * The page, from memory: only the files found at the start can be asked for, so no address leads elsewhere. Addresses
 * within the page are answered with the page itself.
 */
export async function pageRoutes(app: FastifyInstance, { folder }: PageOptions): Promise<void> {
  const files = await readPage(folder);

  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const [address = '/'] = request.url.split('?', 1);
    if (address === '/api' || address.startsWith('/api/'))
      throw new ProblemError('not-found', 'The API has nothing at this address; /api/docs lists what it has.');
    const file = files.get(address) ?? (isAsset(address) ? undefined : files.get('/index.html'));
    if (file !== undefined) return sendFile(reply, file);
    if (files.size > 0) throw new ProblemError('not-found', 'The page has no such file.');
    return reply.status(503).type('text/plain; charset=utf-8').serializer(String).send(notBuilt);
  });
}

function sendFile(reply: FastifyReply, { bytes, mediaType, cacheControl }: PageFile): FastifyReply {
  return reply.type(mediaType).header('cache-control', cacheControl).send(bytes);
}

/** A file of the build, whose name changes with its content; not an address within the page. */
function isAsset(address: string): boolean {
  return address.startsWith('/assets/');
}

async function readPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const address = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    files.set(address, {
      bytes: await readFile(file),
      mediaType: mediaTypes[path.extname(file)] ?? 'application/octet-stream',
      cacheControl: isAsset(address) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  }
  return files;
}
