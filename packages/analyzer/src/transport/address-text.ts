/** The text of the address `bytes[at, at + length)`: dotted IPv4, or IPv6 in the form of RFC 5952. */
export function addressText(bytes: Uint8Array, at: number, length: 4 | 16): string {
  return length === 4 ? ipv4Text(bytes, at) : ipv6Text(bytes, at);
}

function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[at + 2 * i]! << 8) | bytes[at + 2 * i + 1]!);
  // §5: an address known to hold an IPv4 address shows it.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ipv4Text(bytes, at + 12)}`;
  }
  const zeros = longestZeros(groups);
  const text = groups.map((group) => group.toString(16));
  if (zeros.length < 2) return text.join(':');
  return `${text.slice(0, zeros.start).join(':')}::${text.slice(zeros.start + zeros.length).join(':')}`;
}

/** §4.2: the longest run of zero groups is shortened, the first of equal ones, never a single group. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
    if (end > start) start = end;
  }
  return longest;
}
