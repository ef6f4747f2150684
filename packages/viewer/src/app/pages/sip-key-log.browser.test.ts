import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { SipKeyLog } from './sip-key-log.ts';

async function drawKeyLog(backend: FakeBackend): Promise<SipKeyLog> {
  const element = new SipKeyLog();
  element.backend = backend;
  element.capture = readyCapture;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

function choose(element: SipKeyLog, text: string): void {
  const input = element.renderRoot.querySelector('input')!;
  const files = new DataTransfer();
  files.items.add(new File([text], 'keys.log'));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

afterEach(() => document.body.replaceChildren());

test('<sip-key-log> gives the file to the backend, and says that the capture is read again', async () => {
  const backend = new FakeBackend();
  const element = await drawKeyLog(backend);
  const readAgain = vi.fn();
  document.body.addEventListener('sip-read-again', readAgain);

  choose(element, 'CLIENT_RANDOM 00 00\n');

  await vi.waitFor(() => expect(readAgain).toHaveBeenCalledOnce());
  expect(backend.keyLogs).toEqual(['CLIENT_RANDOM 00 00\n']);
  document.body.removeEventListener('sip-read-again', readAgain);
});

test('<sip-key-log> says why the file was refused', async () => {
  class Refusing extends FakeBackend {
    override useKeyLog(): Promise<never> {
      return Promise.reject(new Error('The key log is empty: it has 0 bytes.'));
    }
  }
  const element = await drawKeyLog(new Refusing());

  choose(element, '');

  await vi.waitFor(() => expect(element.renderRoot.querySelector('[role=alert]')?.textContent).toContain('0 bytes'));
});
