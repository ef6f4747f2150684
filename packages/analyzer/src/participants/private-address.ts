/** Whether an address cannot be reached from everywhere: RFC 1918, RFC 6598 (between a provider and its customers), RFC 3927, RFC 4193, RFC 4291 §2.5.6. */
export function isPrivateAddress(address: string): boolean {
  if (address.includes(':')) return /^f[cd]|^fe[89ab]/i.test(address);
  const [a = -1, b = -1] = address.split('.', 2).map(Number);
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}

/** An address of the machine itself. */
export function isLocalAddress(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** An address that packets go to from anywhere. */
export function isPublicAddress(address: string): boolean {
  return !isLocalAddress(address) && !isPrivateAddress(address) && address !== '0.0.0.0' && address !== '::';
}
