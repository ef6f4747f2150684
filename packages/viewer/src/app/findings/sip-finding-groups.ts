import { Task } from '@lit/task';
import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { FindingGroupRow } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { citeText, findingLevels, levelMark, ruleLink } from './finding-level.ts';

/** Groups that are drawn; the list below finds the others. */
const mostShown = 200;

/** All findings of a capture by rule and device, with how often each was found in truth; each leads to its rows in the list. */
export class SipFindingGroups extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    filter: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        flex: none;
        display: block;
        max-height: 40%;
        overflow: auto;
        border-bottom: 1px solid var(--edge);
      }
      nav {
        position: sticky;
        top: 0;
        display: flex;
        gap: 4px;
        padding: 4px 8px;
        overflow-x: auto;
        scrollbar-width: none;
        background: var(--page);
        border-bottom: 1px solid var(--line);
      }
      nav a {
        display: inline-flex;
        flex: none;
        align-items: center;
        gap: 6px;
        height: 26px;
        padding: 0 8px;
        border-radius: 4px;
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }
      nav a:hover,
      .group:hover {
        background: var(--hover);
        text-decoration: none;
      }
      nav a[aria-current],
      .group[aria-current] {
        background: var(--chosen);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .group {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 26px;
        padding: 0 12px;
        white-space: nowrap;
      }
      .mark {
        flex: none;
        width: 104px;
      }
      nav .mark {
        width: auto;
      }
      .rule {
        flex: none;
        width: 116px;
      }
      .title {
        flex: 2 1 0;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--ink);
      }
      .device {
        flex: 1 1 0;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .cite {
        flex: none;
        width: 150px;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .count {
        flex: none;
        width: 72px;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 760px) {
        .cite,
        .device {
          display: none;
        }
        .group .mark {
          width: 18px;
          overflow: hidden;
        }
        .group .mark .word {
          display: none;
        }
        .rule {
          display: none;
        }
      }
    `,
  ];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare filter: string;

  readonly #groups = new Task(this, {
    task: async ([backend, capture]: readonly [Backend, string, number]): Promise<readonly FindingGroupRow[]> =>
      backend.findingGroups(capture),
    args: () => [this.backend, this.capture.id, liveMessages(this.capture)] as const,
  });

  constructor() {
    super();
    this.filter = '';
  }

  /** Without the groups, the list and its filter line tell what there is: a failure is left to them. */
  protected override render(): TemplateResult | typeof nothing {
    const groups = this.#groups.value ?? [];
    if (groups.length === 0) return nothing;
    const levels = findingLevels.filter((level) => groups.some((group) => group.level === level));
    const ofLevel = (level: FindingGroupRow['level']): number =>
      groups.reduce((sum, group) => sum + (group.level === level ? group.count : 0), 0);
    const sorted = groups.toSorted(
      (a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level) || b.count - a.count,
    );
    return html`<nav aria-label="Findings by level">
        ${levels.map((level) => this.#drawLevel(level, ofLevel(level)))}
      </nav>
      <ul aria-label="Findings by rule and device">
        ${sorted.slice(0, mostShown).map((group) => this.#drawGroup(group))}
      </ul>`;
  }

  #drawLevel(level: FindingGroupRow['level'], count: number): TemplateResult {
    const filter = `level:${level}`;
    const isChosen = this.filter === filter;
    return html`<a
      href=${this.#address(isChosen ? '' : filter)}
      title=${isChosen ? 'Show all findings' : 'Show only these'}
      aria-current=${isChosen ? 'true' : nothing}
      >${levelMark(level)} ${formatCount(count)}</a
    >`;
  }

  #drawGroup(group: FindingGroupRow): TemplateResult {
    const { rule, level, title, device, count } = group;
    const filter = filterOf(group);
    const isChosen = this.filter === filter;
    return html`<li class="group" aria-current=${isChosen ? 'true' : nothing}>
      ${levelMark(level)} ${ruleLink(rule, writeRoute({ page: 'rule', rule }))}
      <a
        class="title"
        href=${this.#address(isChosen ? '' : filter)}
        title=${isChosen ? 'Show all findings' : `${title}: show only these`}
        >${label(title, 200)}</a
      >
      <bdi class="device quiet" title=${label(device, 200)}>${label(device, 80)}</bdi>
      <span class="cite quiet">${citeText(group)}</span><span class="count">${formatCount(count)}</span>
    </li>`;
  }

  #address(filter: string): string {
    return writeRoute({
      page: 'list',
      capture: this.capture.id,
      list: 'findings',
      ...(filter === '' ? {} : { filter }),
    });
  }
}

/** The rows of a group: a device that calls itself nothing goes by its address. */
function filterOf({ rule, device }: FindingGroupRow): string {
  const isAddress = /^(\d+\.\d+\.\d+\.\d+|\[?[\da-f]*:[\da-f:.]+\]?)(:\d+)?$/i.test(device);
  const host = /^[\da-f]*:.*:/i.test(device) ? `[${device}]` : device;
  if (isAddress) return `rule:${rule} source:${host}*`;
  return `rule:${rule} userAgent:"${device.replaceAll(/["\\]/g, '\\$&')}"`;
}

customElements.define('sip-finding-groups', SipFindingGroups);
