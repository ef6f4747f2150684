import { sdpValueKind, sdpRuleName } from '../body/sdp/sdp-line-rules.ts';
import type { SdpLine } from '../body/sdp/session-description.ts';
import type { SyntaxNode } from '../grammar/syntax-node.ts';
import { sdpValueTree, uriTree, valueTree } from '../grammar/value-tree.ts';
import { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { HeaderField } from './header-field.ts';
import type { SipMessage } from './sip-message.ts';

/** The whole message as the grammar takes it apart: every part with its rule and its bytes. What no rule takes is a node without children. */
export function syntaxTree(message: SipMessage): SyntaxNode {
  const source = new SourceText(message.bytes, 0, message.framing.bodyStart);
  const children: SyntaxNode[] = [startLineNode(message, source)];
  for (const [index, header] of message.headers.entries()) children.push(headerNode(message, source, header, index));
  const [bodyStart, bodyEnd] = message.bodySpan;
  if (bodyEnd > bodyStart) children.push(bodyNode(message));
  const rule = { request: 'Request', response: 'Response', invalid: 'SIP-message' }[message.kind];
  return { rule, span: [0, Math.max(bodyStart, bodyEnd)], children };
}

function startLineNode(message: SipMessage, source: SourceText): SyntaxNode {
  const { startLine } = message;
  if (startLine === undefined)
    return { rule: 'start-line', span: [message.framing.leading, message.framing.startLine.end] };
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

function headerNode(message: SipMessage, source: SourceText, header: HeaderField, index: number): SyntaxNode {
  const [start, end] = header.valueSpan;
  const isLong = end - start > message.framing.limits.valueBytes;
  const kind = message.row(index)?.kind;
  const nodes = kind === undefined || isLong ? [] : valueTree(kind, source, start, end);
  const name = { rule: 'field-name', span: header.nameSpan };
  return {
    rule: 'message-header',
    span: header.lineSpan,
    label: header.header,
    children: [name, node('field-value', header.valueSpan, nodes)],
  };
}

function bodyNode(message: SipMessage): SyntaxNode {
  const { sdp, bodySpan } = message;
  if (sdp === undefined) return { rule: 'message-body', span: bodySpan };
  const source = new SourceText(message.bytes, bodySpan[0], bodySpan[1]);
  return {
    rule: 'message-body',
    span: bodySpan,
    label: 'application/sdp',
    children: sdp.lines.map((line) => sdpLineNode(source, line)),
  };
}

function sdpLineNode(source: SourceText, line: SdpLine): SyntaxNode {
  const [start, end] = line.valueSpan;
  const kind = sdpValueKind(line.type);
  const nodes = kind === undefined ? [] : sdpValueTree(kind, source, start, end);
  const label = line.type === '' ? {} : { label: line.type };
  return { ...node(sdpRuleName(line.type), line.span, nodes), ...label };
}

function node(rule: string, span: Span, children: readonly SyntaxNode[]): SyntaxNode {
  return children.length === 0 ? { rule, span } : { rule, span, children };
}
