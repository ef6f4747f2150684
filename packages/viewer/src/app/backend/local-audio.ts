import {
  AudioError,
  type AudioLeg,
  audioLegs,
  openBlob,
  recordAudio,
  type RecordedAudio,
  recordingHeader,
  type StreamRow,
} from '@sipscope/analyzer';
import type { AudioChoice, CallAudio } from '../../api/call-audio.ts';
import { refusal } from './backend-error.ts';

type Made = { readonly key: string; readonly audio: Promise<{ readonly facts: CallAudio; readonly wav: Blob }> };

/** Recordings of calls of a file that lies in this browser. The last one is kept: its waveform and its sound are asked for one after the other. */
export class LocalAudio {
  readonly #file: Blob;
  readonly #keyLog: Uint8Array | undefined;
  #last: Made | undefined;

  constructor(file: Blob, keyLog: Uint8Array | undefined) {
    this.#file = file;
    this.#keyLog = keyLog;
  }

  /** Rejects with a refusal where there is no such recording, or it is too long. */
  of(call: string, streams: readonly StreamRow[], choice: AudioChoice): Made['audio'] {
    const key = JSON.stringify([call, choice.leg, choice.conceal]);
    if (this.#last?.key === key) return this.#last.audio;
    const audio = this.#make(audioLegs(streams), choice);
    const made = { key, audio };
    this.#last = made;
    audio.catch(() => {
      if (this.#last === made) this.#last = undefined;
    });
    return audio;
  }

  async #make(legs: readonly AudioLeg[], { leg, conceal }: AudioChoice): Made['audio'] {
    const wanted = legs[leg - 1];
    if (wanted === undefined)
      throw refusal(
        'not-found',
        legs.length === 0 ? 'No audio of this call was captured.' : `There are ${legs.length} recordings of this call.`,
      );
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const { recording, envelope } = await this.#record(wanted, conceal, (bytes) => {
      pieces.push(new Uint8Array(bytes));
    });
    const { dialog } = wanted;
    const facts = { leg, legs: legs.length, ...(dialog === undefined ? {} : { dialog }), recording, envelope };
    return { facts, wav: new Blob([new Uint8Array(recordingHeader(recording)), ...pieces], { type: 'audio/wav' }) };
  }

  async #record({ streams }: AudioLeg, conceal: boolean, onBytes: (bytes: Uint8Array) => void): Promise<RecordedAudio> {
    const input = await openBlob(this.#file);
    try {
      return await recordAudio(input, streams, { conceal, keyLog: this.#keyLog, onBytes });
    } catch (failure) {
      if (failure instanceof AudioError) throw refusal('bad-request', failure.message);
      throw failure;
    } finally {
      await input.close();
    }
  }
}
