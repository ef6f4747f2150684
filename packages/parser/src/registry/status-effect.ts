/** What a failure response inside a dialog ends: nothing but its transaction, the usage it belongs to, or the whole dialog. */
export type StatusEffect = 'transaction' | 'usage' | 'dialog';

export type StatusEffectRow = { readonly status: number; readonly effect: StatusEffect };

/** The effect of failure responses inside a dialog. RFC 5057 §5.1, tables 1 and 2. */
export const statusEffectTable: readonly StatusEffectRow[] = [
  { status: 400, effect: 'transaction' },
  { status: 401, effect: 'transaction' },
  { status: 402, effect: 'transaction' },
  { status: 403, effect: 'transaction' },
  { status: 404, effect: 'dialog' },
  { status: 405, effect: 'usage' },
  { status: 406, effect: 'transaction' },
  { status: 407, effect: 'transaction' },
  { status: 408, effect: 'transaction' },
  { status: 410, effect: 'dialog' },
  { status: 412, effect: 'transaction' },
  { status: 413, effect: 'transaction' },
  { status: 414, effect: 'transaction' },
  { status: 415, effect: 'transaction' },
  { status: 416, effect: 'dialog' },
  { status: 417, effect: 'transaction' },
  { status: 420, effect: 'transaction' },
  { status: 421, effect: 'transaction' },
  { status: 422, effect: 'transaction' },
  { status: 423, effect: 'transaction' },
  { status: 424, effect: 'transaction' },
  { status: 425, effect: 'transaction' },
  { status: 428, effect: 'transaction' },
  { status: 429, effect: 'transaction' },
  { status: 430, effect: 'transaction' },
  { status: 433, effect: 'transaction' },
  { status: 436, effect: 'transaction' },
  { status: 437, effect: 'transaction' },
  { status: 438, effect: 'transaction' },
  { status: 439, effect: 'transaction' },
  { status: 440, effect: 'transaction' },
  { status: 469, effect: 'transaction' },
  { status: 470, effect: 'transaction' },
  { status: 480, effect: 'usage' },
  { status: 481, effect: 'usage' },
  { status: 482, effect: 'dialog' },
  { status: 483, effect: 'dialog' },
  { status: 484, effect: 'dialog' },
  { status: 485, effect: 'dialog' },
  { status: 486, effect: 'transaction' },
  { status: 487, effect: 'transaction' },
  { status: 488, effect: 'transaction' },
  { status: 489, effect: 'usage' },
  { status: 491, effect: 'transaction' },
  { status: 493, effect: 'transaction' },
  { status: 494, effect: 'transaction' },
  { status: 500, effect: 'transaction' },
  { status: 501, effect: 'usage' },
  { status: 502, effect: 'dialog' },
  { status: 503, effect: 'transaction' },
  { status: 504, effect: 'transaction' },
  { status: 505, effect: 'transaction' },
  { status: 513, effect: 'transaction' },
  { status: 555, effect: 'transaction' },
  { status: 580, effect: 'transaction' },
  { status: 600, effect: 'transaction' },
  { status: 603, effect: 'transaction' },
  { status: 604, effect: 'dialog' },
  { status: 606, effect: 'transaction' },
  { status: 607, effect: 'transaction' },
  { status: 608, effect: 'transaction' },
];

/** What the response ends when it comes inside a dialog; a code that is not registered is read as the 00 of its class. */
export function statusEffect(status: number): StatusEffect | undefined {
  if (status < 400 || status > 699) return undefined;
  const row =
    statusEffectTable.find((one) => one.status === status) ??
    statusEffectTable.find((one) => one.status === Math.floor(status / 100) * 100);
  return row?.effect;
}
