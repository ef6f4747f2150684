import { isFirstCopy, type ReadMessage } from '../message/read-message.ts';
import type { IdentitySection } from '../rows.ts';
import { authentications } from './authentications.ts';
import { describePassports } from './describe-passports.ts';
import { hopPairs } from './hop-pairs.ts';
import { identityChanges } from './identity-changes.ts';
import { identityClaims } from './identity-claims.ts';
import { type Password, Passwords } from './passwords.ts';
import type { PassportVerdicts } from './verify-passport.ts';

/** Frames that are listed of one wish for privacy. */
const maxFrames = 20;

/** What is known beside the messages. */
export type KnownIdentity = {
  /** Of the signatures, where they were checked. */
  readonly verdicts?: PassportVerdicts | undefined;
  readonly passwords?: readonly Password[] | undefined;
};

/** Who calls and who is called by the words of a call's messages, in order. */
export function describeIdentity(
  messages: readonly ReadMessage[],
  { verdicts, passwords }: KnownIdentity = {},
): IdentitySection | undefined {
  const { claims, more } = identityClaims(messages);
  const changes = identityChanges(hopPairs(messages));
  const privacy = privacyOf(messages);
  const passports = describePassports(messages, verdicts);
  const authentication = authentications(messages, passwords === undefined ? undefined : new Passwords(passwords));
  if (claims.length + passports.length + authentication.length === 0) return undefined;
  return {
    claims,
    ...(more === 0 ? {} : { moreClaims: more }),
    ...(changes.length === 0 ? {} : { changes }),
    ...(privacy.length === 0 ? {} : { privacy }),
    ...(passports.length === 0 ? {} : { passports }),
    ...(authentication.length === 0 ? {} : { authentication }),
  };
}

/** RFC 3323 §4.2, RFC 3325 §9.3: `id`, `header`, `session`, `user`, `none`, `critical`, `history`. */
function privacyOf(messages: readonly ReadMessage[]): NonNullable<IdentitySection['privacy']> {
  const wishes = new Map<string, { readonly values: readonly string[]; readonly frames: number[] }>();
  for (const { row, parsed } of messages) {
    if (!isFirstCopy(row)) continue;
    const values = parsed.get('Privacy');
    if (values.length === 0) continue;
    const key = values.join(';');
    const wish = wishes.get(key);
    if (wish === undefined) wishes.set(key, { values, frames: [row.frame] });
    else if (wish.frames.length < maxFrames) wish.frames.push(row.frame);
  }
  return [...wishes.values()];
}
