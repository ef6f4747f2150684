import { compareMessages } from './compare-messages.ts';
import type { MessageDifference } from './call-comparison.ts';
import type { ComparedElement, ComparedSide } from './comparison.ts';
import { type NeutralNames, neutralMessage } from './neutral-message.ts';

/** Of one pair of messages. */
const mostDifferences = 20;
const mostLetters = 200;

export type Differences = { readonly list: readonly MessageDifference[]; readonly more: number };

/** Names of headers that say the same in all messages of a call: what differs in them is told where it is seen first. */
const toldOnce: ReadonlySet<string> = new Set(['from', 'to']);

/** What differs in earnest between messages that stand at the same place of two calls, told once for all that only repeats it. */
export class MessageDifferences {
  readonly #names: { readonly left: NeutralNames; readonly right: NeutralNames };
  readonly #told = new Set<string>();

  constructor(names: { readonly left: NeutralNames; readonly right: NeutralNames }) {
    this.#names = names;
  }

  of(left: Uint8Array, right: Uint8Array): Differences {
    const compared = compareMessages(neutralMessage(left, this.#names.left), neutralMessage(right, this.#names.right));
    const found = [
      ...differing([compared.startLine], 'start-line'),
      ...differing(compared.headers, 'header').filter((one) => this.#isNews(one)),
      ...compared.bodies.flatMap(({ kind, mediaType, sections }): MessageDifference[] => {
        if (kind === 'same') return [];
        if (kind !== 'changed') return [{ part: 'body', name: mediaType, state: kind }];
        if (sections === undefined) return [{ part: 'body', name: mediaType, state: 'differs' }];
        return sections.flatMap(({ title, lines }) => differing(lines, 'sdp', title));
      }),
    ];
    // In an order that does not depend on the side.
    const ordered = found.map((one) => ({ one, key: orderOf(one) })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return {
      list: ordered.slice(0, mostDifferences).map(({ one }) => one),
      more: Math.max(0, found.length - mostDifferences),
    };
  }

  #isNews({ name, left, right }: MessageDifference): boolean {
    if (!toldOnce.has(name.toLowerCase())) return true;
    const said = JSON.stringify([name, withoutParameters(left), withoutParameters(right)]);
    if (this.#told.has(said)) return false;
    this.#told.add(said);
    return true;
  }
}

const parts: readonly MessageDifference['part'][] = ['start-line', 'header', 'sdp', 'body'];

function orderOf({ part, name, left = '', right = '' }: MessageDifference): string {
  return [parts.indexOf(part), name.toLowerCase(), ...[left, right].toSorted()].join('\n');
}

/** Tags differ between any two. */
function withoutParameters(text: string | undefined): string | undefined {
  return text?.replace(/>;.*$/, '>');
}

function differing(
  elements: readonly ComparedElement[],
  part: MessageDifference['part'],
  section = '',
): readonly MessageDifference[] {
  return elements.flatMap(({ kind, name, left, right, varying }) => {
    if (kind === 'same' || kind === 'equal' || varying === true) return [];
    const [one, other] = [textOf(left), textOf(right)];
    return [
      {
        part,
        name: section === '' ? name : `${section} ${name}`,
        state: kind === 'changed' ? ('differs' as const) : kind,
        ...(one !== undefined && { left: one }),
        ...(other !== undefined && { right: other }),
      },
    ];
  });
}

function textOf(side: ComparedSide | undefined): string | undefined {
  const text = side?.pieces.map((piece) => piece.text).join('');
  return text === undefined || text.length <= mostLetters ? text : `${text.slice(0, mostLetters)}…`;
}
