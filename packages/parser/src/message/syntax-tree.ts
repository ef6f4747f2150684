import { isAttribute, readAttribute } from '../body/sdp/attribute.ts';
import { attributeGrammarKind } from '../body/sdp/attribute-table.ts';
import { sdpValueKind, sdpRuleName } from '../body/sdp/sdp-line-rules.ts';
import type { Body } from '../body/body.ts';
import type { BodyValue } from '../body/body-value.ts';
import type { Multipart } from '../body/multipart.ts';
import type { SdpLine } from '../body/sdp/session-description.ts';
import type { SyntaxNode } from '../grammar/syntax-node.ts';
import { sdpValueTree, uriTree, valueTree } from '../grammar/value-tree.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { HeaderField } from './header-field.ts';
import type { Limits } from './limits.ts';
import type { SipMessage } from './sip-message.ts';
import type { RequestLine, StatusLine } from './start-line.ts';

/** The text nodes are read from, and how much of it. */
type Context = { readonly source: SourceText; readonly limits: Limits };

/** The whole message as the grammar takes it apart: every part with its rule and its bytes. What no rule takes is a node without children. */
export function syntaxTree(message: SipMessage): SyntaxNode {
  const source = new SourceText(message.bytes, 0, message.framing.bodyStart);
  const { startLine, body, framing } = message;
  const context = { source, limits: framing.limits };
  const bodySource = new SourceText(message.bytes, ...message.bodySpan);
  const children: SyntaxNode[] = [
    startLine === undefined
      ? { rule: 'start-line', span: [framing.leading, framing.startLine.end] }
      : startLineNode(startLine, source),
    ...message.headers.map((header) => headerNode(context, header)),
    ...(body === undefined ? [] : [bodyNode(body, { source: bodySource, limits: framing.limits })]),
  ];
  const rule = { request: 'Request', response: 'Response', invalid: 'SIP-message' }[message.kind];
  return { rule, span: [0, Math.max(...message.bodySpan)], children };
}

function startLineNode(startLine: RequestLine | StatusLine, source: SourceText): SyntaxNode {
  const version = { rule: 'SIP-Version', span: startLine.versionSpan };
  if (startLine.kind === 'response') {
    const status = { rule: 'Status-Code', span: startLine.statusSpan };
    return {
      rule: 'Status-Line',
      span: startLine.span,
      children: [version, status, { rule: 'Reason-Phrase', span: startLine.reasonSpan }],
    };
  }
  const [uriStart, uriEnd] = startLine.requestUriSpan;
  const requestUri = node('Request-URI', startLine.requestUriSpan, uriTree(source, uriStart, uriEnd));
  return {
    rule: 'Request-Line',
    span: startLine.span,
    children: [{ rule: 'Method', span: startLine.methodSpan }, requestUri, version],
  };
}

function headerNode({ source, limits }: Context, header: HeaderField): SyntaxNode {
  const [start, end] = header.valueSpan;
  const kind = headerTable[headerNumberOf(header.name)]?.kind;
  const nodes = kind === undefined || end - start > limits.valueBytes ? [] : valueTree(kind, source, start, end);
  const name = { rule: 'field-name', span: header.nameSpan };
  return {
    rule: 'message-header',
    span: header.lineSpan,
    label: header.header,
    children: [name, node('field-value', header.valueSpan, nodes)],
  };
}

function bodyNode(body: Body, context: Context): SyntaxNode {
  const { value, mediaType, span } = body;
  const label = mediaType === '' ? {} : { label: mediaType };
  // What stands encoded has no places in the message.
  const nodes = body.transferEncoding === 'binary' ? valueNodes(value, context) : [];
  return { ...node('message-body', span, nodes), ...label };
}

/** What a body consists of: lines, parts, a message. Bodies nest no deeper than the limit. */
function valueNodes(value: BodyValue, context: Context): readonly SyntaxNode[] {
  switch (value.kind) {
    case 'sdp':
      return value.session.lines.map((line) => sdpLineNode(context.source, line));
    case 'multipart':
      return multipartNodes(value, context);
    case 'sip':
      return [shifted(syntaxTree(value.message), value.message.start)];
    case 'sipfrag':
      return [
        ...(value.startLine === undefined ? [] : [startLineNode(value.startLine, context.source)]),
        ...value.headers.map((header) => headerNode(context, header)),
        ...(value.body === undefined ? [] : [bodyNode(value.body, context)]),
      ];
    case 'cpim':
      return [
        ...value.headers.map((header) => headerNode(context, header)),
        ...(value.content === undefined ? [] : [partNode(value.content, context)]),
      ];
    default:
      return [];
  }
}

function multipartNodes(value: Multipart, context: Context): readonly SyntaxNode[] {
  const nodes = [
    { rule: 'preamble', span: value.preambleSpan },
    ...value.delimiterSpans.map((span) => ({ rule: 'delimiter', span })),
    ...value.parts.map((part) => partNode(part, context)),
    { rule: 'epilogue', span: value.epilogueSpan },
  ];
  return nodes
    .filter(({ span }) => span[1] > span[0])
    .toSorted((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1]);
}

function partNode(part: Body, context: Context): SyntaxNode {
  const content = part.span[1] > part.span[0] ? [bodyNode(part, context)] : [];
  return node('body-part', part.partSpan, [...part.headers.map((header) => headerNode(context, header)), ...content]);
}

/** The tree of a message that lies at `offset` of another. */
function shifted({ span, children, ...rest }: SyntaxNode, offset: number): SyntaxNode {
  const place = [span[0] + offset, span[1] + offset] as const;
  return { ...rest, ...node(rest.rule, place, children?.map((child) => shifted(child, offset)) ?? []) };
}

function sdpLineNode(source: SourceText, line: SdpLine): SyntaxNode {
  const [start, end] = line.valueSpan;
  const kind = sdpValueKind(line.type);
  const isWhole = kind === 'attribute' && isAttribute(source.bytes, line.valueSpan);
  const nodes =
    kind === undefined ? [] : isWhole ? attributeNodes(source, line) : sdpValueTree(kind, source, start, end);
  const label = line.type === '' ? {} : { label: line.type };
  return { ...node(sdpRuleName(line.type), line.span, nodes), ...label };
}

function attributeNodes(source: SourceText, { valueSpan }: SdpLine): readonly SyntaxNode[] {
  const attribute = readAttribute(source, valueSpan, 'media');
  const [start] = valueSpan;
  const name = { rule: 'attribute-name', span: [start, start + attribute.name.length] as const };
  const kind = attributeGrammarKind(attribute.name);
  const [from, to] = attribute.valueSpan;
  const nodes = kind === undefined || from === to ? [] : sdpValueTree(kind, source, from, to);
  return attribute.value === undefined ? [name] : [name, node('attribute-value', attribute.valueSpan, nodes)];
}

function node(rule: string, span: Span, children: readonly SyntaxNode[]): SyntaxNode {
  return children.length === 0 ? { rule, span } : { rule, span, children };
}
