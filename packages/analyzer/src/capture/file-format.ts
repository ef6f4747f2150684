import type { ByteWindow } from './byte-window.ts';
import type { FileFormat } from './format-reader.ts';
import { isPcapMagic, PcapReader } from './pcap-reader.ts';
import { PcapngReader, SECTION_HEADER } from './pcapng-reader.ts';

const MAGIC_BYTES = 4;

/** Every format of captures that is read: one that can only be guessed comes behind those that are known by a magic. */
export const fileFormats: readonly FileFormat[] = [
  {
    matches: byMagic((view, at) => view.getUint32(at) === SECTION_HEADER),
    open: (context) => new PcapngReader(context),
  },
  {
    matches: byMagic(isPcapMagic),
    open: (context) => new PcapReader(context.limits, context.diagnostics),
  },
];

function byMagic(isMagic: (view: DataView, at: number) => boolean): FileFormat['matches'] {
  return ({ view, start, end }: ByteWindow) => {
    if (end - start < MAGIC_BYTES) return 'unknown';
    return isMagic(view, start) ? 'yes' : 'no';
  };
}
