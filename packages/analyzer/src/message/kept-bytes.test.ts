import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../test/build-capture.ts';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { KeptBytes } from './kept-bytes.ts';

function keptBytes(limitBytes: number): { kept: KeptBytes; diagnostics: CaptureDiagnostics } {
  const diagnostics = new CaptureDiagnostics();
  return { kept: new KeptBytes(limitBytes, diagnostics), diagnostics };
}

describe('KeptBytes', () => {
  test('keeps places of the capture, and bytes without what they are a view of', () => {
    const { kept, diagnostics } = keptBytes(2);
    const view = bytesOf(1, 2, 3, 4).subarray(1, 3);

    const place = kept.keep([{ offset: 7, length: 1000 }, { bytes: view }], 1);

    expect(place).toEqual([{ offset: 7, length: 1000 }, { bytes: bytesOf(2, 3) }]);
    expect(place[1]?.bytes?.buffer.byteLength).toBe(2);
    expect(diagnostics.counts()).toEqual([]);
  });

  test('keeps no more than its limit of all together, and tells it once', () => {
    const { kept, diagnostics } = keptBytes(4);

    const places = [3, 3, 3, 1].map((length, at) => kept.keep([{ bytes: new Uint8Array(length) }], at + 1));

    expect(places.map((place) => place.length)).toEqual([1, 0, 0, 1]);
    expect(diagnostics.counts()).toMatchObject([{ code: 'limit-memory', count: 1, samples: [{ frame: 2 }] }]);
    expect(diagnostics.damaged).toBe(true);
  });
});
