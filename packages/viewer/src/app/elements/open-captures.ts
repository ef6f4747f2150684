import type { CallRow, Ladder, MessageDetail } from '@sipscope/analyzer';
import { isReadable } from '../../api/captures.ts';
import { BackendError } from '../backend/backend-error.ts';
import { LocalBackend } from '../backend/local.ts';
import { startWorker } from '../backend/start-worker.ts';
import type { MessageRef } from '../route/route.ts';
import { elementWords as said } from './element-words.ts';

const backend = new LocalBackend(startWorker, 5000);
/** How many elements show a capture: elements of one file share its worker. */
const users = new Map<string, number>();

/** A call of a capture that is analysed in this browser. Whoever opened it closes it. */
export class OpenCall {
  readonly ladder: Ladder;
  readonly #capture: string;
  #isOpen = true;

  constructor(capture: string, ladder: Ladder) {
    this.#capture = capture;
    this.ladder = ladder;
  }

  async message({ frame, index }: MessageRef): Promise<MessageDetail> {
    return backend.message(this.#capture, frame, index);
  }

  close(): void {
    if (this.#isOpen) release(this.#capture);
    this.#isOpen = false;
  }
}

/**
 * Analyses a file, and gives the ladder of a call.
 *
 * @param call - its id (`c1`) or a Call-ID; the first call where none is named.
 */
export async function openCall(file: Blob, call: string | undefined, signal: AbortSignal): Promise<OpenCall> {
  const named = file instanceof File ? file : new File([file], 'capture');
  const { id } = await backend.upload(named, { onProgress: () => {}, signal });
  users.set(id, (users.get(id) ?? 0) + 1);
  try {
    await settled(id);
    signal.throwIfAborted();
    const row = await findCall(id, call);
    if (row === undefined) throw new RangeError(call === undefined ? said.noCalls : said.noCall);
    return new OpenCall(id, await backend.ladder(id, row.id));
  } catch (failure) {
    release(id);
    throw failure;
  }
}

/** Until it is read; what its analysis ended with is thrown where that is no result. */
async function settled(id: string): Promise<void> {
  let end = (): void => {};
  await new Promise<void>((resolve, reject) => {
    end = backend.watch(id, (row) => {
      if (row.state === 'failed') reject(new Error(row.problems?.[0]?.message ?? said.notRead));
      else if (isReadable(row)) resolve();
    });
  }).finally(() => end());
}

async function findCall(id: string, call: string | undefined): Promise<CallRow | undefined> {
  if (call === undefined || call === '') return (await backend.list(id, 'calls', { limit: 1 })).items[0];
  try {
    return await backend.call(id, call);
  } catch (failure) {
    if (!(failure instanceof BackendError) || failure.problem.code !== 'not-found') throw failure;
    const filter = `callIds:${JSON.stringify(call)}`;
    return (await backend.list(id, 'calls', { limit: 1, filter })).items[0];
  }
}

function release(id: string): void {
  const left = (users.get(id) ?? 1) - 1;
  if (left > 0) {
    users.set(id, left);
    return;
  }
  users.delete(id);
  void backend.remove(id).catch(() => {
    // It is gone already.
  });
}
