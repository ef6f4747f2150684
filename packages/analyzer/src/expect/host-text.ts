/** An address as it stands before a port. */
export function hostText(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}
