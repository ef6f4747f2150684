import { jsonText } from '@sipscope/analyzer';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyInstance } from 'fastify';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { judgedAtOnceBytes } from '../api/captures.ts';
import { schemas } from '../api/schemas.ts';
import { defaultSearchLimits } from '../api/search/search.ts';
import { defaultAnalysisLimits, type AnalysisLimits } from './analysis/run-analysis.ts';
import { CaptureLibrary } from './capture-library.ts';
import { OpenCaptures } from './open-captures.ts';
import { problemDetails, problemErrorOf, sendProblem } from './problem-details.ts';
import { requestGuard } from './request-guard.ts';
import { audioRoutes } from './routes/audio.ts';
import { callRoutes } from './routes/calls.ts';
import { captureActionRoutes } from './routes/capture-actions.ts';
import { captureEventRoutes } from './routes/capture-events.ts';
import { captureLoadRoutes } from './routes/capture-load.ts';
import { captureRoutes } from './routes/captures.ts';
import { compareRoutes } from './routes/compare.ts';
import { documentation } from './routes/documentation.ts';
import { exportRoutes } from './routes/exports.ts';
import { facetRoutes } from './routes/facets.ts';
import { findingRoutes } from './routes/findings.ts';
import { healthRoutes } from './routes/health.ts';
import { keyLogRoutes } from './routes/key-log.ts';
import { listRoutes } from './routes/lists.ts';
import { messageRoutes } from './routes/messages.ts';
import { noteRoutes } from './routes/notes.ts';
import { pageRoutes } from './routes/page.ts';
import { parseRoutes } from './routes/parse.ts';
import { searchRoutes } from './routes/search.ts';
import { streamRoutes } from './routes/streams.ts';
import { summaryRoutes } from './routes/summary.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { RowDatabase } from './rows/row-database.ts';
import { securityHeaders } from './security-headers.ts';
import { NoteStore } from './store/note-store.ts';
import { CaptureStore } from './store/capture-store.ts';
import { defaultUploadLimits, type UploadLimits } from './store/receive-file.ts';

export type ServerOptions = {
  /** Where captures and their rows are kept. */
  readonly dataDir: string;
  /** Host names the server answers to, beside those of the loopback. */
  readonly allowedHosts?: readonly string[];
  readonly uploadLimits?: Partial<UploadLimits>;
  readonly analysisLimits?: Partial<AnalysisLimits>;
  /** Whether media is read: RTP and its relatives; it is where this is missing. */
  readonly media?: boolean;
  /** Of larger captures rows are shown before the rules are asked: 8 MiB where missing. */
  readonly judgedAtOnceBytes?: number;
  /** Analyses at once; as many as there are cores where missing. */
  readonly parallelAnalyses?: number;
  /** The module of the analysis process, where another than ours. */
  readonly analysisEntry?: string;
  /** Memory of the database, as DuckDB writes it. */
  readonly databaseMemory?: string;
  /** How long a removed capture can be restored: ten minutes where missing. */
  readonly trashMs?: number;
  readonly heartbeatMs?: number;
  readonly streamsPerClient?: number;
  /** The built page, where another than ours. */
  readonly pageDir?: string;
  /** Writes what happens to stderr, as JSON lines. */
  readonly log?: boolean;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** The captures the server keeps. */
    readonly library: CaptureLibrary;
  }
}

/** The same place from the sources and from the built package. */
const builtPage = path.join(import.meta.dirname, '../../dist/app');
/** Of a request that is no upload. */
const bodyBytes = 1024 ** 2;
/** Captures whose messages can be read again without opening them. */
const capturesKeptOpen = 4;

/** The server, not yet listening: opens the data folder, takes up unfinished analyses, and answers. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: options.log === true ? { stream: process.stderr, level: 'info' } : false,
    bodyLimit: bodyBytes,
    // Strict, it would let an infinite number pass every limit.
    ajv: { customOptions: { strictNumbers: false } },
    forceCloseConnections: true,
    // Idle connections; event streams have a heartbeat.
    connectionTimeout: 60_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 1024 },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemErrorOf(error)),
  }).withTypeProvider<TypeBoxTypeProvider>();
  // Schemas describe the answers; what is sent is the row as it is.
  app.setSerializerCompiler(() => jsonText);

  await app.register(securityHeaders);
  await app.register(problemDetails);
  await app.register(requestGuard, { allowedHosts: options.allowedHosts ?? [] });
  await app.register(documentation);
  for (const schema of schemas) app.addSchema(schema);

  const limits = { ...defaultUploadLimits, ...options.uploadLimits };
  const resources = await openResources(app, options, limits);
  await app.register(
    async (routes) => {
      await routes.register(captureRoutes, resources);
      await routes.register(captureActionRoutes, resources);
      await routes.register(uploadRoutes, { ...resources, limits });
      await routes.register(keyLogRoutes, { ...resources, limits });
      await routes.register(captureEventRoutes, {
        ...resources,
        heartbeatMs: options.heartbeatMs ?? 15_000,
        streamsPerClient: options.streamsPerClient ?? 100,
      });
      await routes.register(summaryRoutes, resources);
      await routes.register(captureLoadRoutes, resources);
      await routes.register(listRoutes, resources);
      await routes.register(exportRoutes, resources);
      await routes.register(noteRoutes, resources);
      await routes.register(timelineRoutes, resources);
      await routes.register(facetRoutes, resources);
      await routes.register(messageRoutes, resources);
      await routes.register(callRoutes, resources);
      await routes.register(compareRoutes, resources);
      await routes.register(streamRoutes, resources);
      await routes.register(findingRoutes, resources);
      await routes.register(audioRoutes, resources);
      await routes.register(searchRoutes, { ...resources, limits: defaultSearchLimits, atOnce: 8 });
      await routes.register(parseRoutes);
      await routes.register(healthRoutes, resources);
    },
    { prefix: '/api' },
  );
  await app.register(pageRoutes, { folder: options.pageDir ?? builtPage });
  await app.ready();
  return app;
}

async function openResources(app: FastifyInstance, options: ServerOptions, uploadLimits: UploadLimits) {
  await mkdir(options.dataDir, { recursive: true });
  const cores = os.availableParallelism();
  const rows = await RowDatabase.open(options.dataDir, {
    memoryLimit: options.databaseMemory ?? '512MB',
    threads: cores,
  });
  const store = await CaptureStore.open(options.dataDir, uploadLimits);
  const library = new CaptureLibrary(store, rows, {
    limits: { ...defaultAnalysisLimits, ...options.analysisLimits },
    media: options.media ?? true,
    judgedAtOnceBytes: options.judgedAtOnceBytes ?? judgedAtOnceBytes,
    parallel: options.parallelAnalyses ?? cores,
    attempts: 2,
    trashMs: options.trashMs ?? 600_000,
    entry: options.analysisEntry,
    onCrash: (capture, detail) => app.log.error({ capture, detail }, 'analysis failed'),
  });
  const captures = new OpenCaptures(capturesKeptOpen);
  app.decorate('library', library);
  app.addHook('onClose', async () => {
    await captures.closeAll();
    await library.close();
    rows.close();
  });
  await library.resume();
  return { library, rows, captures, notes: new NoteStore() };
}
