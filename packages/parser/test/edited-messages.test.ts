import { describe, expect, test } from 'vitest';
import { richMessage } from '../bench/messages.ts';
import {
  editMessage,
  headerTable,
  type MessageEditor,
  parseMessage,
  type SipMessage,
  writeMessage,
} from '../src/index.ts';
import { isSameHeader } from '../src/write/field-line.ts';
import { isCommaList } from '../src/write/stringify-header.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';

const fixtures = [richMessage, ...tortureMessages(), ...rfcExamples().map(({ bytes }) => bytes)];
const random = randomOf(11);
const mutants = Array.from({ length: 1500 }, (_, turn) =>
  mutate(fixtures[turn % fixtures.length] ?? richMessage, random),
);
const messages = [...fixtures, ...mutants].map((bytes) => parseMessage(bytes));

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** The bytes of a message but for some of its spans. */
function without({ bytes }: SipMessage, spans: readonly (readonly [number, number])[]): string {
  let rest = '';
  let at = 0;
  for (const [start, end] of spans) {
    rest += latin1(bytes.subarray(at, start));
    at = end;
  }
  return rest + latin1(bytes.subarray(at));
}

/** Names of header fields that a message has, each once. */
function namesOf(message: SipMessage): readonly string[] {
  return [...new Set(message.headers.map(({ header }) => header))].filter((name) => /^[\w-]+$/.test(name));
}

/** Takes out the first value of a header; whether there was one. */
function isRemoved(editor: MessageEditor, name: string): boolean {
  try {
    editor.removeAt(name, 0);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether a token is written as it is: Content-ID puts brackets round it. */
function isWrittenAsIs(name: string): boolean {
  return headerTable.some((row) => row.name === name && row.kind !== 'contentId');
}

describe('whatever the message,', () => {
  test('an edit of nothing gives its bytes', () => {
    const changed = messages.filter((message) => latin1(editMessage(message).bytes()) !== latin1(message.bytes));

    expect(changed.map(({ bytes }) => latin1(bytes))).toEqual([]);
  });

  test('writing it gives its bytes', () => {
    const changed = messages.filter((message) => latin1(writeMessage(message)) !== latin1(message.bytes));

    expect(changed.map(({ bytes }) => latin1(bytes))).toEqual([]);
  });

  test('removing fields leaves all other bytes', () => {
    for (const message of messages) {
      for (const name of namesOf(message)) {
        const spans = message.headers.filter((one) => isSameHeader(one.name, name)).map(({ lineSpan }) => lineSpan);

        expect(latin1(editMessage(message).remove(name).bytes())).toBe(without(message, spans));
      }
    }
  });

  test('a new field leaves all other bytes', () => {
    for (const message of messages.filter(({ framing }) => framing.terminated)) {
      const edited = latin1(editMessage(message).set('X-New-Field', 'new').bytes());

      expect(edited.replace('X-New-Field: new\r\n', '')).toBe(latin1(message.bytes));
    }
  });

  test('another value of a field leaves all bytes but the old value', () => {
    for (const message of messages.filter(({ framing }) => framing.terminated)) {
      for (const { header, valueSpan, name } of message.headers) {
        const isOnly = message.headers.filter((one) => isSameHeader(one.name, name)).length === 1;
        if (!isOnly || valueSpan[0] === valueSpan[1] || !isWrittenAsIs(header)) continue;
        const line = editMessage(message).set(header, 'T0k3n').bytes();

        expect(latin1(line)).toContain('T0k3n');
        expect(latin1(line).length).toBe(message.bytes.length - (valueSpan[1] - valueSpan[0]) + 5);
        expect(latin1(line.subarray(0, valueSpan[0]))).toBe(latin1(message.bytes.subarray(0, valueSpan[0])));
        expect(latin1(line.subarray(valueSpan[0] + 5))).toBe(latin1(message.bytes.subarray(valueSpan[1])));
      }
    }
  });

  test('taking out each value of a list takes out the field, value by value', () => {
    for (const message of messages) {
      for (const name of namesOf(message).filter(isCommaList)) {
        const editor = editMessage(message);
        while (isRemoved(editor, name));
        const rest = editor.message().headers.filter((one) => isSameHeader(one.name, name));

        // A list of commas alone has no values to take out.
        expect(rest.filter(({ value }) => !/^[\s,]*$/.test(value))).toEqual([]);
      }
    }
  });

  test('unfolded and with compact names it says the same', () => {
    for (const message of fixtures.map((bytes) => parseMessage(bytes))) {
      for (const options of [{ unfold: true }, { compact: true }, { compact: false, unfold: true }]) {
        const again = parseMessage(writeMessage(message, options));

        expect(again.headers.map(({ header, value }) => [header.toLowerCase(), value])).toEqual(
          message.headers.map(({ header, value }) => [header.toLowerCase(), value]),
        );
        expect(latin1(again.bodyBytes)).toBe(latin1(message.bodyBytes));
      }
    }
  });
});
