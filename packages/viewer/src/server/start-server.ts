import { followKeyLogFile } from '@sipscope/analyzer/node';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CaptureRow } from '../api/captures.ts';
import { defaultUploadLimits } from './store/receive-file.ts';
import { buildServer, type ServerOptions } from './build-server.ts';
import type { CaptureLibrary } from './capture-library.ts';

export type StartOptions = Omit<ServerOptions, 'dataDir'> & {
  /** `127.0.0.1` where missing. */
  readonly host?: string;
  /** A free one where 0 or missing. */
  readonly port?: number;
  /** A folder that is removed when the server closes, where missing. */
  readonly dataDir?: string;
  /** Files to load; those the data folder already holds, by name and content, are not loaded again. */
  readonly captures?: readonly string[];
  /** A file with the secrets of their TLS connections. Of pipes it is followed as it grows, and may come later. */
  readonly keyLog?: string | undefined;
  /** Pipes to follow: their rows are shown as they come. */
  readonly follow?: readonly { readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }[];
};

export type RunningServer = {
  /** Where the page is. */
  readonly url: string;
  /** What has been read of the pipes that are followed, in their order. */
  followed(): readonly CaptureRow[];
  close(): Promise<void>;
};

/** The server would be open to others, who could read and remove every capture. */
export class BindError extends Error {
  readonly code = 'bind-needs-token';
}

/** Starts the viewer and loads captures into it; resolves once it listens and they are safe in its folder. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopback(host))
    throw new BindError(
      `The viewer does not listen on ${host}: it cannot yet tell who asks, so others in the network could read every ` +
        'capture. Listen on 127.0.0.1 and reach it through an SSH tunnel.',
    );
  const temporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'sipscope-')));
  const removeData = async (): Promise<void> => {
    if (temporary) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const app = await buildServer({ ...options, dataDir });
    const close = async (): Promise<void> => {
      await app.close();
      await removeData();
    };
    try {
      for (const file of options.captures ?? []) await loadCapture(app.library, file, options);
      const url = await app.listen({ host, port: options.port ?? 0 });
      const ids: string[] = [];
      const keyLog = options.keyLog === undefined ? undefined : followKeyLogFile(options.keyLog);
      for (const { name, chunks } of options.follow ?? [])
        ids.push((await app.library.follow({ chunks, keyLog }, name)).capture.id);
      const followed = (): CaptureRow[] => ids.flatMap((id) => app.library.get(id) ?? []);
      return { url, close, followed };
    } catch (error) {
      await app.close();
      throw error;
    }
  } catch (error) {
    await removeData();
    throw error;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

async function loadCapture(library: CaptureLibrary, file: string, options: StartOptions): Promise<void> {
  const name = path.basename(file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const sha256 = hash.digest('hex');
  const known = library.all().find((capture) => capture.sha256 === sha256 && capture.name === name);
  const { id } = known ?? (await library.receive(createReadStream(file), name));
  await giveKeyLog(library, id, options);
}

async function giveKeyLog(library: CaptureLibrary, id: string, { keyLog, uploadLimits }: StartOptions): Promise<void> {
  if (keyLog === undefined) return;
  await library.receiveKeyLog(id, createReadStream(keyLog), { ...defaultUploadLimits, ...uploadLimits });
}
