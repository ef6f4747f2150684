import { writeAccessNetworkInfo } from '@sipscope/parser';
import type { PlacedMessage } from '../message/read-message.ts';
import type { AccessNetworkRow, CellIdentity } from '../rows.ts';
import { valueRows } from './value-rows.ts';

/** Further networks of a call are not listed; of each so many frames and senders. */
const maxRows = 50;
const maxListed = 20;

/** The access networks that devices, or the network for them, say they are in (P-Access-Network-Info); of each party its own. */
export function accessNetworks(messages: readonly PlacedMessage[]): readonly AccessNetworkRow[] {
  const rows = [...Map.groupBy(messages, partyOf).values()].flatMap((said) => accessNetworksOf(said));
  // A device has another tag in every dialog.
  const merged = new Map<string, AccessNetworkRow>();
  for (const row of rows) {
    const key = `${row.senders[0] ?? ''} ${row.value}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? row : withMore(known, row));
  }
  return [...merged.values()].toSorted((a, b) => (a.frames[0] ?? 0) - (b.frames[0] ?? 0)).slice(0, maxRows);
}

/** Whoever made the message, by its tag. */
function partyOf({ row }: PlacedMessage): string {
  return `${row.callId ?? ''} ${(row.kind === 'request' ? row.fromTag : row.toTag) ?? ''}`;
}

function withMore(row: AccessNetworkRow, other: AccessNetworkRow): AccessNetworkRow {
  const senders = [...new Set([...row.senders, ...other.senders])].slice(0, maxListed);
  return { ...row, senders, frames: [...row.frames, ...other.frames].slice(0, maxListed) };
}

function accessNetworksOf(messages: readonly PlacedMessage[]): readonly AccessNetworkRow[] {
  return valueRows<AccessNetworkRow>(messages, ({ parsed }) =>
    parsed.get('P-Access-Network-Info').map((info) => {
      const cell = info.cellId === undefined ? undefined : cellOf(info.accessType, info.cellId);
      return {
        field: 'P-Access-Network-Info',
        value: writeAccessNetworkInfo(info),
        type: info.accessType,
        ...(cell === undefined ? {} : { cell }),
        ...(info.isNetworkProvided ? { networkProvided: true as const } : {}),
      };
    }),
  );
}

/** How many hexadecimal digits area and cell have, by the kind of access. TS 24.229 §7.2A.4.3. */
const widths: readonly { readonly begin: string; readonly area: number; readonly cell: number }[] = [
  // Tracking area code and E-UTRAN cell identity, the latter of 28 bits.
  { begin: '3gpp-e-utran', area: 4, cell: 7 },
  // Tracking area code of 24 bits and NR cell identity of 36.
  { begin: '3gpp-nr', area: 6, cell: 9 },
  // Location area code and UMTS cell identity.
  { begin: '3gpp-utran', area: 4, cell: 7 },
  { begin: '3gpp-geran', area: 4, cell: 4 },
];

/** The parts of a cell's identity, where its length fits its kind: mobile country and network code, the latter of two or three digits, area, cell. */
export function cellOf(accessType: string, text: string): CellIdentity | undefined {
  const kind = widths.find(({ begin }) => accessType.toLowerCase().startsWith(begin));
  if (kind === undefined) return undefined;
  const mncLength = text.length - 3 - kind.area - kind.cell;
  if (mncLength !== 2 && mncLength !== 3) return undefined;
  const [mcc, mnc] = [text.slice(0, 3), text.slice(3, 3 + mncLength)];
  const place = text.slice(3 + mncLength);
  if (!/^\d+$/.test(mcc + mnc) || !/^[0-9a-f]+$/i.test(place)) return undefined;
  return { mcc, mnc, area: place.slice(0, kind.area), cell: place.slice(kind.area) };
}
