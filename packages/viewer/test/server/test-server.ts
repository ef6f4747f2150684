import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Value } from 'typebox/value';
import { onTestFinished } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { schemas } from '../../src/api/schemas.ts';
import { buildServer, type ServerOptions } from '../../src/server/build-server.ts';

export const fixtures: string = path.join(import.meta.dirname, '../../../../fixtures/captures');
export const pcapType: { readonly 'content-type': string } = { 'content-type': 'application/vnd.tcpdump.pcap' };

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A server with a data folder of its own, both gone when the test ends. */
export async function testServer(options: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const app = await buildServer({ uploadLimits: { freeBytes: 0 }, ...options, dataDir });
  onTestFinished(() => app.close());
  return app;
}

export async function upload(app: FastifyInstance, body: Uint8Array, name = 'trace.pcap'): Promise<CaptureRow> {
  const response = await app.inject({
    method: 'POST',
    url: `/api/captures?name=${encodeURIComponent(name)}`,
    headers: pcapType,
    payload: Buffer.from(body),
  });
  if (response.statusCode !== 201) throw new Error(response.body);
  return response.json<CaptureRow>();
}

/** Waits until the analysis has ended, one way or the other. */
export async function analysed(app: FastifyInstance, id: string): Promise<CaptureRow> {
  for (;;) {
    const row = (await app.inject({ url: `/api/captures/${id}` })).json<CaptureRow>();
    if (row.state === 'ready' || row.state === 'failed') return row;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What is not as the API documents it. */
export function errorsOf(schema: string, value: unknown): unknown[] {
  const found = schemas.find(({ $id }) => $id === schema);
  if (found === undefined) throw new Error(`${schema} is documented`);
  return [...Value.Errors(found, value)];
}
