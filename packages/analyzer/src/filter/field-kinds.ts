/* What stands in fields beyond text and number, by their names: a name means the same in each list. */

const timeKeys: ReadonlySet<string> = new Set([
  'time',
  'started',
  'ended',
  'answered',
  'confirmed',
  'accepted',
  'active',
  'published',
  'expires',
  'since',
  'until',
  'mosminat',
]);

/** A moment: compared as one where it is a text. `key`: in any case. */
export function isTimeKey(key: string): boolean {
  return timeKeys.has(key.toLowerCase());
}

const addressKeys: ReadonlySet<string> = new Set([
  'srcip',
  'dstip',
  'client',
  'server',
  'participants',
  'clients',
  'registrar',
  'hops',
  'source',
  'destination',
  'subscriberaddress',
  'notifieraddress',
  'publisheraddress',
  'agentaddress',
]);

/** An IP address, or one with a port: the address alone stands for it too. `key`: in any case. */
export function isAddressKey(key: string): boolean {
  return addressKeys.has(key.toLowerCase());
}
