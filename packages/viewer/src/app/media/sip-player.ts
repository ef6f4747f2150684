import { Task } from '@lit/task';
import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { AudioChoice, AudioSource, CallAudio } from '../../api/call-audio.ts';
import { explain } from '../backend/backend-error.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { formatPlace, unheard } from './draw-waveform.ts';
import { playerStyles } from './sip-player.styles.ts';
import './sip-waveform.ts';
import { TwoSidedSound } from './two-sided-sound.ts';

type Loaded = { readonly audio: CallAudio; readonly source: AudioSource };

/**
 * Plays what was said in a call. A recording takes a pass over the capture: it is made when somebody wants to listen.
 *
 * @fires player-closed - when nobody does any more.
 */
export class SipPlayer extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: {},
    call: {},
    leg: { state: true },
    conceals: { state: true },
    muted: { state: true },
    isPlaying: { state: true },
    place: { state: true },
    failure: { state: true },
  };
  static override styles: CSSResultGroup = [controls, playerStyles];

  declare backend: Backend;
  declare capture: string;
  declare call: string;
  declare private leg: number;
  declare private conceals: boolean;
  declare private muted: readonly [boolean, boolean];
  declare private isPlaying: boolean;
  declare private place: number;
  declare private failure: string;

  #source: AudioSource | undefined;
  #sound: TwoSidedSound | undefined;
  #frame = 0;
  readonly #loading = new Task(this, {
    task: async ([backend, capture, call, leg, conceal]: readonly [
      Backend,
      string,
      string,
      number,
      boolean,
    ]): Promise<Loaded> => {
      const choice: AudioChoice = { leg, conceal };
      const audio = await backend.callAudio(capture, call, choice);
      const source = await backend.callRecording(capture, call, choice);
      return { audio, source };
    },
    args: () => [this.backend, this.capture, this.call, this.leg, this.conceals] as const,
    onComplete: ({ source }) => {
      this.#source?.release();
      this.#source = source;
    },
  });

  constructor() {
    super();
    this.leg = 1;
    this.conceals = false;
    this.muted = [false, false];
    this.isPlaying = false;
    this.place = 0;
    this.failure = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    void this.#sound?.close();
    this.#sound = undefined;
    this.#source?.release();
    this.#source = undefined;
  }

  /** Plays, or stops where it is. */
  async toggle(): Promise<void> {
    const element = this.#element;
    if (element === null) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    this.#sound ??= new TwoSidedSound(element);
    this.#sound.mute(this.muted);
    try {
      await this.#sound.start();
      this.failure = '';
    } catch (failure) {
      // Another recording was chosen meanwhile.
      if ((failure as Error).name !== 'AbortError') this.failure = 'This browser cannot play the recording.';
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('call') || changed.has('capture')) [this.leg, this.place] = [1, 0];
    if (changed.has('leg' as keyof SipPlayer)) this.place = 0;
  }

  protected override render(): TemplateResult {
    return this.#loading.render({
      pending: () => html`<div class="bar quiet" role="status">Making the recording …${this.#drawClose()}</div>`,
      error: (failure) =>
        html`<div class="bar" role="alert">
          <span class="warn">${icon('warning')}</span> ${explain(failure)}${this.#drawClose()}
        </div>`,
      complete: (loaded) => this.#draw(loaded),
    }) as TemplateResult;
  }

  get #element(): HTMLAudioElement | null {
    return this.renderRoot.querySelector('audio');
  }

  #draw({ audio, source }: Loaded): TemplateResult {
    const { seconds } = audio.recording;
    return html`<section aria-label="What was said" @keydown=${this.#press}>
      <audio
        preload="metadata"
        src=${source.url}
        @play=${this.#follow}
        @pause=${this.#rest}
        @ended=${this.#rest}
        @seeked=${this.#look}
        @timeupdate=${this.#look}
      ></audio>
      <div class="bar">
        <button class="framed" aria-label=${this.isPlaying ? 'Pause' : 'Play'} @click=${() => void this.toggle()}>
          ${icon(this.isPlaying ? 'hold' : 'resume')}
        </button>
        <span class="place" aria-hidden="true">${formatPlace(this.place)} / ${formatPlace(seconds)}</span>
        ${(['caller', 'callee'] as const).map((who, side) => this.#drawMute(who, side))}
        <button
          aria-pressed=${String(this.conceals)}
          title="Cover lost packets by what was heard before, instead of silence"
          @click=${() => (this.conceals = !this.conceals)}
        >
          Cover losses
        </button>
        ${audio.legs > 1 ? this.#drawLegs(audio) : nothing}
        <span class="room" role="status">${this.failure}</span>
        <a class="button" href=${source.url} download="call-${this.call}.wav" title="Save as WAV"
          >${icon('download')}<span class="word">WAV</span></a
        >
        ${this.#drawClose()}
      </div>
      <sip-waveform
        .audio=${audio}
        .place=${this.place}
        .muted=${this.muted}
        @place-chosen=${(event: CustomEvent<{ second: number }>) => this.#leap(event.detail.second)}
      ></sip-waveform>
      ${this.#drawNotes(audio)}
    </section>`;
  }

  #drawMute(who: 'caller' | 'callee', side: number): TemplateResult {
    const isMuted = this.muted[side] === true;
    return html`<button
      aria-pressed=${String(isMuted)}
      title="${isMuted ? 'Let the' : 'Silence the'} ${who}${isMuted ? ' be heard' : ''}"
      @click=${() => this.#mute(side, !isMuted)}
    >
      Mute ${who}
    </button>`;
  }

  #drawLegs({ leg, legs }: CallAudio): TemplateResult {
    return html`<label
      >leg
      <select @change=${(event: Event) => (this.leg = Number((event.target as HTMLSelectElement).value))}>
        ${Array.from({ length: Math.min(legs, 100) }, (_, at) => at + 1).map(
          (one) => html`<option value=${one} ?selected=${one === leg}>${one} of ${legs}</option>`,
        )}
      </select></label
    >`;
  }

  #drawClose(): TemplateResult {
    return html`<button aria-label="Close the player" @click=${() => this.dispatchEvent(new Event('player-closed'))}>
      ${icon('close')}
    </button>`;
  }

  #drawNotes(audio: CallAudio): TemplateResult | typeof nothing {
    const notes = unheard(audio);
    if (notes.length === 0) return nothing;
    return html`<ul>
      ${notes.map((note) => html`<li class="warn">${icon('warning')}<span>${note}</span></li>`)}
    </ul>`;
  }

  #mute(side: number, isMuted: boolean): void {
    const [left, right] = this.muted;
    this.muted = side === 0 ? [isMuted, right] : [left, isMuted];
    this.#sound?.mute(this.muted);
  }

  #leap(second: number): void {
    this.place = second;
    const element = this.#element;
    if (element !== null) element.currentTime = second;
  }

  readonly #press = (event: KeyboardEvent): void => {
    const isSpace = event.key === ' ' && (event.target as Element).localName === 'sip-waveform';
    if (!isSpace) return;
    event.preventDefault();
    void this.toggle();
  };

  /** The place moves with every picture, not four times a second. */
  readonly #follow = (): void => {
    this.isPlaying = true;
    const next = (): void => {
      this.#look();
      if (this.isPlaying) this.#frame = requestAnimationFrame(next);
    };
    cancelAnimationFrame(this.#frame);
    next();
  };

  readonly #rest = (): void => {
    this.isPlaying = false;
    this.#look();
  };

  readonly #look = (): void => {
    this.place = this.#element?.currentTime ?? 0;
  };
}

customElements.define('sip-player', SipPlayer);
