export type MethodRow = {
  readonly method: string;
  readonly rfc: number;
  readonly section: string;
};

const rows = [
  { method: 'ACK', rfc: 3261, section: '13.2.2.4' },
  { method: 'BYE', rfc: 3261, section: '15' },
  { method: 'CANCEL', rfc: 3261, section: '9.1' },
  { method: 'INFO', rfc: 6086, section: '4.2' },
  { method: 'INVITE', rfc: 3261, section: '13' },
  { method: 'MESSAGE', rfc: 3428, section: '9' },
  { method: 'NOTIFY', rfc: 6665, section: '8.1.2' },
  { method: 'OPTIONS', rfc: 3261, section: '11' },
  { method: 'PRACK', rfc: 3262, section: '6' },
  { method: 'PUBLISH', rfc: 3903, section: '11.1.1' },
  { method: 'REFER', rfc: 3515, section: '2' },
  { method: 'REGISTER', rfc: 3261, section: '10.2' },
  { method: 'SUBSCRIBE', rfc: 6665, section: '8.1.1' },
  { method: 'UPDATE', rfc: 3311, section: '7' },
] as const;

/** A registered method. */
export type SipMethod = (typeof rows)[number]['method'];

/** The registered methods. Their places in this table are their numbers in a MessageIdentity. */
export const methodTable: readonly (MethodRow & { readonly method: SipMethod })[] = rows;

let numbers: ReadonlyMap<string, number> | undefined;

/** The method's place in the table; -1 for one that is not registered. Methods compare with case. RFC 3261 §7.1. */
export function methodNumber(method: string): number {
  numbers ??= new Map(rows.map((row, index) => [row.method, index]));
  return numbers.get(method) ?? -1;
}
