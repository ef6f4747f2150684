import type {
  CapabilityDescription,
  Configuration,
  FloorId,
  Msid,
  NameValue,
  NumberedPlace,
  Precondition,
  SdpGroup,
  SsrcGroup,
  TransportCapability,
} from '../body/sdp/attribute-values.ts';
import { maxPort, maxUint32 } from '../text/number-range.ts';
import { SdpRules } from './sdp-rules.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Digits, Text } from './token-types.ts';

const statusTypes: readonly string[] = ['e2e', 'local', 'remote'];
const directionTags: readonly string[] = ['none', 'send', 'recv', 'sendrecv'];
const strengthTags: readonly string[] = ['mandatory', 'optional', 'none', 'failure', 'unknown'];

/** The shapes that attributes of a session description have in common, and those of its grammar of capabilities. */
export abstract class SdpAttributeRules extends SdpRules {
  /** `token`: mid, label, setup … */
  readonly wordValue: Rule = this.RULE('wordValue', () => {
    const word = this.SUBRULE(this.nonWsString);
    this.give(word);
  });

  /** `token *( SP token )`: ice-options, accept-types, path … */
  readonly wordList: Rule = this.RULE('wordList', () => {
    const words: string[] = [];
    this.give(words);
    this.AT_LEAST_ONE(() => {
      const word = this.SUBRULE(this.nonWsString);
      words.push(word);
    });
  });

  /** `token *( "," token )`: content (RFC 4796 §4), csup, creq (RFC 5939 §3.3). */
  readonly commaList: Rule = this.RULE('commaList', () => {
    const words: string[] = [];
    this.give(words);
    const first = this.SUBRULE(this.nonWsString);
    words.push(first);
    this.MANY(() => {
      this.CONSUME(Comma);
      const word = this.SUBRULE2(this.nonWsString);
      words.push(word);
    });
  });

  /** `1*DIGIT` */
  readonly integerValue: Rule = this.RULE('integerValue', () => {
    this.CONSUME(Digits);
    this.give(this.integer());
  });

  /** `non-zero-int-or-real`. RFC 8866 §9. */
  readonly decimalValue: Rule = this.RULE('decimalValue', () => {
    const text = this.SUBRULE(this.nonWsString);
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
    this.expectSdp(value > 0 && Number.isFinite(value), 'a number above 0');
    this.give(value > 0 && Number.isFinite(value) ? value : undefined);
  });

  /** `name[=value] *( SP name[=value] )`: rtcp-xr (RFC 3611 §5.1), ts-refclk and mediaclk (RFC 7273). */
  readonly pairList: Rule = this.RULE('pairList', () => {
    const pairs: NameValue[] = [];
    this.give(pairs);
    this.MANY(() => {
      this.SUBRULE(this.nonWsString);
      pairs.push(this.namePair(this.text(), '='));
    });
  });

  /** `corr-mech *( SP corr-mech )`, each a name or `name:value`. RFC 7195 §5.7. */
  readonly corrMechanisms: Rule = this.RULE('corrMechanisms', () => {
    const pairs: NameValue[] = [];
    this.give(pairs);
    this.AT_LEAST_ONE(() => {
      this.SUBRULE(this.nonWsString);
      pairs.push(this.namePair(this.text(), ':'));
    });
  });

  /** `semantics *( SP identification-tag )`. RFC 5888 §5. */
  readonly groupValue: Rule = this.RULE('groupValue', () => {
    const ids: string[] = [];
    const semantics = this.SUBRULE(this.nonWsString);
    this.give({ semantics, ids } satisfies SdpGroup);
    this.MANY(() => {
      const id = this.SUBRULE2(this.nonWsString);
      ids.push(id);
    });
  });

  /** `semantics *( SP ssrc-id )`. RFC 5576 §10. */
  readonly ssrcGroupValue: Rule = this.RULE('ssrcGroupValue', () => {
    const ssrcs: number[] = [];
    const semantics = this.SUBRULE(this.nonWsString);
    this.give({ semantics, ssrcs } satisfies SsrcGroup);
    this.MANY(() => {
      this.CONSUME(Digits);
      ssrcs.push(this.sdpUint32());
    });
  });

