import type { Summary } from '@sipscope/analyzer';
import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { drawCounted, drawSection } from './draw-section.ts';
import { anyOf, type LinkTo, quote } from './overview-links.ts';
import { overviewWords as say } from './overview-words.ts';

const mostNames = 20;
const mostTalkers = 12;
const mostSuspicions = 30;
const mostRemarks = 30;

export function drawMethods({ methods }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  return drawNamed(say.requestsSent, methods, (method) =>
    linkTo({ list: 'messages', filter: `kind:request method:${quote(method)}` }),
  );
}

export function drawStatuses({ statuses }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  return drawNamed(say.responsesSent, statuses, (status) => linkTo({ list: 'messages', filter: `status:${status}` }));
}

export function drawTalkers({ topTalkers }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  if (topTalkers.length === 0) return nothing;
  const talkers = topTalkers.slice(0, mostTalkers).map(({ address, messages, bytes }) => ({
    name: address,
    count: messages,
    beside: formatBytes(bytes),
    href: linkTo({ list: 'messages', filter: `srcIp:${quote(address)}` }),
  }));
  return drawSection(say.talkers, drawCounted(talkers));
}

export function drawAgents({ userAgents }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  if (userAgents.length === 0) return nothing;
  const agents = userAgents.slice(0, mostTalkers).map(({ userAgent, messages }) => ({
    name: userAgent,
    count: messages,
    href: linkTo({ list: 'messages', filter: `userAgent:${quote(userAgent)}` }),
  }));
  return drawSection(say.agents, drawCounted(agents));
}

/** Devices and servers: what they are, and which addresses are theirs. */
export function drawParticipants(
  { participants, moreParticipants = 0 }: Summary,
  linkTo: LinkTo,
): TemplateResult | typeof nothing {
  const named = participants.filter(
    ({ name, roles, endpoints }) => name !== undefined || roles !== undefined || endpoints.length > 1,
  );
  if (named.length === 0) return nothing;
  const shown = named.slice(0, mostTalkers);
  const more = named.length - shown.length + moreParticipants;
  return drawSection(
    say.participants,
    html`<table>
        ${shown.map(
          ({ name, endpoints, roles, messages }) =>
            html`<tr>
              <th scope="row">
                <a href=${linkTo({ list: 'messages', filter: anyOf('srcIp', [...new Set(endpoints.map(addressOf))]) })}
                  ><bdi>${label(name ?? endpoints[0] ?? '', 60)}</bdi></a
                >
              </th>
              <td class="text quiet">
                ${(roles ?? []).map(({ role }) => role).join(', ')}
                <bdi class="mono"
                  >${label((name === undefined ? endpoints.slice(1) : endpoints).slice(0, 3).join(' '), 120)}</bdi
                >
              </td>
              <td>${formatCount(messages)}</td>
            </tr>`,
        )}
      </table>
      ${more > 0 ? html`<p class="quiet">${say.more(formatCount(more))}</p>` : nothing}`,
  );
}

/** Each opens on the messages that show it first. */
export function drawSuspicions({ suspicions }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  if (suspicions.length === 0) return nothing;
  return drawSection(
    say.suspicions,
    html`<table>
      ${suspicions.slice(0, mostSuspicions).map(
        ({ kind, address, detail, frames }) =>
          html`<tr>
            <th scope="row">
              <a href=${linkTo({ list: 'messages', filter: anyOf('frame', frames) })}>${kind}</a>
            </th>
            <td class="text mono"><bdi>${label(address, 60)}</bdi></td>
            <td class="text quiet"><bdi>${label(detail, 200)}</bdi></td>
          </tr>`,
      )}
    </table>`,
  );
}

/** What is wrong with the capture and its text; of the text, with the messages it stands in. */
export function drawRemarks({ diagnostics }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return drawSection(
    say.remarks,
    html`<table>
      ${diagnostics.slice(0, mostRemarks).map(({ code, codes, count, samples }) => {
        const [sample] = samples;
        const filter = codes === undefined ? undefined : anyOf('problems', Object.keys(codes).slice(0, mostNames));
        return html`<tr>
          <th scope="row">
            ${filter === undefined ? code : html`<a href=${linkTo({ list: 'messages', filter })}>${code}</a>`}
          </th>
          <td>${formatCount(count)}</td>
          <td class="text quiet">
            ${sample?.detail === undefined ? nothing : html`<bdi>${label(sample.detail, 80)}</bdi>`}
            ${sample?.frame === undefined ? nothing : html` #${sample.frame}`}
          </td>
        </tr>`;
      })}
    </table>`,
  );
}

function drawNamed(
  heading: string,
  counts: Readonly<Record<string, number>>,
  hrefOf: (name: string) => string,
): TemplateResult | typeof nothing {
  const entries = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  if (entries.length === 0) return nothing;
  return drawSection(
    heading,
    drawCounted(entries.slice(0, mostNames).map(([name, count]) => ({ name, count, href: hrefOf(name) }))),
  );
}

/** Of `ip:port` and `[ip]:port`. */
function addressOf(endpoint: string): string {
  return endpoint.replace(/:\d{1,5}$/, '').replace(/^\[|\]$/g, '');
}
