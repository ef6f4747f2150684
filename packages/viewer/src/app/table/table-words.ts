import { words } from '../words/words.ts';

/** What tables say. */
export const tableWords = words('table', {
  marked: 'marked',
  noted: 'with a note',
  width: (title: string) => `Width of ${title}`,
  pixels: (count: number) => `${count} pixels`,
  headerKeys: 'Left and right go to the other headers, with Shift they move this column; Enter sorts.',
  edgeHint: 'Drag to resize, double click to fit',
  columns: 'Columns',
  choose: 'Columns of the table',
  find: 'Find a column',
  more: 'More fields',
  noColumn: 'No column has this name.',
  reset: 'Reset',
  earlier: (title: string) => `Move ${title} to the left`,
  later: (title: string) => `Move ${title} to the right`,
  moveHint: 'Drag, or Alt with the arrow keys, to move',
});
