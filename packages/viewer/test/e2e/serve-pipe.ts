import { startServer } from '../../src/server/start-server.ts';

/** A server that shows what comes on its standard input, as `sipscope serve -` does; ends with whoever started it. */
const [keyLog] = process.argv.slice(2);
const server = await startServer({ keyLog, follow: [{ name: 'stdin', chunks: process.stdin }] });
process.send?.(server.url);
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
