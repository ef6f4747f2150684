import { html, type TemplateResult } from 'lit';
import type { PublicationRow, RegistrationRow, SubscriptionRow } from '@sipscope/analyzer';
import { formatParty } from '../format/party.ts';

/** The state that was told last, and whose where that is not the resource's. */
export function lastState({ states }: SubscriptionRow | PublicationRow): string | undefined {
  const last = states?.at(-1);
  return last?.of === undefined ? last?.what : `${formatParty(last.of)}: ${last.what}`;
}

export function problemCodes({ problems }: SubscriptionRow | PublicationRow): string | undefined {
  return problems?.map(({ code, count }) => (count === 1 ? code : `${code} ×${count}`)).join(' ');
}

/** What did not come to be stands out. */
export function stateCell(
  state: SubscriptionRow['state'] | PublicationRow['state'] | RegistrationRow['state'],
): TemplateResult | string {
  const isBad = state === 'failed' || state === 'timed-out' || state === 'no-notify' || state === 'rejected';
  return isBad ? html`<span class="bad">${state}</span>` : state;
}
