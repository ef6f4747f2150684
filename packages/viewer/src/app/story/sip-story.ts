import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { guard } from 'lit/directives/guard.js';
import { sectionBlocks } from '@sipscope/analyzer';
import type { CallStory, ParticipantRow, SessionState, StoryEvent, StoryLeg } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { formatExactTime, formatSeconds, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import type { MessageRef } from '../route/route.ts';
import { rowStep } from '../table/row-step.ts';
import { controls } from '../theme/controls.ts';
import { eventMark } from './event-tone.ts';
import { directionSign, mediaNotes, placeOf, streamWords } from './media-words.ts';
import { storyStyles } from './sip-story.styles.ts';

/** Height of a row of one line. */
const rowHeight = 26;
/** Events that are drawn at once; more when asked for. */
const mostDrawn = 500;
/** Frames of one event that are shown. */
const mostFrames = 3;

/**
 * A call as it is told: what happened line by line, the media of each time, and who took part.
 *
 * @fires message-selected - `{message}`: a `MessageRef`; of the event or state that was chosen.
 * @fires message-entered - Enter on the chosen event: the reader wants to read its message.
 * @fires media-chosen - `{stream}`: the id of the stream that the chosen event is told of.
 */
export class SipStory extends LitElement {
  static override properties: PropertyDeclarations = {
    story: { attribute: false },
    selected: { attribute: false },
    zone: {},
    chosen: { state: true },
    drawn: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, storyStyles];

  declare story: CallStory;
  declare selected: MessageRef | undefined;
  declare zone: Zone;
  /** Several events may be told of one message: the one that was chosen. */
  declare private chosen: number;
  /** How many events are drawn. */
  declare private drawn: number;
  /** Its row, marked by hand: thousands of them are not drawn anew for that. */
  #marked: Element | undefined;

  constructor() {
    super();
    this.zone = 'utc';
    this.chosen = -1;
    this.drawn = mostDrawn;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<SipStory>): void {
    if (!changed.has('selected') && !changed.has('story')) return;
    const frame = this.selected?.frame;
    if (frame === undefined || this.story.events[this.chosen]?.frames[0] === frame) return;
    const first = this.story.events.findIndex(({ frames }) => frames[0] === frame);
    this.chosen = first === -1 ? this.story.events.findIndex(({ frames }) => frames.includes(frame)) : first;
    this.drawn = Math.max(this.drawn, this.chosen + 1);
  }

  protected override render(): TemplateResult {
    const { events, moreEvents, legs, participants } = this.story;
    return html`
      <div
        class="events"
        role="listbox"
        tabindex="0"
        aria-label="What happened"
        aria-activedescendant=${this.chosen === -1 ? nothing : `event-${this.chosen}`}
        @keydown=${this.#keyPressed}
      >
        ${guard([this.story, this.zone, this.drawn], () =>
          events.slice(0, this.drawn).map((event, at) => this.#drawEvent(event, at)),
        )}
      </div>
      ${
        events.length <= this.drawn
          ? nothing
          : html`<button class="rest" @click=${() => (this.drawn += mostDrawn)}>
              Show more of ${formatCount(events.length - this.drawn)} further events
            </button>`
      }
      ${moreEvents === undefined ? nothing : html`<p class="quiet more">and ${moreEvents} events more</p>`}
      ${legs.map((leg, at) => this.#drawMedia(leg, at))}
      ${participants.length === 0 ? nothing : this.#drawParticipants()}
      ${sectionBlocks({ ...this.story, participants: [] }).map((lines) => this.#drawLines(lines))}
    `;
  }

  protected override updated(changed: PropertyValues<SipStory>): void {
    if (!changed.has('chosen' as keyof SipStory) && !changed.has('story') && !changed.has('zone')) return;
    this.#marked?.setAttribute('aria-selected', 'false');
    const chosen = this.renderRoot.querySelector(`#event-${this.chosen}`) ?? undefined;
    this.#marked = chosen;
    chosen?.setAttribute('aria-selected', 'true');
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  #drawEvent(event: StoryEvent, at: number): TemplateResult {
    const { kind, time, sinceStartMs, leg, text, frames } = event;
    const [glyph, tone] = eventMark(kind);
    return html`<div
      class="event"
      role="option"
      id="event-${at}"
      aria-selected="false"
      @click=${() => this.#choose(at)}
    >
      <span class="time number" title=${formatExactTime(time, this.zone)}>${formatSeconds(sinceStartMs)}</span>
      ${this.story.legs.length > 1 ? html`<span class="leg quiet">leg ${leg + 1}</span>` : nothing}
      <span class="glyph ${tone}">${glyph === undefined ? nothing : icon(glyph)}</span>
      <span class="text ${tone === 'bad' || tone === 'warn' ? tone : ''}">${label(text, 400)}</span>
      <span class="frames quiet number">${framesText(frames)}</span>
    </div>`;
  }

  #drawMedia(leg: StoryLeg, at: number): TemplateResult | typeof nothing {
    const { states, moreStates } = leg.session;
    if (states.length === 0) return nothing;
    const name = this.story.legs.length > 1 ? `Media of leg ${at + 1}` : 'Media';
    return html`<section>
      <h2>${name}<span class="quiet path">${label(leg.path.join(' → '), 200)}</span></h2>
      <table>
        <thead>
          <tr>
            <th>in force</th>
            <th>stream</th>
            <th><bdi>${label(leg.names.local, 40)}</bdi></th>
            <th><span class="unseen">direction</span></th>
            <th><bdi>${label(leg.names.remote, 40)}</bdi></th>
            <th><span class="unseen">notes</span></th>
          </tr>
        </thead>
        ${states.map((state) => this.#drawState(state, leg))}
      </table>
      ${moreStates === undefined ? nothing : html`<p class="quiet more">and ${moreStates} states more</p>`}
    </section>`;
  }

  #drawState(state: SessionState, leg: StoryLeg): TemplateResult {
    const [frame] = state.frames;
    return html`<tbody>
      ${state.media.map((media, at) => {
        const [sign, words] = directionSign(media);
        const notes = [...mediaNotes(media, leg), ...(at === 0 ? stateNotes(state) : [])];
        return html`<tr class=${media.status === 'active' ? '' : 'quiet'}>
          <td class="span number">
            ${
              at > 0 || frame === undefined
                ? nothing
                : html`<button
                    class="when"
                    title="${formatExactTime(state.started, this.zone)}: show message #${frame}"
                    @click=${() => this.#show(frame)}
                  >
                    ${this.#since(state.started)} – ${state.ended === undefined ? 'end' : this.#since(state.ended)}
                  </button>`
            }
          </td>
          <td class="stream">${label(streamWords(media), 80)}</td>
          <td class="place mono">${label(placeOf(media.local), 60)}</td>
          <td class="sign" title=${words} aria-label=${words}>${sign}</td>
          <td class="place mono">${label(placeOf(media.remote), 60)}</td>
          <td class="notes quiet">${label(notes.join(', '), 200)}</td>
        </tr>`;
      })}
    </tbody>`;
  }

  #drawParticipants(): TemplateResult {
    return html`<section>
      <h2>Who took part</h2>
      <table>
        <thead>
          <tr>
            <th>role</th>
            <th>name</th>
            <th>address</th>
            <th><span class="unseen">notes</span></th>
          </tr>
        </thead>
        <tbody>
          ${this.story.participants.map(
            (one) =>
              html`<tr>
                <td class="stream" title=${label(evidenceOf(one), 1000)}>${rolesOf(one)}</td>
                <td class="name">${one.name === undefined ? nothing : label(one.name, 80)}</td>
                <td class="mono place wraps">${label(one.endpoints.join(', '), 160)}</td>
                <td class="notes quiet">${label(one.nat?.map(({ sentence }) => sentence).join(' ') ?? '', 240)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  /** A block of the story as text: its title, then lines that end with the frames they were read from. */
  #drawLines([title = '', ...lines]: readonly string[]): TemplateResult {
    return html`<section>
      <h2>${label(title, 80)}</h2>
      <ul>
        ${lines.slice(0, mostDrawn).map((line) => {
          const { words, frames } = withoutFrames(line);
          return html`<li class=${words.startsWith('    ') ? 'inner' : ''}>
            <span class="text">${label(words.trim(), 400)}</span>
            ${frames.map(
              (frame) =>
                html`<button class="when number" title="Show message #${frame}" @click=${() => this.#show(frame)}>
                  #${frame}
                </button>`,
            )}
          </li>`;
        })}
      </ul>
    </section>`;
  }

  #since(time: string): string {
    return formatSeconds(Date.parse(time) - Date.parse(this.story.started));
  }

  #choose(at: number): void {
    const event = this.story.events[at];
    if (event === undefined || getSelection()?.isCollapsed === false) return;
    this.chosen = at;
    const [frame] = event.frames;
    // Its frames are packets of media, which are no messages.
    if (event.stream !== undefined)
      this.dispatchEvent(new CustomEvent('media-chosen', { detail: { stream: event.stream } }));
    else if (frame !== undefined) this.#show(frame);
    this.focus();
  }

  #show(frame: number): void {
    if (this.selected?.frame === frame) return;
    this.dispatchEvent(
      new CustomEvent<{ message: MessageRef }>('message-selected', { detail: { message: { frame } } }),
    );
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const all = Math.min(this.drawn, this.story.events.length);
    const step = rowStep(event.key, { seen: this.clientHeight / rowHeight, all });
    if (step !== undefined) this.#choose(Math.max(0, Math.min(all - 1, this.chosen + step)));
    else if (event.key === 'Enter') this.dispatchEvent(new CustomEvent('message-entered'));
    else return;
    event.preventDefault();
  };
}

