import { ArrowFormat } from './arrow.ts';
import { AsteriskFormat } from './asterisk.ts';
import { AudiocodesFormat } from './audiocodes.ts';
import { CiscoFormat } from './cisco.ts';
import type { Envelope, LogFormat } from './envelope.ts';
import { FreeswitchFormat } from './freeswitch.ts';
import { SipdumpFormat } from './kamailio.ts';
import { OracleFormat } from './oracle.ts';
import { WiresharkFormat } from './wireshark.ts';

/** All formats at once: people paste what several tools wrote into one file. One more format is one more class and its line here. */
export class LogFormats implements LogFormat {
  readonly #formats: readonly LogFormat[] = [
    new AsteriskFormat(),
    new FreeswitchFormat(),
    new SipdumpFormat(),
    new AudiocodesFormat(),
    new OracleFormat(),
    new ArrowFormat(),
    new WiresharkFormat(),
    new CiscoFormat(),
  ];

  read(line: string): Envelope | 'part' | undefined {
    if (line === '') return undefined;
    for (const format of this.#formats) {
      const found = format.read(line);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
