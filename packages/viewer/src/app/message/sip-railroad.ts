import { Task } from '@lit/task';
import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  svg,
  type SVGTemplateResult,
  type TemplateResult,
} from 'lit';
import { type Railroad, type RailroadShape, ruleDiagram } from '@sipscope/analyzer';
import { label } from '../format/visible.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';

const railroadWords = words('railroad', {
  loading: 'Reading the grammar',
  failed: 'The grammar could not be fetched.',
  unknown: 'The grammar has no diagram of this rule.',
  stopped: (expected: string) => `It stopped here: ${expected} was expected.`,
  within: (rule: string) => `It stopped within ${rule}.`,
  name: (rule: string) => `Railroad diagram of ${rule}`,
});

/** A rule of the grammar as a railroad diagram, lit where a message stopped fitting it. */
export class SipRailroad extends LitElement {
  static override properties: PropertyDeclarations = {
    rule: {},
    expected: { attribute: false },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
        color: var(--ink);
      }
      .room {
        overflow-x: auto;
        padding-bottom: 4px;
      }
      svg {
        display: block;
        max-width: none;
      }
      path {
        fill: none;
        stroke: var(--edge);
        stroke-width: 1.5;
      }
      rect {
        fill: var(--page);
        stroke: var(--edge);
      }
      text {
        font: 12px var(--mono);
        fill: currentColor;
        text-anchor: middle;
      }
      .stopped rect,
      .whole rect {
        fill: var(--lit);
        stroke: var(--bad);
        stroke-width: 2;
      }
      .whole rect {
        stroke-width: 1;
      }
      .stopped text {
        font-weight: 700;
      }
      p {
        margin: 2px 0;
      }
      @media (forced-colors: active) {
        path,
        rect {
          stroke: CanvasText;
        }
        .stopped rect {
          stroke: Highlight;
          stroke-width: 3;
        }
      }
    `,
  ];

  declare rule: string;
  declare expected: readonly string[];

  readonly #diagram = new Task(this, {
    task: async ([rule, expected]: readonly [string, readonly string[]]): Promise<Railroad | undefined> =>
      ruleDiagram(rule, expected),
    args: () => [this.rule, this.expected] as const,
  });

  constructor() {
    super();
    this.rule = '';
    this.expected = [];
  }

  protected override render(): TemplateResult {
    return this.#diagram.render({
      pending: () => html`<p class="quiet">${railroadWords.loading}</p>`,
      error: () => html`<p class="quiet">${railroadWords.failed}</p>`,
      complete: (diagram) =>
        diagram === undefined ? html`<p class="quiet">${railroadWords.unknown}</p>` : this.#draw(diagram),
    }) as TemplateResult;
  }

  #draw({ rule, width, height, shapes }: Railroad): TemplateResult {
    const isPlaced = shapes.some((shape) => shape.kind === 'box' && shape.isMarked);
    const expected = this.expected.map((one) => label(one, 60)).join(', ');
    return html`
      <div class="room" tabindex="0" role="group" aria-label=${railroadWords.name(rule)}>
        <svg
          viewBox="0 0 ${width} ${height}"
          width=${width}
          height=${height}
          role="img"
          aria-label=${railroadWords.name(rule)}
          class=${isPlaced ? '' : 'whole'}
        >
          ${shapes.map((shape) => drawShape(shape))}
        </svg>
      </div>
      ${isPlaced || expected !== '' ? html`<p class="quiet">${railroadWords.stopped(expected)}</p>` : html`<p class="quiet">${railroadWords.within(rule)}</p>`}
    `;
  }
}

function drawShape(shape: RailroadShape): SVGTemplateResult {
  if (shape.kind === 'line') return svg`<path d=${shape.path} />`;
  const { x, y, width, height, text, isRule, isMarked } = shape;
  return svg`<g class=${isMarked ? 'stopped' : ''}>
    <rect x=${x} y=${y} width=${width} height=${height} rx=${isRule ? 2 : height / 2} />
    <text x=${x + width / 2} y=${y + height / 2 + 4}>${text}</text>
  </g>`;
}

customElements.define('sip-railroad', SipRailroad);
