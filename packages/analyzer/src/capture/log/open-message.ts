import type { Envelope } from './envelope.ts';
import { type EscapedLine, LineDress, messageLine } from './line-form.ts';
import type { TextLine } from './line-splitter.ts';
import { LogMessage, type MessageLine, type Taken } from './log-message.ts';
import type { MessageBuilder } from './message-builder.ts';
import type { StartPlace } from './start-finder.ts';
import { treeBytes, TreeLines } from './tree-lines.ts';

/** A message that is being read, line by line, in the form its log gives them. */
export class OpenMessage {
  readonly message: LogMessage;
  readonly envelope: Envelope | undefined;
  /** Of its start line in the capture. */
  readonly offset: number;
  readonly #dress: LineDress;
  readonly #tree: TreeLines | undefined;

  private constructor(
    startLine: MessageLine,
    builder: MessageBuilder,
    { envelope, dress, tree }: { envelope: Envelope | undefined; dress: LineDress; tree: TreeLines | undefined },
  ) {
    this.message = new LogMessage(startLine, builder);
    this.envelope = envelope;
    this.offset = startLine.offset;
    this.#dress = dress;
    this.#tree = tree;
  }

  /** `place`: of the start line in this line. */
  static begin(
    line: TextLine,
    { column, isPrefixed }: StartPlace,
    envelope: Envelope | undefined,
    builder: MessageBuilder,
  ): OpenMessage {
    const form = envelope?.form ?? 'plain';
    const dress = new LineDress(form, column, isPrefixed);
    const tree = form === 'tree' ? new TreeLines() : undefined;
    const text = tree?.line(line.text);
    if (tree === undefined || typeof text !== 'string')
      return new OpenMessage(messageLine(line, column, form), builder, { envelope, dress, tree: undefined });
    tree.begin();
    return new OpenMessage(treeLine(line, text), builder, { envelope, dress, tree });
  }

  /** In a line with escaped line ends. */
  static beginEscaped(line: EscapedLine, column: number, envelope: Envelope, builder: MessageBuilder): OpenMessage {
    const startLine = { ...messageLine(line, column, 'plain'), lineEnd: line.lineEnd };
    return new OpenMessage(startLine, builder, {
      envelope: { ...envelope, form: 'escaped' },
      dress: new LineDress('escaped', 0, false),
      tree: undefined,
    });
  }

  take(line: TextLine): Taken {
    if (this.#tree !== undefined) return this.#takeFromTree(this.#tree, line);
    const own = this.#dress.undress(line);
    return own === undefined ? 'ended' : this.message.take(own, this.#dress.isPrefixed);
  }

  takeEscaped(line: EscapedLine): Taken {
    const own = { ...messageLine(line, 0, 'plain'), lineEnd: line.lineEnd };
    const isEmpty = own.text.trim() === '';
    return this.message.take(isEmpty ? { ...own, text: '', end: own.start, next: own.start } : own, true);
  }

  /** The rest of a line that is too long to be looked at as a whole. */
  continueLine(line: TextLine): void {
    if (this.#tree === undefined) this.message.continueLine(messageLine(line, 0, 'plain'));
  }

  #takeFromTree(tree: TreeLines, line: TextLine): Taken {
    const text = tree.line(line.text);
    if (text !== undefined) this.message.take(treeLine(line, text === false ? '' : text), false);
    return text === false ? 'ended' : 'more';
  }
}

function treeLine(line: TextLine, text: string): MessageLine {
  const { bytes, start, end, next, offset } = line;
  return { text, bytes, start, end, next, offset, own: treeBytes(text) };
}
