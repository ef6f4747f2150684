import type { ListMetaInformation } from '@sipscope/parser/xml';

/** A resource of a list and the subscriptions behind it. RFC 4662 §5.3. */
export type ListedResource = {
  readonly uri: string;
  readonly name: string | undefined;
  readonly instances: readonly ListedInstance[];
};

/** RFC 4662 §5.4. */
type ListedInstance = {
  readonly id: string | undefined;
  readonly state: 'active' | 'pending' | 'terminated' | undefined;
  readonly reason: string | undefined;
};

/** What a notification says of a list. RFC 4662 §5. */
export type ListReading = {
  readonly uri: string | undefined;
  readonly version: number | undefined;
  /** False where it names only the resources whose state is told. */
  readonly isFull: boolean;
  readonly resources: readonly ListedResource[];
  /** Resources that were not taken, for there are too many. */
  readonly more: number;
};

/** Resources of a list that are told one by one, and instances of each. */
const maxResources = 1000;
const maxInstances = 16;

/** A resource without URI is nobody's: it is left out. */
export function readList({ uri, version, fullState, resources }: ListMetaInformation): ListReading {
  const named = resources.filter((resource) => resource.uri !== undefined && resource.uri !== '');
  return {
    uri,
    version,
    isFull: fullState === true,
    resources: named.slice(0, maxResources).map((resource) => ({
      uri: resource.uri ?? '',
      name: resource.names[0]?.text?.trim() || undefined,
      instances: resource.instances
        .slice(0, maxInstances)
        .map(({ id, state, reason }) => ({ id: id || undefined, state, reason: reason || undefined })),
    })),
    more: Math.max(0, named.length - maxResources),
  };
}

/** Whose state a part of the message tells, by its Content-ID. */
export function resourcesByContentId(list: ListMetaInformation): ReadonlyMap<string, string> {
  const resources = new Map<string, string>();
  for (const { uri, instances } of list.resources)
    for (const { cid } of instances) if (cid !== undefined && uri !== undefined) resources.set(cid, uri);
  return resources;
}