/** The frames at the end of a line, the first of them, apart from its words. */
function withoutFrames(line: string): { readonly words: string; readonly frames: readonly number[] } {
  const words = line.replace(/ {2}(?:#\d+ ?)+…?$/, '');
  const frames = [...line.slice(words.length).matchAll(/#(\d+)/g)].map(([, frame]) => Number(frame));
  return { words, frames: frames.slice(0, mostFrames) };
}

function framesText(frames: readonly number[]): string {
  const shown = frames.slice(0, mostFrames).map((frame) => `#${frame}`);
  return `${shown.join(' ')}${frames.length > mostFrames ? ' …' : ''}`;
}

function stateNotes({ preview, rollback, complete }: SessionState): readonly string[] {
  return [
    ...(preview === true ? ['announced, not answered'] : []),
    ...(rollback === true ? ['back to what was before'] : []),
    ...(complete ? [] : ['one side is not known']),
  ];
}

/** What it does, and how sure that is where it is guessed. */
function rolesOf({ roles = [] }: ParticipantRow): string {
  const words = roles.map(({ role, confidence }) =>
    confidence === undefined ? role : `${role} (${Math.round(confidence * 100)} %)`,
  );
  return [...new Set(words)].slice(0, 3).join(', ');
}

function evidenceOf({ roles = [] }: ParticipantRow): string {
  return roles.flatMap(({ evidence }) => evidence.map(({ sentence }) => sentence)).join(' ');
}

customElements.define('sip-story', SipStory);
