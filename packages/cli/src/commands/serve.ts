import { BindError, closeOnSignals, DataFolderInUseError, startServer } from '@sipscope/viewer';
import { spawn } from 'node:child_process';
import { readCapture } from '../capture-input.ts';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import { dataFolder } from '../data-folder.ts';
import { exitStatus, worse, type ExitStatus } from '../exit-status.ts';
import { readPort } from '../read-option.ts';

const loopback = '127.0.0.1';
const usualPort = 5090;

/** Starts the viewer with a store that stays. It runs until the process is told to end. */
export async function serve(run: CommandRun): Promise<ExitStatus> {
  const { options } = run;
  const where = {
    host: options.host ?? loopback,
    port: readPort(options, usualPort),
    dataDir: options.data ?? dataFolder(process),
  };
  return (await startViewer(run, where)).status;
}

/** Starts the viewer on a free port with a store that goes when it ends, and shows its page. */
export async function view(run: CommandRun): Promise<ExitStatus> {
  const { status, url } = await startViewer(run, { host: loopback, port: 0 });
  if (url !== undefined) showPage(url);
  return status;
}

type Where = { readonly host: string; readonly port: number; readonly dataDir?: string };

async function startViewer(run: CommandRun, where: Where): Promise<{ status: ExitStatus; url?: string }> {
  const status = await checkCaptures(run);
  if (status !== exitStatus.ok) return { status };
  const server = await startServer({ ...where, captures: run.files }).catch((error: unknown) => {
    throw startError(error, where);
  });
  closeOnSignals(server);
  run.output.write(`${server.url}\n`);
  return { status, url: server.url };
}

/** Reads the beginning of every capture: a wrong name is better told here than in the page. */
async function checkCaptures({ files, output, notices }: CommandRun): Promise<ExitStatus> {
  if (files.includes('-')) throw usageError('The viewer reads files: it cannot show stdin.');
  let status: ExitStatus = exitStatus.ok;
  for (const file of files) {
    status = worse(status, await readCapture([file], { output, notices, enough: AbortSignal.abort(), use() {} }));
  }
  return status;
}

function startError(error: unknown, { host, port }: Where): unknown {
  if (error instanceof BindError || error instanceof DataFolderInUseError) return usageError(error.message);
  // Node's own errors of listening carry a code; another value has none.
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return usageError(`Port ${port} is taken on ${host}: choose another, or 0 for a free one.`);
  if (code === 'EADDRNOTAVAIL') return usageError(`This machine has no address ${host}.`);
  if (code === 'EACCES') return usageError(`Port ${port} on ${host} may not be used by this user.`);
  return error;
}

/** Opens the page where there is a desktop and somebody is looking. */
function showPage(url: string): void {
  const opener = desktopOpener(process.platform, process.env);
  if (opener === undefined || !process.stdout.isTTY) return;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  // The address was printed: a desktop that cannot open it takes nothing away.
  child.on('error', () => {});
  child.unref();
}

function desktopOpener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  const hasDesktop = (env['DISPLAY'] ?? env['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDesktop ? ['xdg-open'] : undefined;
}
