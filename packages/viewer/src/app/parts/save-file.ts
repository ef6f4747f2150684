import type { ExportFormat } from '../../api/backend.ts';

const endings: Readonly<Record<ExportFormat | 'png', string>> = {
  png: 'png',
  text: 'txt',
  mermaid: 'mmd',
  plantuml: 'puml',
  svg: 'svg',
  json: 'json',
  csv: 'csv',
  'sipp-uac': 'uac.xml',
  'sipp-uas': 'uas.xml',
  pcapng: 'pcapng',
};

/** Name of an exported call: nothing in it comes from the wire. */
export function exportName(call: string, format: ExportFormat | 'png'): string {
  return `call-${call.replace(/[^\w-]/g, '').slice(0, 40)}.${endings[format]}`;
}

/** Hands a file to the browser to be saved. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
