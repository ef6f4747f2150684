import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export type FileHost = { readonly url: string; readonly close: () => Promise<void> };

/**
 * A host of files as there are many: it gives what lies in folders, knows no paths of ours, and says nothing but the type.
 *
 * @param folders - by the path they lie under: `/tools/sip/`.
 * @param headers - sent with every file.
 */
export async function serveFiles(
  folders: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<FileHost> {
  const find = async (wanted: string): Promise<Buffer | undefined> => {
    const under = Object.keys(folders).find((one) => wanted.startsWith(one));
    if (under === undefined || wanted.includes('..')) return undefined;
    return readFile(path.join(folders[under] ?? '', wanted.slice(under.length))).catch(() => undefined);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const wanted = decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const type = types[path.extname(wanted)] ?? 'application/octet-stream';
    void find(wanted).then((content) => {
      if (content === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': type, ...headers }).end(content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
