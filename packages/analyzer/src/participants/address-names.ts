import type { CaptureFacts, ParticipantRow } from '../rows.ts';

/** Names given in one file or option; further ones are not read. */
const maxAliases = 10_000;
const maxNameLength = 200;

export type AddressName = { readonly name: string; readonly from: NonNullable<ParticipantRow['nameFrom']> };

/** Names of addresses, by address or `ip:port`. */
export type Aliases = ReadonlyMap<string, string>;

/** What addresses are called: by the user first, then by the capture's own name resolution. */
export class AddressNames {
  readonly #aliases: Aliases;
  readonly #captured = new Map<string, string>();

  constructor(aliases: Aliases = new Map(), names: CaptureFacts['names'] = []) {
    this.#aliases = aliases;
    for (const { address, names: found } of names) if (found[0] !== undefined) this.#captured.set(address, found[0]);
  }

  /** `endpoint`: `ip:port` of that address. */
  of(ip: string, endpoint: string): AddressName | undefined {
    const given = this.#aliases.get(endpoint) ?? this.#aliases.get(ip);
    if (given !== undefined) return { name: given, from: 'alias' };
    const captured = this.#captured.get(ip);
    return captured === undefined ? undefined : { name: captured, from: 'capture' };
  }
}

/**
 * Names for addresses, one a line: `192.0.2.1=SBC`, `192.0.2.1:5060=SBC A`, `2001:db8::1 = proxy`, or as in a hosts file `192.0.2.1 sbc.example.com`. Behind `#` are
 * comments. What is no such line is left out.
 */
export function readAliases(text: string): Aliases {
  const aliases = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [address, name] = aliasOf(line.split('#', 1)[0] ?? '');
    if (address === '' || name === '' || aliases.size >= maxAliases) continue;
    if (!aliases.has(address)) aliases.set(address, name.slice(0, maxNameLength));
  }
  return aliases;
}

function aliasOf(line: string): readonly [address: string, name: string] {
  const text = line.trim();
  const equals = text.indexOf('=');
  const blank = /\s/.exec(text)?.index ?? -1;
  const at = equals === -1 ? blank : equals;
  if (at === -1) return ['', ''];
  const address = text.slice(0, at).trim();
  return /^[0-9a-f.:[\]]+$/i.test(address) ? [written(address), text.slice(at + 1).trim()] : ['', ''];
}

/** As rows write addresses: IPv6 in small letters, and without brackets where there is no port. */
function written(address: string): string {
  const small = address.toLowerCase();
  return small.startsWith('[') && small.endsWith(']') ? small.slice(1, -1) : small;
}
