import closeWithGrace from 'close-with-grace';
import type { RunningServer } from './start-server.ts';

/** Closes the server when the process is asked to end, so that analyses stop in order; then the process ends. */
export function closeOnSignals(server: RunningServer, beforeClosing: () => void = () => {}): void {
  closeWithGrace({ delay: 5_000 }, async ({ err }) => {
    if (err !== undefined) process.stderr.write(`sipscope: ${err.message}\n`);
    beforeClosing();
    await server.close();
  });
}
