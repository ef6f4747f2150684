import { html, nothing, type TemplateResult } from 'lit';
import type { CallRow, Ladder } from '@sipscope/analyzer';
import { exportFormats } from '../../../api/backend.ts';
import { callTarget } from '../../../api/notes.ts';
import { flowParts, type FlowQuery } from '../../../api/flow.ts';
import { findingsMark } from '../../findings/finding-level.ts';
import { formatCount } from '../../format/number.ts';
import type { Zone } from '../../format/time.ts';
import { label } from '../../format/visible.ts';
import type { ArrangedLadder } from '../../ladder/lanes/arrange-lanes.ts';
import { partsOf } from '../../ladder/lanes/only-part.ts';
import type { LaneArrangement } from '../../ladder/lanes/lane-arrangement.ts';
import '../../ladder/lanes/sip-lanes-menu.ts';
import { icon } from '../../parts/icons.ts';
import '../../notes/sip-note.ts';
import '../../parts/sip-export-menu.ts';
import type { ChosenExport, MenuFormat } from '../../parts/sip-export-menu.ts';
import type { CallView } from '../../route/route.ts';
import { callFacts, incompleteness } from '../call-facts.ts';
import { drawHeadline, type Proof } from '../call-headline.ts';
import { callWords, flowWords } from './call-words.ts';
import './sip-part-chips.ts';
import { hasMedia, hasRepeats, tiedCount } from './shown-call.ts';

/** What can be saved of a call; of its ladder, where that is shown, pictures of it as it is. */
const forms: readonly MenuFormat[] = ['png', ...exportFormats];
const ladderForms: readonly MenuFormat[] = ['picture', 'print', ...forms];

/** What the header tells, and what can be done there. */
export type CallHeader = {
  readonly capture: string;
  readonly call: CallRow | undefined;
  readonly flow: FlowQuery | undefined;
  /** All of it, and as it is drawn. */
  readonly ladder: Ladder;
  readonly drawn: ArrangedLadder;
  readonly arrangement: LaneArrangement;
  readonly proof: Proof | undefined;
  readonly part: number | undefined;
  readonly views: readonly CallView[];
  readonly view: CallView;
  readonly zone: Zone;
  readonly isNarrow: boolean;
  readonly isFolded: boolean;
  readonly listens: boolean;
  readonly said: string;
  readonly listAddress: string;
  readonly show: (view: CallView) => void;
  readonly fold: () => void;
  readonly listen: () => void;
  readonly extend: () => void;
  readonly copyLink: () => void;
  readonly export: (chosen: ChosenExport) => void;
  readonly choosePart: (part: number | undefined) => void;
};

/** The answer, what can be done with it, and what else is told of the call. */
export function drawCallHeader(header: CallHeader): TemplateResult {
  const { call, listAddress, said } = header;
  return html`
    <header>
      <a class="button back" href=${listAddress} aria-label=${callWords.back} title=${callWords.calls}
        >${icon('back')}</a
      >
      <div class="answer">${call === undefined ? drawPicture(header) : drawHeadline(call, header.proof)}</div>
      <span class="room" role="status">${said}</span>
      ${drawTools(header)}
    </header>
    ${call === undefined ? nothing : drawFacts(call, header.zone)} ${drawParts(header)}
  `;
}

function drawPicture({ flow = {}, ladder }: CallHeader): TemplateResult {
  const parts = flowParts.flatMap((part) => {
    const count = part === 'calls' ? (ladder.calls?.length ?? 0) : (flow[part]?.length ?? 0);
    return count === 0 ? [] : [flowWords[part](count)];
  });
  return html`<h1>${callWords.picture(parts.join(', '))}</h1>`;
}

