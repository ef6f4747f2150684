/** A pcapng of our byte order without its decryption secrets blocks, and the key log that was in them. */
export function takeSecrets(pcapng: Buffer): { readonly capture: Buffer; readonly keyLog: string } {
  const others: Buffer[] = [];
  let keyLog = '';
  for (let at = 0; at < pcapng.length;) {
    const end = at + pcapng.readUInt32LE(at + 4);
    const textAt = at + 16;
    if (pcapng.readUInt32LE(at) === 10)
      keyLog += pcapng.toString('latin1', textAt, textAt + pcapng.readUInt32LE(at + 12));
    else others.push(pcapng.subarray(at, end));
    at = end;
  }
  return { capture: Buffer.concat(others), keyLog };
}
