import type { XmlElement } from '@sipscope/parser/xml';
import { named } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

const pidfDiff = 'urn:ietf:params:xml:ns:pidf-diff';
const xcapDiff = 'urn:ietf:params:xml:ns:xcap-diff';

/** Whether it is presence as a whole, with a version. RFC 5262 §4. */
export function isWholePresence({ name, namespace }: XmlElement): boolean {
  return name === 'pidf-full' && namespace === pidfDiff;
}

/** The version of a document of RFC 5262 §4. */
export function presenceVersion(root: XmlElement): number | undefined {
  const text = value(root, 'version') ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** What changed of a presence document (RFC 5262 §4) or of documents of an XCAP server (RFC 5874 §3). Undefined of any other. */
export function patchState(root: XmlElement): StateDocument | undefined {
  if (root.name === 'pidf-diff' && root.namespace === pidfDiff)
    return stateDocument({
      kind: 'presence',
      of: value(root, 'entity'),
      what: named(root.children, operationText),
      isPartial: true,
      version: presenceVersion(root),
    });
  if (root.name !== 'xcap-diff' || root.namespace !== xcapDiff) return undefined;
  return stateDocument({
    kind: 'xcap-diff',
    of: value(root, 'xcap-root'),
    what: root.children.length === 0 ? 'nothing changed' : named(root.children, changeText),
    isPartial: true,
  });
}

/** `replace presence/tuple[1]/status/basic "open"`. RFC 5261 §4. */
function operationText(operation: XmlElement): string {
  const text = operation.text.trim();
  const added = operation.children.map(({ name }) => `<${name}>`).join(' ');
  return [operation.name, value(operation, 'sel'), text === '' ? added : `"${text}"`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** `document rls-services/users/… changed`. */
function changeText(element: XmlElement): string {
  const isNew = value(element, 'new-etag') !== undefined;
  const wasThere = value(element, 'previous-etag') !== undefined;
  const exists = value(element, 'exists');
  const change =
    exists === 'false' || exists === '0' || (wasThere && !isNew) ? 'removed' : wasThere ? 'changed' : 'there';
  return `${element.name} ${value(element, 'sel') ?? ''} ${change}`;
}

function value(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === '')?.value;
}
