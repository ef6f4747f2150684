import type { Backend } from '../../api/backend.ts';
import type { LadderPicture } from '../ladder/ladder-picture.ts';
import { exportName, saveFile } from '../parts/save-file.ts';
import type { ChosenExport } from '../parts/sip-export-menu.ts';

type Place = {
  readonly backend: Backend;
  readonly capture: string;
  readonly call: string;
  /** Of the ladder as it is shown. */
  readonly picture: LadderPicture | undefined;
};

/** Saves the call as it was chosen. Returns what there is to say of it. */
export async function exportCall(
  { format, options }: ChosenExport,
  { backend, capture, call, picture }: Place,
): Promise<string | undefined> {
  if (format === 'print') {
    window.print();
    return undefined;
  }
  if (format === 'picture' || (format === 'png' && options.anonymize !== true && picture !== undefined)) {
    const { ladderPng, ladderSvg } = await import('../ladder/ladder-image.ts');
    if (picture === undefined) return undefined;
    if (format === 'picture') {
      saveFile(new Blob([ladderSvg(picture)], { type: 'application/octet-stream' }), exportName(call, 'svg'));
      return undefined;
    }
    const { image, rows, ofRows } = await ladderPng(picture);
    saveFile(image, exportName(call, 'png'));
    return rows < ofRows ? `the first ${rows} of ${ofRows} rows: a picture has room for no more` : undefined;
  }
  if (format === 'png') {
    const { pngOfSvg } = await import('./svg-image.ts');
    saveFile(await pngOfSvg(await backend.exportCall(capture, call, 'svg', options)), exportName(call, 'png'));
    return undefined;
  }
  saveFile(await backend.exportCall(capture, call, format, options), exportName(call, format));
  return undefined;
}
