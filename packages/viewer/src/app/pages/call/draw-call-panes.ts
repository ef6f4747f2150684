import { html, type TemplateResult } from 'lit';
import type { CallRow, CallStory, Ladder, MessageDetail } from '@sipscope/analyzer';
import type { Backend } from '../../../api/backend.ts';
import { explain } from '../../backend/backend-error.ts';
import { markedMessages, markOf } from '../../diff/marked-messages.ts';
import '../../findings/sip-findings.ts';
import type { Zone } from '../../format/time.ts';
import type { LadderLook } from '../../ladder/ladder-look.ts';
import '../../ladder/sip-ladder.ts';
import '../../media/sip-media.ts';
import '../../message/sip-message.ts';
import '../../parts/sip-notice.ts';
import type { MessageRef } from '../../route/route.ts';
import { headlineLines } from '../call-headline.ts';
import '../../story/sip-story.ts';
import { callWords } from './call-words.ts';

/** What the panes show, and what is done in them. */
export type CallPanes = {
  readonly backend: Backend;
  readonly capture: string;
  readonly call: CallRow | undefined;
  /** As it is drawn. */
  readonly ladder: Ladder;
  readonly selected: MessageRef | undefined;
  readonly isFolded: boolean;
  readonly look: LadderLook;
  readonly zone: Zone;
  /** What was asked for of the story, and how far it is. */
  readonly story: { readonly of: string | undefined; readonly told: CallStory | undefined; readonly failure: unknown };
  readonly detail: { readonly shown: MessageDetail | undefined; readonly failure: unknown };
  /** Grows when marks change. */
  readonly marks: number;
  readonly select: (message: MessageRef | undefined) => void;
  readonly enter: () => void;
  readonly mark: (message: MessageRef) => void;
  readonly changeLook: (look: LadderLook) => void;
  readonly showMedia: () => void;
};

type Selected = CustomEvent<{ message: MessageRef }>;

export function drawLadder(panes: CallPanes): TemplateResult {
  const { ladder, selected, isFolded, zone, look, call } = panes;
  return html`<sip-ladder
    slot="first"
    .ladder=${ladder}
    .selected=${selected}
    .folded=${isFolded}
    .zone=${zone}
    .look=${look}
    .headline=${call === undefined ? [] : headlineLines(call, zone)}
    .marked=${marksOf(panes.capture)}
    @message-marked=${(event: Selected) => panes.mark(event.detail.message)}
    @look-changed=${(event: CustomEvent<{ look: LadderLook }>) => panes.changeLook(event.detail.look)}
    @message-selected=${(event: Selected) => panes.select(event.detail.message)}
    @message-entered=${() => panes.enter()}
  ></sip-ladder>`;
}

export function drawList(panes: CallPanes): TemplateResult {
  const { ladder, selected, zone, capture, marks } = panes;
  return html`<sip-message-list
    slot="first"
    .ladder=${ladder}
    .selected=${selected}
    .zone=${zone}
    .version=${marks}
    .isMarked=${(message: MessageRef) => markOf(capture, message) !== undefined}
    @row-marked=${() => selected !== undefined && panes.mark(selected)}
    @message-selected=${(event: Selected) => panes.select(event.detail.message)}
    @message-entered=${() => panes.enter()}
  ></sip-message-list>`;
}

export function drawStory(panes: CallPanes): TemplateResult {
  const { of, told, failure } = panes.story;
  if (failure !== undefined)
    return html`<sip-notice
      slot="first"
      kind="failed"
      heading=${callWords.noStory}
      detail=${explain(failure)}
    ></sip-notice>`;
  if (told === undefined || told.call !== of)
    return html`<sip-notice slot="first" kind="loading" heading=${callWords.reading}></sip-notice>`;
  return html`<sip-story
    slot="first"
    .story=${told}
    @media-chosen=${() => panes.showMedia()}
    .selected=${panes.selected}
    .zone=${panes.zone}
    @message-selected=${(event: Selected) => panes.select(event.detail.message)}
    @message-entered=${() => panes.enter()}
  ></sip-story>`;
}

export function drawMedia({ backend, capture, call, zone }: CallPanes): TemplateResult {
  return html`<sip-media .backend=${backend} .capture=${capture} .call=${call} .zone=${zone}></sip-media>`;
}

export function drawFindings({ backend, capture, call }: CallPanes): TemplateResult {
  return html`<sip-findings .backend=${backend} .capture=${capture} .call=${call}></sip-findings>`;
}

export function drawMessage({ detail, capture, zone, select }: CallPanes, isNarrow: boolean): TemplateResult {
  const { shown, failure } = detail;
  if (failure !== undefined)
    return html`<sip-notice
      slot="second"
      kind="failed"
      heading=${callWords.noMessage}
      detail=${explain(failure)}
    ></sip-notice>`;
  if (shown === undefined)
    return html`<sip-notice slot="second" kind="loading" heading=${callWords.readingMessage}></sip-notice>`;
  return html`<sip-message
    slot="second"
    .detail=${shown}
    .capture=${capture}
    .zone=${zone}
    .closable=${isNarrow}
    @closed=${() => select(undefined)}
  ></sip-message>`;
}

/** What is marked in the capture, the first one first. */
function marksOf(capture: string): readonly MessageRef[] {
  const { first, second } = markedMessages(capture);
  return [first, second].filter((one) => one !== undefined);
}
