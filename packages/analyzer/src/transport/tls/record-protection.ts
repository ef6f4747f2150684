import type { Generation } from './tls-session.ts';
import type { HeldBytes } from './held-bytes.ts';

/** What trying a key costs however short the record is, as bytes that are decrypted meanwhile: the key schedule, and the tag. */
const TRY_BYTES = 2048;
/** And what deriving the keys that follow costs. */
const DERIVING_BYTES = 4 * TRY_BYTES;
/** What may be decrypted in vain of one direction since a record of it was opened: so much, and more for each record that was lost. */
const VAIN_BYTES = 128 * TRY_BYTES;
const VAIN_BYTES_A_LOSS = TRY_BYTES;

/** Opens the records of one direction, one sequence number after the other; after a loss, tries the numbers that may follow. */
export class RecordProtection {
  readonly #sequencesTried: number;
  readonly #tried: HeldBytes;
  #generation: Generation | undefined;
  #sequence = 0;
  /** How many more records than known may have been lost. */
  #slack = 0;
  #vainBytes = VAIN_BYTES;
  /** Whether the last record failed, or was lost: it may have been the one that changes the keys. */
  #unsure = false;
  /** Whether a record of this direction was ever authenticated. */
  #proven = false;

  constructor(sequencesTried: number, tried: HeldBytes) {
    this.#sequencesTried = sequencesTried;
    this.#tried = tried;
  }

  get generation(): Generation | undefined {
    return this.#generation;
  }

  get isProven(): boolean {
    return this.#proven;
  }

  /** The records that follow have these keys. */
  start(generation: Generation | undefined): void {
    this.#generation = generation;
    this.#sequence = 0;
    this.#slack = 0;
    this.#unsure = false;
  }

  /** The same, where records may have been lost since it was known that they would come. */
  adopt(generation: Generation): void {
    this.#generation = generation;
  }

  /** Between `fewest` and `most` records did not come. */
  lose(fewest: number, most: number): void {
    // Where none is encrypted yet, those that were lost need not have been.
    const known = this.#generation === undefined ? 0 : fewest;
    this.#sequence += known;
    this.#slack = Math.min(this.#slack + most - known, this.#sequencesTried);
    this.#unsure = true;
    this.#vainBytes += VAIN_BYTES_A_LOSS * most;
  }

  /** The content of a record; `undefined` where it fails its authentication. */
  open(record: Uint8Array): Uint8Array | undefined {
    const content = this.#generation && this.#openWith(this.#generation, this.#sequence, record);
    if (content !== undefined) return content;
    const next = this.#unsure && this.#mayTryMore(DERIVING_BYTES) ? this.#generation?.next() : undefined;
    const later = next && this.#openWith(next, 0, record);
    if (later !== undefined) return later;
    if (this.isBefore) return undefined;
    this.#sequence++;
    this.#unsure = true;
    return undefined;
  }

  /** Whether a record that cannot be opened may be one of other keys that come before these, and takes no sequence number. */
  get isBefore(): boolean {
    return this.#generation?.mayComeLater === true && !this.#proven;
  }

  /** Whether keys of which nothing said that they begin here are worth being derived and tried: after a loss, and not for ever. */
  mayTryUnannounced(): boolean {
    return this.#unsure && this.#mayTryMore(DERIVING_BYTES);
  }

  /** Opens the first record whose keys are these, though nothing said that they begin here. */
  openAs(generation: Generation, record: Uint8Array): Uint8Array | undefined {
    return this.#openWith(generation, 0, record);
  }

  #openWith(generation: Generation, from: number, record: Uint8Array): Uint8Array | undefined {
    for (let ahead = 0; ahead <= this.#slack; ahead++) {
      if (this.#unsure && !this.#mayTryMore(TRY_BYTES + record.length)) return undefined;
      const content = generation.cipher.open(record, from + ahead);
      if (content !== undefined) {
        this.start(generation);
        this.#sequence = from + ahead + 1;
        this.#proven = true;
        this.#vainBytes = Math.max(this.#vainBytes, VAIN_BYTES);
        return content;
      }
    }
    return undefined;
  }

  #mayTryMore(bytes: number): boolean {
    if (this.#vainBytes < bytes) return false;
    this.#vainBytes -= bytes;
    return this.#slack === 0 || this.#tried.take(bytes);
  }
}