function drawTools(header: CallHeader): TemplateResult {
  const { call, flow, view, ladder, drawn, arrangement } = header;
  const isDrawn = view === 'ladder' || view === 'list';
  const tied = tiedCount(call);
  const isExtended = flow?.extended === true;
  return html`<div class="tools">
    ${isDrawn ? html`<sip-lanes-menu .ladder=${drawn} .arrangement=${arrangement}></sip-lanes-menu>` : nothing}
    ${view === 'ladder' && hasRepeats(ladder) ? drawFolding(header) : nothing}
    ${
      tied === 0 && !isExtended
        ? nothing
        : html`<button
            aria-pressed=${isExtended ? 'true' : 'false'}
            title="${callWords.extended} (x)"
            @click=${header.extend}
          >
            ${isExtended ? callWords.alone : callWords.tied(tied)}
          </button>`
    }
    ${drawViews(header)} ${hasMedia(call) ? drawListen(header) : nothing}
    ${call === undefined ? nothing : html`<sip-note .capture=${header.capture} .target=${callTarget(call.id)}></sip-note>`}
    <button title="${callWords.copyLink} (y)" aria-label=${callWords.copyLink} @click=${header.copyLink}>
      ${icon('link')}<span class="word">${callWords.link}</span>
    </button>
    ${
      call === undefined
        ? nothing
        : html`<sip-export-menu
            .formats=${view === 'ladder' ? ladderForms : forms}
            .hops=${Math.max(1, call.participants.length - 1)}
            @format-chosen=${(event: CustomEvent<ChosenExport>) => header.export(event.detail)}
          ></sip-export-menu>`
    }
  </div>`;
}

function drawListen({ listens, listen }: CallHeader): TemplateResult {
  return html`<button
    aria-pressed=${listens ? 'true' : 'false'}
    title="${callWords.listen} (p)"
    aria-label=${callWords.listenWord}
    @click=${listen}
  >
    ${icon('resume')}<span class="word">${callWords.listenWord}</span>
  </button>`;
}

function drawFolding({ isFolded, fold }: CallHeader): TemplateResult {
  return html`<button aria-pressed=${isFolded ? 'true' : 'false'} title="${callWords.fold} (o)" @click=${fold}>
    ${icon('repeat')}<span class="word">${callWords.foldWord}</span>
  </button>`;
}

function drawViews({ views, view: shown, call, isNarrow, show }: CallHeader): TemplateResult {
  const mark = isNarrow ? undefined : findingsMark(call?.findings);
  return html`<div class="views" role="group" aria-label=${callWords.viewsLabel}>
    ${views.map(
      (view) =>
        html`<button
          aria-pressed=${shown === view ? 'true' : 'false'}
          title="${callWords[`${view}Title`]} (s)"
          @click=${() => show(view)}
        >
          ${callWords[view]}${view === 'findings' && mark !== undefined ? html` ${mark}` : nothing}
        </button>`,
    )}
  </div>`;
}

function drawFacts(call: CallRow, zone: Zone): TemplateResult {
  const missing = incompleteness(call);
  return html`<dl class="facts">
    ${callFacts(call, zone).map(
      ({ name, value, whole }) =>
        html`<div>
          <dt>${name}</dt>
          <dd title=${whole ?? nothing}>${label(value)}</dd>
        </div>`,
    )}
    ${
      missing === undefined
        ? nothing
        : html`<div class="warn mark">
            ${icon('warning')}
            <dd>${missing}</dd>
          </div>`
    }
  </dl>`;
}

/** Its legs or calls, and how much of it is not drawn. */
function drawParts({ ladder, part, choosePart }: CallHeader): TemplateResult {
  const { moreArrows = 0 } = ladder;
  const chips = html`<sip-part-chips
    .ladder=${ladder}
    .chosen=${part}
    @part-chosen=${(event: CustomEvent<{ part: number | undefined }>) => choosePart(event.detail.part)}
  ></sip-part-chips>`;
  return html`${partsOf(ladder) === undefined ? nothing : chips}
  ${moreArrows === 0 ? nothing : html`<p class="warn more">${callWords.moreArrows(formatCount(moreArrows))}</p>`}`;
}
