import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ExportProgress } from '../../api/backend.ts';
import { FakeBackend } from '../../../test/fake/fake-backend.ts';
import { settle } from '../../../test/settle.ts';
import { type ChosenExport, SipExportMenu } from '../parts/sip-export-menu.ts';
import { SipRowsExport } from './sip-rows-export.ts';
import { pngOfSvg } from './svg-image.ts';

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

function click(element: SipExportMenu | SipRowsExport, text: string): void {
  const button = [...element.renderRoot.querySelectorAll('button')].find((one) => one.textContent?.trim() === text);
  if (button === undefined) throw new Error(`there is a button ${text}`);
  button.click();
}

function tick(element: SipExportMenu | SipRowsExport, text: string): void {
  const label = [...element.renderRoot.querySelectorAll('label')].find((one) => one.textContent?.includes(text));
  label?.querySelector('input')?.click();
}

describe('<sip-export-menu>', () => {
  async function menu(): Promise<{ element: SipExportMenu; chosen: ChosenExport[] }> {
    const element = new SipExportMenu();
    element.formats = ['png', 'picture', 'svg', 'json', 'sipp-uac', 'sipp-uas', 'pcapng'];
    element.hops = 3;
    const chosen: ChosenExport[] = [];
    element.addEventListener('format-chosen', (event) => chosen.push((event as CustomEvent<ChosenExport>).detail));
    document.body.append(element);
    await element.updateComplete;
    element.open();
    return { element, chosen };
  }

  test('offers what is to be had, in groups', async () => {
    const { element } = await menu();

    const groups = [...element.renderRoot.querySelectorAll('.group')];

    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual([
      'Ladder',
      'Call',
      'SIPp scenario',
      'Packets',
    ]);
  });

  test('tells the form, and between which elements', async () => {
    const { element, chosen } = await menu();
    const select = element.renderRoot.querySelector('select')!;
    select.value = '2';
    select.dispatchEvent(new Event('change'));

    click(element, 'Callee (UAS)');
    click(element, 'JSON');

    expect(chosen).toEqual([
      { format: 'sipp-uas', options: { hop: 2 } },
      { format: 'json', options: {} },
    ]);
  });

  test('hides who it is in every form, and offers none then that would show it', async () => {
    const { element, chosen } = await menu();
    tick(element, 'Hide who it is');
    await element.updateComplete;

    click(element, 'SVG as shown');
    click(element, 'SVG');
    click(element, 'pcapng with media');

    expect(chosen).toEqual([
      { format: 'svg', options: { anonymize: true } },
      { format: 'pcapng', options: { anonymize: true } },
    ]);
  });

  test('has the keys while it is open', async () => {
    const { element } = await menu();
    await settle(element);
    const keys = vi.fn();
    addEventListener('keydown', keys);

    element.renderRoot
      .querySelector('#menu button')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));

    removeEventListener('keydown', keys);
    expect(keys).not.toHaveBeenCalled();
    expect(element.shadowRoot?.activeElement?.textContent?.trim()).toBe('PNG');
  });
});

describe('<sip-rows-export>', () => {
  async function button(backend: FakeBackend): Promise<SipRowsExport> {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    const element = new SipRowsExport();
    element.backend = backend;
    element.capture = 'cap-1';
    element.list = 'calls';
    element.filter = 'outcome:failed';
    element.sort = '-started';
    element.columns = ['started', 'from', 'nonsense', 'from'];
    document.body.append(element);
    await element.updateComplete;
    return element;
  }
  const status = (element: SipRowsExport) => element.renderRoot.querySelector('[role=status]')?.textContent?.trim();

  test('saves the rows as they are shown', async () => {
    const backend = new FakeBackend();
    const element = await button(backend);
    tick(element, 'Only the columns');
    tick(element, 'Hide who it is');

    click(element, 'Parquet');
    await vi.waitFor(() => expect(status(element)).toMatch(/^Saved/));

    expect(backend.exported).toEqual([
      {
        list: 'calls',
        format: 'parquet',
        filter: 'outcome:failed',
        sort: '-started',
        columns: ['started', 'from'],
        anonymize: true,
      },
    ]);
  });

  test('tells how far it is, and is given up', async () => {
    const backend = new FakeBackend();
    backend.exportRows = async (_id, _list, _query, { signal, onProgress }: ExportProgress = {}) => {
      onProgress?.(4_200_000);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const element = await button(backend);

    click(element, 'CSV');
    await vi.waitFor(() => expect(status(element)).toContain('4.2 MB so far'));
    click(element, 'Cancel');

    await vi.waitFor(() => expect(status(element)).toBe(''));
  });

  test('tells why rows could not be saved, and how many had no room', async () => {
    const backend = new FakeBackend();
    const element = await button(backend);
    backend.exportRows = async () => {
      throw new Error('The disk is full.');
    };
    click(element, 'CSV');
    await vi.waitFor(() => expect(status(element)).toBe('The disk is full.'));

    backend.exportRows = async () => ({ file: new Blob(['x']), leftOut: 1204 });
    click(element, 'pcapng');
    await vi.waitFor(() => expect(status(element)).toMatch(/1.204 rows had no room/));
  });
});

test('pngOfSvg() draws a drawing, and runs nothing in it', async () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>globalThis.__pwned = 1</script><rect width="40" height="20"/></svg>';

  const image = await createImageBitmap(await pngOfSvg(new Blob([drawing])));

  expect([image.width, image.height]).toEqual([80, 40]);
  expect((globalThis as { __pwned?: number }).__pwned).toBeUndefined();
});
