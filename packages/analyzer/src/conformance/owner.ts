import type { Seen } from './seen.ts';

/** Of the names of a user, the rest tells no users apart. */
const mostName = 160;

/**
 * The user agent that sends a request or takes a response, by its address and its user: what a registrar told it is known of its later requests. `undefined` behind the first hop, where
 * others stand for it.
 */
export function ownerOf({ isRequest, viaCount, srcIp, dstIp, message: { from, to } }: Seen): string | undefined {
  if (viaCount !== 1) return undefined;
  const user = isRequest ? from : to;
  return user === undefined ? undefined : `${isRequest ? srcIp : dstIp} ${userOf(user.uriText)}`;
}

/** Whether a REGISTER is for the user that sends it. */
export function isOfOwner({ message: { from, to } }: Seen): boolean {
  return from !== undefined && to !== undefined && userOf(from.uriText) === userOf(to.uriText);
}

/** A URI without its scheme, parameters and header fields. */
export function userOf(uriText: string): string {
  const begin = uriText.indexOf(':') + 1;
  const end = uriText.slice(begin, begin + mostName).search(/[;?]/);
  return uriText.slice(begin, end < 0 ? begin + mostName : begin + end).toLowerCase();
}
