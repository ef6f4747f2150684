import { describe, expect, test, vi } from 'vitest';
import { LoadedCode } from './loaded-code.ts';

/** Until what was begun has ended. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function host() {
  return {
    addController: vi.fn(),
    removeController: vi.fn(),
    requestUpdate: vi.fn(),
    updateComplete: Promise.resolve(true),
  };
}

describe('code that is fetched when it is wanted', () => {
  test('is loading, then there, and is fetched once', async () => {
    const shown = host();
    const code = new LoadedCode(shown);
    const load = vi.fn(async () => ({}));

    const first = code.state(load);
    await settle();

    expect([first, code.state(load)]).toEqual(['loading', 'there']);
    expect(load).toHaveBeenCalledTimes(1);
    expect(shown.requestUpdate).toHaveBeenCalled();
  });

  test('that did not come is told, and fetched again when that is asked for', async () => {
    const code = new LoadedCode(host());
    const load = vi.fn(async () => ({})).mockRejectedValueOnce(new TypeError('no such file'));
    code.state(load);
    await settle();
    const failed = code.state(load);

    code.retry(load);
    await settle();

    expect([failed, code.state(load)]).toEqual(['failed', 'there']);
  });
});
