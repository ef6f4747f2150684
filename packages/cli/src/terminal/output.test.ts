import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Output } from './output.ts';

function stream(write: (text: string) => Error | undefined): Writable {
  return new Writable({
    highWaterMark: 10,
    decodeStrings: false,
    write(chunk: string, _, done) {
      setImmediate(() => done(write(chunk)));
    },
  });
}

describe('Output', () => {
  test('hands rows on in batches, all of them and in order', async () => {
    const chunks: string[] = [];
    const output = new Output(stream((text) => void chunks.push(text)));

    for (let row = 0; row < 10_000; row++) output.write(`row ${row}\n`);
    await output.drain();

    expect(chunks.join('')).toBe(Array.from({ length: 10_000 }, (_, row) => `row ${row}\n`).join(''));
    expect(chunks.length).toBeLessThan(10);
  });

  test('waits until the reader has room', async () => {
    let taken = 0;
    const output = new Output(stream((text) => void (taken += text.length)));

    output.write('x'.repeat(1000));
    await output.drain();

    expect(taken).toBe(1000);
  });

  test('is finished when everything is written', async () => {
    let taken = '';
    const output = new Output(stream((text) => void (taken += text)));

    output.write('all of it');
    await output.finish();

    expect(taken).toBe('all of it');
  });

  test('tells that the reader closed the pipe, and throws nothing', async () => {
    const output = new Output(stream(() => Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })));

    output.write('x'.repeat(100));
    await output.drain();
    output.write('y');
    await output.drain();

    expect(output.closed.aborted).toBe(true);
  });

  test('throws where the disk is full', async () => {
    const output = new Output(stream(() => Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })));

    output.write('x'.repeat(100));

    await expect(output.finish()).rejects.toThrow('The output cannot be written: ENOSPC');
  });
});
