import { isFirstCopy, type PlacedMessage } from '../message/read-message.ts';
import type { Evidence } from '../rows.ts';
import { Sentences } from './sentences.ts';

/** Media feature tags and feature-capability indicators of TS 24.237, and what they say. */
const features: ReadonlyMap<string, string> = new Map([
  ['g.3gpp.srvcc', 'calls can be handed over to circuits (SRVCC)'],
  ['g.3gpp.srvcc-alerting', 'calls that are alerting can be handed over'],
  ['g.3gpp.ps2cs-srvcc-orig-pre-alerting', 'outgoing calls can be handed over before alerting'],
  ['g.3gpp.cs2ps-srvcc', 'calls can be handed over from circuits (reverse SRVCC)'],
  ['g.3gpp.cs2ps-srvcc-alerting', 'alerting calls can be handed over from circuits'],
  ['g.3gpp.mid-call', 'calls on hold and conferences can be handed over'],
  ['g.3gpp.drvcc-alerting', 'alerting calls can be handed over between networks of two radios'],
  ['g.3gpp.atcf', 'an ATCF keeps itself in calls, so that it can hand them over'],
  ['g.3gpp.atcf-mgmt-uri', 'an ATCF tells where it is managed'],
  ['g.3gpp.atcf-path', 'an ATCF tells by which path it is reached'],
]);

const bodies: ReadonlyMap<string, string> = new Map([
  ['application/vnd.3gpp.srvcc-info+xml', 'What the ATCF needs to hand calls over is told to it.'],
  ['application/vnd.3gpp.access-transfer-events+xml', 'An event of handing the call over is told.'],
  ['application/vnd.3gpp.state-and-event-info+xml', 'The state of a call that is handed over is told.'],
  ['application/vnd.3gpp.mid-call+xml', 'The state of a call on hold that is handed over is told.'],
]);

/** Hints of handing a call over between access networks; that it was is told by the call's legs. */
export function continuityHints(messages: readonly PlacedMessage[]): readonly Evidence[] {
  const sentences = new Sentences();
  for (const { row, parsed } of messages) {
    if (!isFirstCopy(row)) continue;
    for (const caps of parsed.get('Feature-Caps')) {
      for (const { name } of caps.params) addFeature(sentences, 'The network says', name, row.frame);
    }
    for (const contact of parsed.contacts) {
      if (contact === '*') continue;
      for (const { name } of contact.params) addFeature(sentences, 'The device says', name, row.frame);
    }
    const told = row.bodyType === undefined ? undefined : bodies.get(row.bodyType.toLowerCase());
    if (told !== undefined) sentences.add(told, row.frame);
  }
  return sentences.list();
}

function addFeature(sentences: Sentences, who: string, parameter: string, frame: number): void {
  const name = parameter.toLowerCase().replace(/^\+/, '');
  const meaning = features.get(name);
  if (meaning !== undefined) sentences.add(`${who} that ${meaning} (${name}).`, frame);
}
