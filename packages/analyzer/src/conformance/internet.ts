/** IPv4 networks that are not of the public Internet: private, shared, loopback, link-local, documentation, tests (RFC 6890), multicast. */
const special: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const networks = special.map(([network, bits]) => ({ value: numberOf(network) ?? 0, shift: 32 - bits }));

/** Whether an address, as flows tell it, is of the public Internet. Of IPv6 those that are given out (2000::/3), but for documentation (2001:db8::/32). */
export function isOnInternet(ip: string): boolean {
  if (ip.includes(':')) return /^[23]/.test(ip) && !ip.toLowerCase().startsWith('2001:db8:');
  const value = numberOf(ip);
  if (value === undefined) return false;
  return !networks.some((one) => value >>> one.shift === one.value >>> one.shift);
}

function numberOf(ip: string): number | undefined {
  const parts = ip.split('.', 5);
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value >>> 0;
}
