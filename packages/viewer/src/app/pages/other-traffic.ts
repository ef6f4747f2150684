/** What a capture holds besides SIP, as the overview shows it, and what stands where there is no SIP at all. */
import { lacksKeys, otherTraffic, otherTrafficText } from '@sipscope/analyzer';
import type { CaptureFacts } from '@sipscope/analyzer';
import { html, nothing, type TemplateResult } from 'lit';
import type { CaptureRow } from '../../api/captures.ts';
import { formatCount, formatPlural } from '../format/number.ts';
import { label } from '../format/visible.ts';
import '../parts/sip-notice.ts';

const shownKinds = 24;

/** A line a kind of packets, most frequent first; nothing where all is SIP. */
export function drawOtherTraffic(facts: CaptureFacts): TemplateResult | typeof nothing {
  const kinds = otherTraffic(facts);
  if (kinds.length === 0) return nothing;
  const hasConnections = kinds.some(({ connections }) => connections !== undefined);
  const more = kinds.length - shownKinds;
  return html`<table>
      <thead>
        <tr>
          <th scope="col"><span class="unseen">protocol</span></th>
          <th scope="col">packets</th>
          ${hasConnections ? html`<th scope="col">connections</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${kinds.slice(0, shownKinds).map(
          ({ what, packets, connections }) =>
            html`<tr>
              <th scope="row"><bdi>${label(what, 60)}</bdi></th>
              <td>${formatCount(packets)}</td>
              ${hasConnections ? html`<td>${connections === undefined ? nothing : formatCount(connections)}</td>` : nothing}
            </tr>`,
        )}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="quiet">and ${formatPlural(more, 'other kind')}</p>` : nothing}`;
}

/** In place of what cannot be shown: what the packets were, and what can be done. `next`: where that is. */
export function drawWithoutSip(
  { live, facts }: Pick<CaptureRow, 'live' | 'facts'>,
  next: TemplateResult | typeof nothing,
): TemplateResult {
  const heading = `No SIP message in this capture${live === true ? ' yet' : ''}`;
  const held = facts === undefined ? '' : `It holds ${label(otherTrafficText(facts, formatCount), 400)}. `;
  return html`<sip-notice heading=${heading} detail=${held + advice(facts, live === true)}>${next}</sip-notice>`;
}

function advice(facts: CaptureFacts | undefined, isLive: boolean): string {
  if (facts !== undefined && lacksKeys(facts)) return 'A key log shows what its TLS connections carry.';
  if (isLive) return 'Messages are shown as they come.';
  return 'SIP is found on any port: it may have passed elsewhere, or a capture filter left it out.';
}
