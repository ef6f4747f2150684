import type { CaptureDescription, InterfaceDescription } from '../capture/capture-description.ts';
import { linkTypeName } from '../capture/link-type.ts';
import type { CaptureFacts, CaptureInterfaceRow } from '../rows.ts';
import { addressText } from '../transport/address-text.ts';

/** The capture, or a file of it. */
export type Described = { readonly file?: string; readonly description: CaptureDescription };

type DescribedFacts = Pick<
  CaptureFacts,
  'sections' | 'interfaces' | 'comments' | 'names' | 'drops' | 'sliced' | 'clockSteps'
>;

/** What a capture, or each of its files, says of itself beside its packets. What it does not say is a missing key. */
export function describedFacts(parts: readonly Described[]): DescribedFacts {
  const all = parts.map(({ file, description }) => ({ of: file === undefined ? {} : { file }, description }));
  const sections = all.flatMap(({ of, description }) => description.sections.map((section) => ({ ...section, ...of })));
  const interfaces = all.flatMap(({ of, description }) =>
    description.interfaces.map((each) => ({ ...interfaceRow(each), ...of })),
  );
  const comments = all.flatMap(({ of, description }) => description.comments.map((comment) => ({ ...comment, ...of })));
  const names = parts.flatMap(({ description }) =>
    description.names.map((named) => ({
      address: addressText(named.address, 0, named.address.length === 4 ? 4 : 16),
      names: named.names,
    })),
  );
  const drops = sum(parts, ({ lost }) => lost);
  const sliced = sum(parts, (description) => description.sliced);
  const clockSteps = sum(parts, (description) => description.clockSteps);
  return {
    ...(sections.length === 0 ? {} : { sections }),
    ...(interfaces.length === 0 ? {} : { interfaces }),
    ...(comments.length === 0 ? {} : { comments }),
    ...(names.length === 0 ? {} : { names }),
    ...(drops === 0 ? {} : { drops }),
    ...(sliced === 0 ? {} : { sliced }),
    ...(clockSteps === 0 ? {} : { clockSteps }),
  };
}

function interfaceRow(described: InterfaceDescription): CaptureInterfaceRow {
  const { name, description, linkType, lostInAll, lostBetween, ...told } = described;
  const drops = Math.max(lostInAll, lostBetween);
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    linkType: linkTypeName(linkType),
    ...told,
    ...(drops === 0 ? {} : { drops }),
  };
}

function sum(parts: readonly Described[], figure: (description: CaptureDescription) => number): number {
  return parts.reduce((total, { description }) => total + figure(description), 0);
}
