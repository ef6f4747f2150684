import { BindError, closeOnSignals, DataFolderInUseError, startServer } from '@sipscope/viewer';
import { openCapture } from '@sipscope/analyzer/node';
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { readCapture, remarkMissing } from '../capture-input.ts';
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
  const pipes = run.files.filter((file) => isPipe(file));
  const captures = run.files.filter((file) => !pipes.includes(file));
  const status = await checkCaptures(captures, run);
  if (status !== exitStatus.ok) return { status };
  if (pipes.length > 0 && run.options.keylog !== undefined) await remarkMissing(run.options.keylog, run.notices);
  const follow = await Promise.all(pipes.map(async (pipe) => followedPipe(pipe)));
  const media = run.options['no-media'] !== true;
  const server = await startServer({ ...where, media, keyLog: run.options.keylog, captures, follow }).catch(
    (error: unknown) => {
      throw startError(error, where);
    },
  );
  closeOnSignals(server, () => {
    for (const { name, progress } of server.followed()) if (progress !== undefined) run.notices.ended(name, progress);
  });
  run.output.write(`${server.url}\n`);
  return { status, url: server.url };
}

/** Reads the beginning of every capture: a wrong name is better told here than in the page. */
async function checkCaptures(files: readonly string[], { output, notices, options }: CommandRun): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.ok;
  for (const file of files) {
    status = worse(
      status,
      await readCapture([file], {
        output,
        notices,
        media: false,
        keyLog: options.keylog,
        enough: AbortSignal.abort(),
        use() {},
      }),
    );
  }
  return status;
}

/** What grows while it is read. */
function isPipe(file: string): boolean {
  return file === '-' || statSync(file, { throwIfNoEntry: false })?.isFIFO() === true;
}

async function followedPipe(file: string): Promise<{ name: string; chunks: AsyncIterable<Uint8Array> }> {
  const input = await openCapture(file, { keep: false });
  return { name: file === '-' ? 'stdin' : path.basename(file), chunks: input.chunks() };
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
