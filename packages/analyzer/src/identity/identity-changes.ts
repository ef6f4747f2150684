import type { IdentityChange, IdentityField } from '../rows.ts';
import type { ReadMessage } from '../message/read-message.ts';
import { type HopPair, isInitial } from './hop-pairs.ts';
import { saidBy } from './identity-claims.ts';

/** Further changes are not listed. */
const maxChanges = 50;

/** In which changes are told: of To, forwarding has its own story. */
const fields = ['From', 'P-Asserted-Identity', 'P-Preferred-Identity', 'Remote-Party-ID', 'P-Called-Party-ID'] as const;

/** What elements on the way changed in what is said of the parties: the same request before and behind them. */
export function identityChanges(pairs: readonly HopPair[]): readonly IdentityChange[] {
  const changes: IdentityChange[] = [];
  for (const { incoming, outgoing, at } of pairs) {
    if (!isInitial(outgoing)) continue;
    const frames = [incoming.row.frame, outgoing.row.frame];
    for (const field of fields) {
      const [before, after] = [textsOf(incoming, field), textsOf(outgoing, field)];
      if (before === after || changes.length >= maxChanges) continue;
      changes.push({
        field,
        ...(before === '' ? {} : { before }),
        ...(after === '' ? {} : { after }),
        at,
        frames,
      });
    }
  }
  return changes;
}

function textsOf(message: ReadMessage, field: IdentityField): string {
  const texts = saidBy(message).flatMap((said) => {
    if (said.field !== field) return [];
    return [said.displayName === undefined ? said.uri : `"${said.displayName}" <${said.uri}>`];
  });
  return texts.join(', ');
}
