/** Opens the records of one direction with the same keys. */
export type RecordCipher = {
  /** Bytes of a record that are none of its content: where in the record the content begins. */
  readonly contentAt: number;
  /** The content of a whole record; `undefined` where it fails its authentication with that sequence number. Never throws. */
  open(record: Uint8Array, sequence: number): Uint8Array | undefined;
};
