import { html, type nothing, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';

/** One part of the overview: a heading and what stands under it. */
export function drawSection(heading: string, content: TemplateResult | typeof nothing): TemplateResult {
  return html`<section>
    <h2>${heading}</h2>
    ${content}
  </section>`;
}

/** A figure and its name; with an address, the name leads to the rows behind it. */
export function drawFigure(
  name: string,
  value: string,
  { href, title }: { readonly href?: string; readonly title?: string } = {},
): TemplateResult {
  const written = html`<bdi>${label(name, 60)}</bdi>`;
  return html`<tr>
    <th scope="row" title=${title ?? name}>${href === undefined ? written : html`<a href=${href}>${written}</a>`}</th>
    <td class="text">${value}</td>
  </tr>`;
}

/** Counts with their names, each a link to its rows; a bar shows each one's share of `of`. */
export function drawCounted(
  counts: readonly {
    readonly name: string | TemplateResult;
    readonly count: number;
    readonly href: string;
    readonly beside?: string;
  }[],
  { of, share }: { readonly of?: number; readonly share?: (name: number) => string } = {},
): TemplateResult {
  return html`<table>
    ${counts.map(
      ({ name, count, href, beside }) =>
        html`<tr>
          <th scope="row">
            <a href=${href}>${typeof name === 'string' ? html`<bdi>${label(name, 60)}</bdi>` : name}</a>
          </th>
          <td>${formatCount(count)}</td>
          ${beside === undefined ? undefined : html`<td>${beside}</td>`}
          ${
            of === undefined || share === undefined
              ? undefined
              : html`<td class="bar">
                    <meter aria-label=${share(count / of)} min="0" max=${of} value=${count}></meter>
                  </td>
                  <td>${percent(count / of)}</td>`
          }
        </tr>`,
    )}
  </table>`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
