/** `r-value = namespace "." r-priority`: Resource-Priority, Accept-Resource-Priority. RFC 4412 §3.1. */
export type ResourcePriority = {
  /** As written: `dsn`, `ets`, `wps`, `esnet` … */
  readonly namespace: string;
  readonly priority: string;
};

/** The text of a Resource-Priority. RFC 4412 §3.1. */
export function writeResourcePriority(value: ResourcePriority): string {
  return `${value.namespace}.${value.priority}`;
}
