import type { ByteWindow } from './byte-window.ts';
import { ErfReader, matchesErf } from './erf-reader.ts';
import type { FileFormat } from './format-reader.ts';
import { HEP3_MAGIC } from './hep-chunks.ts';
import { HepReader } from './hep-reader.ts';
import { textFormat } from './log/text-format.ts';
import { isPcapMagic } from './pcap-file-header.ts';
import { PcapReader } from './pcap-reader.ts';
import { SECTION_HEADER } from './pcapng-block.ts';
import { PcapngReader } from './pcapng-reader.ts';
import { matchesSnoop, SnoopReader } from './snoop-reader.ts';

const MAGIC_BYTES = 4;

/** Every format of captures that is read: one that can only be guessed comes behind those that are known by a magic. */
export const fileFormats: readonly FileFormat[] = [
  {
    matches: byMagic((view, at) => view.getUint32(at) === SECTION_HEADER),
    open: (context) => new PcapngReader(context),
  },
  {
    matches: byMagic(isPcapMagic),
    open: (context) => new PcapReader(context),
  },
  {
    matches: byMagic((view, at) => view.getUint32(at) === HEP3_MAGIC),
    open: (context) => new HepReader(context.diagnostics),
  },
  { matches: matchesSnoop, open: (context) => new SnoopReader(context) },
  { matches: matchesErf, open: (context) => new ErfReader(context) },
  textFormat,
];

function byMagic(isMagic: (view: DataView, at: number) => boolean): FileFormat['matches'] {
  return ({ view, start, end }: ByteWindow) => {
    if (end - start < MAGIC_BYTES) return 'unknown';
    return isMagic(view, start) ? 'yes' : 'no';
  };
}
