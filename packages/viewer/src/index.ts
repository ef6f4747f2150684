export { buildServer, type ServerOptions } from './server/build-server.ts';
export { BindError, startServer, type RunningServer, type StartOptions } from './server/start-server.ts';
export { closeOnSignals } from './server/close-on-signals.ts';
export type { AnalysisLimits } from './server/analysis/run-analysis.ts';
export type { UploadLimits } from './server/store/receive-file.ts';
export { DataFolderInUseError } from './server/rows/row-database.ts';
