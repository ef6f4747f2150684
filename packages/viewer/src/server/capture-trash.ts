import { statfs } from 'node:fs/promises';
import type { CaptureRecord } from './store/capture-record.ts';
import type { CaptureStore } from './store/capture-store.ts';

/**
 * Captures that were removed: kept for a while, across restarts, so that a removal can be taken back; then gone for good.
 * They are gone at once where their room may be needed.
 */
export class CaptureTrash {
  readonly #store: CaptureStore;
  readonly #keptMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(store: CaptureStore, keptMs: number) {
    this.#store = store;
    this.#keptMs = keptMs;
  }

  /** Takes up where the last server stopped. */
  async resume(): Promise<void> {
    for (const record of this.#store.removed()) {
      const left = Date.parse(record.removed ?? '') + this.#keptMs - Date.now();
      if (left > 0) this.#purgeIn(record.id, Math.min(left, this.#keptMs));
      else await this.#purge(record.id);
    }
  }

  async add(id: string): Promise<void> {
    await this.#store.putAside(id);
    if (this.#keptMs === 0) await this.#purge(id);
    else this.#purgeIn(id, this.#keptMs);
  }

  /** Takes the capture back; `undefined` where it is gone for good, or never was. */
  async restore(id: string): Promise<CaptureRecord | undefined> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    return this.#store.restore(id);
  }

  /** Empties itself where the largest upload that is allowed would not find room beside it. */
  async makeRoom(folder: string): Promise<void> {
    if (this.#store.removed().length === 0) return;
    const { bavail, bsize } = await statfs(folder);
    const { fileBytes, freeBytes } = this.#store.limits;
    if (bavail * bsize >= fileBytes + freeBytes) return;
    for (const { id } of this.#store.removed()) await this.#purge(id);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #purgeIn(id: string, ms: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      // What cannot be removed now is removed at the next start.
      setTimeout(() => void this.#purge(id).catch(() => undefined), ms),
    );
  }

  async #purge(id: string): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    await this.#store.remove(id);
  }
}
