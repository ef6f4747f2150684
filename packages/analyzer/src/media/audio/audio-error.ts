/** `audio-too-long`: more than a file holds. `no-audio`: nothing of that kind was captured. */
export type AudioErrorCode = 'audio-too-long' | 'no-audio';

/** Why there is no recording: a code, and a sentence for people. */
export class AudioError extends Error {
  override readonly name: string = 'AudioError';
  readonly code: AudioErrorCode;

  constructor(code: AudioErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
