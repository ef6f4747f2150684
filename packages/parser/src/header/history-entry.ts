import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterNumber, parameterValue } from './parameter.ts';

/** One target a request was sent to on its way. RFC 7044 §5; RFC 4244 §4.1. */
export class HistoryEntry extends LazyAddress {
  /** Its place in the tree of all targets, as written: `1.2` is the second target `1` was changed to. */
  get index(): string | undefined {
    return parameterValue(this.params, 'index');
  }

  /** The entry whose target was registered as contact of the one named here. */
  get rc(): string | undefined {
    return parameterValue(this.params, 'rc');
  }

  /** The entry from whose target this was mapped: another user. */
  get mp(): string | undefined {
    return parameterValue(this.params, 'mp');
  }

  /** The entry whose target was left as it was. */
  get np(): string | undefined {
    return parameterValue(this.params, 'np');
  }

  /** Why the call was diverted here: the URI parameter `cause`. RFC 4458 §2, RFC 8119, RFC 7544. */
  get cause(): number | undefined {
    return this.uri?.kind === 'sip' ? parameterNumber(this.uri.params, 'cause') : undefined;
  }
}