  /** `ssrc-id *( SP ssrc-id )`. RFC 5576 §10. */
  readonly previousSsrcValue: Rule = this.RULE('previousSsrcValue', () => {
    const ssrcs: number[] = [];
    this.give(ssrcs);
    this.AT_LEAST_ONE(() => {
      this.CONSUME(Digits);
      ssrcs.push(this.sdpUint32());
    });
  });

  /** `msid-id [ SP msid-appdata ]`. RFC 8830 §2. */
  readonly msidValue: Rule = this.RULE('msidValue', () => {
    let track: string | undefined;
    const stream = this.SUBRULE(this.nonWsString);
    this.OPTION(() => {
      track = this.SUBRULE2(this.nonWsString);
    });
    this.give({ stream, track } satisfies Msid);
  });

  /** A number and an attribute: ssrc (RFC 5576 §10), dcsa (RFC 8864 §5.2), acap (RFC 5939 §3.4.1). */
  readonly numberedAttribute: Rule = this.RULE('numberedAttribute', () => {
    this.CONSUME(Digits);
    const id = this.sdpUint32();
    this.CONSUME(Text);
    this.give({ id, place: this.tokenSpan() } satisfies NumberedPlace);
  });

  /** `precondition-type SP status-type SP direction-tag`: curr and conf. RFC 3312 §4. */
  readonly statusValue: Rule = this.RULE('statusValue', () => {
    const type = this.SUBRULE(this.nonWsString);
    const status = this.SUBRULE(this.statusType);
    const direction = this.SUBRULE(this.directionTag);
    this.give({ type, strength: undefined, status, direction } satisfies Precondition);
  });

  /** `precondition-type SP strength-tag SP status-type SP direction-tag`: des. RFC 3312 §4. */
  readonly desiredValue: Rule = this.RULE('desiredValue', () => {
    const type = this.SUBRULE(this.nonWsString);
    const strength = this.SUBRULE2(this.nonWsString);
    this.expectSdp(strengthTags.includes(strength), ...strengthTags);
    const status = this.SUBRULE(this.statusType);
    const direction = this.SUBRULE(this.directionTag);
    this.give({ type, strength, status, direction } satisfies Precondition);
  });

  /** `"e2e" / "local" / "remote"` */
  readonly statusType: Rule<string> = this.RULE('statusType', () => {
    const status = this.SUBRULE(this.nonWsString);
    this.expectSdp(statusTypes.includes(status), ...statusTypes);
    return status;
  });

  /** `"none" / "send" / "recv" / "sendrecv"` */
  readonly directionTag: Rule<string> = this.RULE('directionTag', () => {
    const direction = this.SUBRULE(this.nonWsString);
    this.expectSdp(directionTags.includes(direction), ...directionTags);
    return direction;
  });

  /** `trpr-cap-num 1*WSP proto *( 1*WSP proto )`. RFC 5939 §3.4.2. */
  readonly tcapValue: Rule = this.RULE('tcapValue', () => {
    const protos: string[] = [];
    this.CONSUME(Digits);
    this.give({ number: this.sdpUint32(), protos } satisfies TransportCapability);
    this.AT_LEAST_ONE(() => {
      const proto = this.SUBRULE(this.nonWsString);
      protos.push(proto);
    });
  });

  /** `config-number [ 1*WSP pot-cfg-list ]`. RFC 5939 §3.5.1. */
  readonly configValue: Rule = this.RULE('configValue', () => {
    const lists: NameValue[] = [];
    this.CONSUME(Digits);
    const number = this.sdpUint32();
    this.MANY(() => {
      this.SUBRULE(this.nonWsString);
      lists.push(this.namePair(this.text(), '='));
    });
    this.give(this.configuration(number, lists));
  });

  /** `cap-num SP media SP proto 1*( SP fmt )`. RFC 3407 §3.2. */
  readonly cdscValue: Rule = this.RULE('cdscValue', () => {
    const formats: string[] = [];
    this.CONSUME(Digits);
    const number = this.sdpUint32();
    const kind = this.SUBRULE(this.nonWsString);
    const proto = this.SUBRULE2(this.nonWsString);
    this.give({ number, kind, proto, formats } satisfies CapabilityDescription);
    this.AT_LEAST_ONE(() => {
      const format = this.SUBRULE3(this.nonWsString);
      formats.push(format);
    });
  });

