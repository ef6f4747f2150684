import { describe, expect, test } from 'vitest';
import { CaptureDiagnostics } from './capture-diagnostics.ts';

describe('CaptureDiagnostics', () => {
  test('counts by code, the most frequent first, with samples', () => {
    const diagnostics = new CaptureDiagnostics();

    diagnostics.report('net-ip', { frame: 1 });
    diagnostics.report('link-short', { frame: 2 });
    diagnostics.report('link-short', { frame: 3, detail: 'short' });

    expect(diagnostics.counts()).toEqual([
      { code: 'link-short', count: 2, samples: [{ frame: 2 }, { frame: 3, detail: 'short' }] },
      { code: 'net-ip', count: 1, samples: [{ frame: 1 }] },
    ]);
    expect(diagnostics.damaged).toBe(false);
  });

  test('keeps the first hundred samples of a flood', () => {
    const diagnostics = new CaptureDiagnostics();

    for (let frame = 1; frame <= 100_000; frame++) diagnostics.report('link-short', { frame });

    const [flood] = diagnostics.counts();
    expect(flood?.count).toBe(100_000);
    expect(flood?.samples).toHaveLength(100);
    expect(flood?.samples.at(-1)).toEqual({ frame: 100 });
  });

  test('knows once something was lost', () => {
    const diagnostics = new CaptureDiagnostics();

    diagnostics.reportDamage('capture-truncated', { offset: 9 });
    diagnostics.report('net-udp', { frame: 1 });

    expect(diagnostics.damaged).toBe(true);
  });
});
