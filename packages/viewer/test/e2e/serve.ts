import { startServer } from '@sipscope/viewer';

/** The server of the tests: tells its address to whoever started it, and ends with it. */
const server = await startServer();
process.send?.(server.url);
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