  /** `token [ SP "mstrm:" token *( SP token ) ]`; `m-stream:` in RFC 4583. RFC 8856 §5.4. */
  readonly flooridValue: Rule = this.RULE('flooridValue', () => {
    const streams: string[] = [];
    const id = this.SUBRULE(this.nonWsString);
    this.give({ id, streams } satisfies FloorId);
    this.MANY(() => {
      this.SUBRULE2(this.nonWsString);
      const text = this.text();
      this.expectSdp(streams.length > 0 || /^m(?:strm|-stream):./.test(text), 'mstrm:');
      streams.push(streams.length > 0 ? text : text.substring(text.indexOf(':') + 1));
    });
  });

  /** Reports the token consumed last where it is not what it should be. */
  protected expectSdp(isRight: boolean, ...expected: readonly string[]): void {
    // Told once of a token, however many of its pieces are wrong.
    const span = this.tokenSpan();
    if (isRight || this.currIdx < 0 || this.diagnostics.at(-1)?.span[0] === span[0]) return;
    this.reportFew('sdp-attribute-value', `expected ${expected.join(', ')}`);
  }

  /** The number consumed last, which the devices keep in 32 bits. */
  protected sdpUint32(): number {
    const value = this.integer();
    this.expectSdp(value <= maxUint32, `a number up to ${maxUint32}`);
    return value;
  }

  /** The port consumed last; undefined where it is none. */
  protected sdpPort(): number | undefined {
    const port = Number(this.text());
    if (port <= maxPort) return port;
    this.reportFew('sdp-port');
    return undefined;
  }

  /** The place of the token consumed last. */
  protected tokenSpan(): readonly [number, number] {
    return this.currIdx < 0 ? [0, 0] : [this.tokens.starts[this.currIdx]!, this.tokens.ends[this.currIdx]!];
  }

  /** A text in two at the first mark. */
  protected namePair(text: string, mark: string): NameValue {
    const at = text.indexOf(mark);
    return at === -1
      ? { name: text, value: undefined }
      : { name: text.substring(0, at), value: text.substring(at + 1) };
  }

  /** A text in pieces at the mark, where it stands in no quotes and no brackets. */
  protected textPieces(text: string, mark: string): readonly string[] {
    const found: string[] = [];
    let quoted = false;
    let depth = 0;
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character === '"') quoted = !quoted;
      else if (character === '[') depth++;
      else if (character === ']') depth--;
      else if (character === mark && !quoted && depth === 0) {
        found.push(text.substring(from, at));
        from = at + 1;
      }
    }
    found.push(text.substring(from));
    return found;
  }

  /** Numbers parted by a mark; what is none is reported and left out. */
  protected numberList(text: string, mark: string): readonly number[] {
    const found: number[] = [];
    for (const one of text.split(mark)) {
      const isNumber = /^\d{1,15}$/.test(one);
      this.expectSdp(isNumber, 'a number');
      if (isNumber) found.push(Number(one));
    }
    return found;
  }

  /** The lists `a=` and `t=`, and whatever an extension adds. */
  protected configuration(number: number, lists: readonly NameValue[]): Configuration {
    const attributeText = lists.find(({ name }) => name === 'a')?.value ?? '';
    const transportText = lists.find(({ name }) => name === 't')?.value ?? '';
    const [, deletes, rest] = /^-(m|s|ms)(?::(.*)|$)/.exec(attributeText) ?? [];
    const alternatives = deletes === undefined ? attributeText : (rest ?? '');
    const attributes = alternatives === '' ? [] : alternatives.split('|').map((text) => this.attributeList(text));
    const transports = transportText === '' ? [] : this.numberList(transportText, '|');
    return { number, deletes, attributes, transports, lists };
  }

  /** `1,2,[3]`: those in brackets are optional. */
  protected attributeList(text: string): Configuration['attributes'][number] {
    const bracket = text.indexOf('[');
    const mandatory = (bracket === -1 ? text : text.substring(0, bracket)).replace(/,$/, '');
    const optional = bracket === -1 ? '' : text.substring(bracket + 1).replace(/\]$/, '');
    return {
      mandatory: mandatory === '' ? [] : this.numberList(mandatory, ','),
      optional: optional === '' ? [] : this.numberList(optional, ','),
    };
  }
}
