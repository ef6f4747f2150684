import { LitElement } from 'lit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CommandsController } from '../commands/commands.ts';
import { SipKeyHelp } from './sip-key-help.ts';

const ran: string[] = [];

class Part extends LitElement {
  constructor() {
    super();
    const group = 'Call';
    new CommandsController(this, () => [
      { id: 'call.fold', title: 'Fold repeats', group, keys: ['r'], run: () => ran.push('fold') },
      { id: 'call.export', title: 'Export the call', group, keys: ['e'], run: () => ran.push('export') },
    ]);
  }
}
customElements.define('test-part', Part);

async function openHelp(): Promise<SipKeyHelp> {
  const help = new SipKeyHelp();
  document.body.append(new Part(), help);
  await help.updateComplete;
  help.open();
  await help.updateComplete;
  return help;
}

const button = (help: SipKeyHelp, name: string): HTMLElement | null =>
  help.renderRoot.querySelector<HTMLElement>(`button[aria-label^="${name}"]`);

/** The page has the keys again once the browser has drawn it without the dialog. */
async function close(help: SipKeyHelp): Promise<void> {
  help.renderRoot.querySelector('dialog')?.close();
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

beforeEach(() => {
  localStorage.clear();
  ran.length = 0;
});
afterEach(() => document.body.replaceChildren());

test('<sip-key-help> tells the keys of this page, and greyed those of others', async () => {
  const help = await openHelp();

  const here = [...help.renderRoot.querySelectorAll('li:not(.elsewhere) .does')].map((one) => one.textContent);
  const elsewhere = [...help.renderRoot.querySelectorAll('li.elsewhere .does')].map((one) => one.textContent);

  expect(here).toContain('Fold repeats');
  expect(elsewhere.join()).toContain('Next difference');
});

test('<sip-key-help> binds the key that is pressed, and gives the own one back', async () => {
  const help = await openHelp();

  button(help, 'Bind another key to “Fold repeats”')?.click();
  await help.updateComplete;
  await userEvent.keyboard('x');
  await help.updateComplete;
  await close(help);
  await userEvent.keyboard('xr');
  const bound = [...ran];
  button(help, 'Give “Fold repeats” its own key back')?.click();
  await userEvent.keyboard('xr');

  expect(bound).toEqual(['fold']);
  expect(ran).toEqual(['fold', 'fold']);
});

test('<sip-key-help> tells whose key it is, and takes it from there when that is wanted', async () => {
  const help = await openHelp();

  button(help, 'Bind another key to “Fold repeats”')?.click();
  await help.updateComplete;
  await userEvent.keyboard('e');
  await help.updateComplete;
  const told = help.renderRoot.querySelector('.told')?.textContent;
  help.renderRoot.querySelector<HTMLElement>('.told button')?.click();
  await help.updateComplete;
  await close(help);
  await userEvent.keyboard('e');

  expect(told).toContain('e is the key of “Export the call”.');
  expect(ran).toEqual(['fold']);
});
