import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { CommandError } from './command-error.ts';
import { exitStatus } from './exit-status.ts';

/** A file that gets its name when it is whole: nobody finds half of it. */
export class WrittenFile {
  bytes = 0;
  readonly #name: string;
  readonly #file: FileHandle;

  private constructor(name: string, file: FileHandle) {
    this.#name = name;
    this.#file = file;
  }

  static async create(name: string): Promise<WrittenFile> {
    return new WrittenFile(name, await attempt(name, () => open(partOf(name), 'w')));
  }

  /** Behind what was written before. */
  async append(bytes: Uint8Array): Promise<void> {
    await attempt(this.#name, () => this.#file.write(bytes, 0, bytes.length, this.bytes));
    this.bytes += bytes.length;
  }

  /** Over what stands there. */
  async overwrite(bytes: Uint8Array, at: number): Promise<void> {
    await attempt(this.#name, () => this.#file.write(bytes, 0, bytes.length, at));
  }

  async finish(): Promise<void> {
    await attempt(this.#name, async () => {
      await this.#file.close();
      await rename(partOf(this.#name), this.#name);
    });
  }

  /** It is not wanted any more. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(partOf(this.#name), { force: true });
  }
}

function partOf(name: string): string {
  return `${name}.part`;
}

async function attempt<Value>(name: string, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw new CommandError(exitStatus.unwritable, `"${name}" cannot be written: ${(error as Error).message}.`);
  }
}
