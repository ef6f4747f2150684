import { parseXmlBody, type ParsedXml, type XmlElement } from '../../../src/xml.ts';
import { demand } from '../broken-promise.ts';
import { xmlMutators } from '../line-mutators.ts';
import { demandSpan, readEverything } from '../read-everything.ts';
import { xmlSeeds } from '../seeds.ts';
import type { Target } from '../target.ts';

/** An XML body by itself. */
export const xmlTarget: Target = {
  name: 'xml',
  seeds: xmlSeeds,
  mutators: [...xmlMutators, ...xmlMutators, ...xmlMutators],
  check: checkXml,
};

function checkXml(bytes: Uint8Array): void {
  const parsed = parseXmlBody(bytes);
  for (const { code, span } of parsed.diagnostics) demandSpan(span, bytes.length, `diagnostic ${code}`);
  demand(
    parsed.root !== undefined || parsed.diagnostics.length > 0,
    'a document without a root has a diagnostic',
    () => 'none',
  );
  checkTree(parsed);
  readEverything(parsed.value, bytes.length);
}

/** Elements lie within each other, in order. */
function checkTree({ root }: ParsedXml): void {
  const waiting: XmlElement[] = root === undefined ? [] : [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const { name, span, contentSpan, children, attributes } = element;
    const isRight = span[0] <= contentSpan[0] && contentSpan[0] <= contentSpan[1] && contentSpan[1] <= span[1];
    demand(isRight, 'the content of an element lies within it', () => `${name} at ${span[0]}`);
    let [at] = contentSpan;
    for (const child of children) {
      demand(
        at <= child.span[0] && child.span[1] <= contentSpan[1],
        'children lie within their element, in order',
        () => `${child.name} in ${name}`,
      );
      [, at] = child.span;
      waiting.push(child);
    }
    for (const attribute of attributes)
      demand(
        span[0] < attribute.span[0] && attribute.span[1] < Math.max(contentSpan[0], span[1]),
        'attributes lie within their tag',
        () => `${attribute.name} of ${name}`,
      );
  }
}
