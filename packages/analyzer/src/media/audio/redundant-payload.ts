/**
 * What a redundant payload carries for the first time: its last block.
 *
 *     1 payload type(7) timestamp offset(14) length(10), for each block that is a repetition; 0 payload type(7); the blocks
 *
 * RFC 2198 §3. Undefined where the headers contradict the length.
 */
export function primaryOf(
  payload: Uint8Array,
): { readonly payloadType: number; readonly payload: Uint8Array } | undefined {
  let header = 0;
  let repeated = 0;
  for (; (payload[header] ?? 0) > 127; header += 4)
    repeated += (((payload[header + 2] ?? 0) & 3) << 8) | (payload[header + 3] ?? 0);
  const last = payload[header];
  const start = header + 1 + repeated;
  if (last === undefined || start > payload.length) return undefined;
  return { payloadType: last, payload: payload.subarray(start) };
}
