import { expect, test } from 'vitest';
import type { CspReading } from '../test/strict-csp-page.ts';

const policy = "default-src 'none'; script-src 'self'";

/** What a page with the policy reads; all its scripts are modules of this server. */
async function readUnder(contentPolicy: string): Promise<CspReading> {
  const frame = document.createElement('iframe');
  const script = new URL('../test/strict-csp-page.ts', import.meta.url).pathname;
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${contentPolicy}"><script type="module" src="${script}"></script>`;
  const answered = new Promise<CspReading>((resolve) => {
    globalThis.addEventListener('message', ({ source, data }: MessageEvent<CspReading>) => {
      if (source === frame.contentWindow) resolve(data);
    });
  });
  document.body.append(frame);
  try {
    return await answered;
  } finally {
    frame.remove();
  }
}

test('every entry works where the policy of the page forbids code made from text', async () => {
  const { diagram, wrong, ...reading } = await readUnder(policy);

  expect(reading).toEqual({
    isEvalRefused: true,
    violations: [],
    topVia: 'host.example.com',
    coreTag: '1',
    rules: ['Request-Line', 'message-header', 'message-header', 'message-header', 'message-header', 'message-body'],
    document: 'presence',
  });
  expect(wrong).toEqual(expect.arrayContaining(['via-ttl', 'number-syntax', 'to-missing']));
  expect(diagram).toContain('<svg');
});
