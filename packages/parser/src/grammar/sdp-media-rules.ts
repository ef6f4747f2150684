import type {
  DataChannel,
  Extmap,
  FileDate,
  FileRange,
  FileSelector,
  Fingerprint,
  FrameSize,
  ImageAttribute,
  ImageRange,
  ImageSet,
  NameValue,
  Rid,
  RtcpFeedback,
  Simulcast,
  SimulcastStreams,
} from '../body/sdp/attribute-values.ts';
import { unescapeUri } from '../uri/unescape-uri.ts';
import { SdpTransportRules } from './sdp-transport-rules.ts';
import type { Rule } from './token-parser.ts';
import { Digits, Slash, Text, Word } from './token-types.ts';

/** Attributes that say what is sent and in which form. */
export abstract class SdpMediaRules extends SdpTransportRules {
  /** `"*" / fmt`, which of RTP is a payload type. RFC 4585 §4.2, RFC 6236 §3.1.1. */
  readonly payloadTypeOrAll: Rule<number | '*'> = this.RULE('payloadTypeOrAll', () => {
    let payloadType: number | '*' = '*';
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Digits);
          payloadType = this.sdpPayloadType();
        },
      },
      {
        ALT: () => {
          this.CONSUME(Word);
          this.expectSdp(this.text() === '*', 'a payload type', '*');
        },
      },
    ]);
    return payloadType;
  });

  /** `rtcp-fb-pt SP rtcp-fb-val`. RFC 4585 §4.2. */
  readonly rtcpFbValue: Rule = this.RULE('rtcpFbValue', () => {
    const params: string[] = [];
    const payloadType = this.SUBRULE(this.payloadTypeOrAll);
    const type = this.SUBRULE(this.nonWsString);
    this.give({ payloadType, type, params } satisfies RtcpFeedback);
    this.MANY(() => {
      const param = this.SUBRULE2(this.nonWsString);
      params.push(param);
    });
  });

  /** `1*5DIGIT [ "/" direction ] SP extensionname [ SP extensionattributes ]`. RFC 8285 §8. */
  readonly extmapValue: Rule = this.RULE('extmapValue', () => {
    let direction: string | undefined;
    this.CONSUME(Digits);
    const id = this.integer();
    this.OPTION(() => {
      this.CONSUME(Slash);
      direction = this.SUBRULE(this.nonWsString);
      this.expectSdp(isDirection(direction), 'sendrecv', 'sendonly', 'recvonly', 'inactive');
    });
    this.CONSUME(Text);
    const { name: uri, value: attributes } = this.namePair(this.text(), ' ');
    this.give({ id, direction, uri, attributes } satisfies Extmap);
  });

  /** `( sc-send [ SP sc-recv ] ) / ( sc-recv [ SP sc-send ] )`. RFC 8853 §5.1. */
  readonly scValue: Rule = this.RULE('scValue', () => {
    let send: SimulcastStreams = [];
    let recv: SimulcastStreams = [];
    this.AT_LEAST_ONE(() => {
      const direction = this.SUBRULE(this.nonWsString);
      this.expectSdp(direction === 'send' || direction === 'recv', 'send', 'recv');
      this.SUBRULE2(this.nonWsString);
      if (direction === 'send') send = this.simulcastStreams(this.text());
      else recv = this.simulcastStreams(this.text());
    });
    this.give({ send, recv } satisfies Simulcast);
  });

  /** `rid-id SP rid-dir [ SP rid-pt-param-list / rid-param-list ]`. RFC 8851 §10. */
  readonly ridSyntax: Rule = this.RULE('ridSyntax', () => {
    let payloadTypes: readonly number[] = [];
    const restrictions: NameValue[] = [];
    const id = this.SUBRULE(this.nonWsString);
    const direction = this.SUBRULE2(this.nonWsString);
    this.expectSdp(direction === 'send' || direction === 'recv', 'send', 'recv');
    this.OPTION(() => {
      this.CONSUME(Text);
      for (const piece of this.text().split(';')) {
        const param = this.namePair(piece.trim(), '=');
        if (param.name === 'pt') payloadTypes = this.numberList(param.value ?? '', ',');
        else restrictions.push(param);
      }
    });
    this.give({ id, direction, payloadTypes, restrictions } satisfies Rid);
  });

  /** `PT 1*WSP attr-list`. RFC 6236 §3.1.1. */
  readonly imageAttr: Rule = this.RULE('imageAttr', () => {
    const payloadType = this.SUBRULE(this.payloadTypeOrAll);
    this.CONSUME(Text);
    this.give(this.imageAttribute(payloadType, this.text()));
  });

  /** `payload-type SP width "-" height`. TS 26.234 §5.3.3.2. */
  readonly framesizeValue: Rule = this.RULE('framesizeValue', () => {
    this.CONSUME(Digits);
    const payloadType = this.sdpPayloadType();
    const size = this.SUBRULE(this.nonWsString);
    const [, width, height] = /^(\d{1,6})-(\d{1,6})$/.exec(size) ?? [];
    this.expectSdp(height !== undefined, 'a width, "-" and a height');
    this.give({ payloadType, width: Number(width ?? 0), height: Number(height ?? 0) } satisfies FrameSize);
  });

  /** `[ selector *( SP selector ) ]`. RFC 5547 §6. */
  readonly fileSelectorValue: Rule = this.RULE('fileSelectorValue', () => {
    const selectors: NameValue[] = [];
    this.MANY(() => {
      this.SUBRULE(this.nonWsString);
      const text = this.text();
      selectors.push(this.namePair(text, ':'));
      this.expectSdp(
        /^(?:name:"[^"]+"|size:\d+|type:.+|hash:[^:]+:.+)$/.test(text),
        'name:"…"',
        'size:',
        'type:',
        'hash:',
      );
    });
    this.give(fileSelector(selectors));
  });

  /** `date-param *( SP date-param )`. RFC 5547 §6. */
  readonly fileDateValue: Rule = this.RULE('fileDateValue', () => {
    const dates: NameValue[] = [];
    this.AT_LEAST_ONE(() => {
      this.SUBRULE(this.nonWsString);
      const text = this.text();
      dates.push(this.namePair(text, ':'));
      this.expectSdp(
        /^(?:creation|modification|read):"[^"]+"$/.test(text),
        'creation:"…"',
        'modification:"…"',
        'read:"…"',
      );
    });
    const date = (wanted: string): string | undefined => quotedText(dates, wanted);
    const value = { creation: date('creation'), modification: date('modification'), read: date('read') };
    this.give(value satisfies FileDate);
  });

  /** `start-offset "-" ( integer / "*" )`. RFC 5547 §6. */
  readonly fileRangeValue: Rule = this.RULE('fileRangeValue', () => {
    const text = this.SUBRULE(this.nonWsString);
    const [, start, stop] = /^(\d{1,15})-(\d{1,15}|\*)$/.exec(text) ?? [];
    this.expectSdp(stop !== undefined, 'two offsets, the second of which may be *');
    const range = { start: Number(start ?? 1), stop: stop === undefined || stop === '*' ? undefined : Number(stop) };
    this.give(range satisfies FileRange);
  });

  /** `dcmap-stream-id [ SP dcmap-opt *( ";" dcmap-opt ) ]`. RFC 8864 §5.1. */
  readonly dcmapValue: Rule = this.RULE('dcmapValue', () => {
    let options: readonly NameValue[] = [];
    this.CONSUME(Digits);
    const streamId = this.integer();
    this.OPTION(() => {
      this.CONSUME(Text);
      options = this.textPieces(this.text(), ';').map((piece) => this.namePair(piece.trim(), '='));
      const areRight = options.every(({ name, value }) => isDataChannelOption(name, value ?? ''));
      this.expectSdp(areRight, 'ordered=', 'subprotocol="…"', 'label="…"', 'max-retr=', 'max-time=', 'priority=');
    });
    this.give(dataChannel(streamId, options));
  });

  /** The payload type consumed last. */
  protected sdpPayloadType(): number {
    const payloadType = this.integer();
    if (payloadType > 127) this.reportFew('sdp-payload-type');
    return payloadType;
  }

  /** `sc-alt-list *( ";" sc-alt-list )`, each `[ "~" ] rid-id *( "," … )`. */
  protected simulcastStreams(text: string): SimulcastStreams {
    return text.split(';').map((formats) =>
      formats.split(',').map((format) => {
        const paused = format.startsWith('~');
        const rid = paused ? format.substring(1) : format;
        this.expectSdp(/^[\w-]+$/.test(rid), 'a rid');
        return { rid, paused };
      }),
    );
  }

  /** `1*WSP` parts `send`, `recv`, `*` and sets in brackets. */
  protected imageAttribute(payloadType: number | '*', text: string): ImageAttribute {
    const found: { send: ImageSet[] | '*'; recv: ImageSet[] | '*' } = { send: [], recv: [] };
    let direction: 'send' | 'recv' | undefined;
    for (const word of text.split(/[ \t]/)) {
      if (word === '') continue;
      const sets: ImageSet[] | '*' | undefined = direction && found[direction];
      if (word === 'send' || word === 'recv') direction = word;
      else if (word === '*' && direction !== undefined) found[direction] = '*';
      else if (Array.isArray(sets) && word.startsWith('[') && word.endsWith(']')) sets.push(this.imageSet(word));
      else this.expectSdp(false, 'send', 'recv', '*', 'a set in brackets');
    }
    this.expectSdp(found.send.length + found.recv.length > 0, 'a set in brackets', '*');
    return { payloadType, ...found };
  }

  /** `"[" "x=" xyrange "," "y=" xyrange *( "," key-value ) "]"` */
  protected imageSet(text: string): ImageSet {
    const pairs = this.textPieces(text.substring(1, text.length - 1), ',').map((piece) => this.namePair(piece, '='));
    const range = (wanted: string): ImageRange =>
      this.imageRange(pairs.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '');
    const params = pairs.filter(({ name }) => !/^[xy]$/i.test(name));
    return { x: range('x'), y: range('y'), params };
  }

  /** `xyvalue`, `"[" xyvalue 1*( "," xyvalue ) "]"` or `"[" xyvalue ":" [ step ":" ] xyvalue "]"` */
  protected imageRange(text: string): ImageRange {
    const [, min, step, max] = /^\[(\d{1,9}):(?:(\d{1,9}):)?(\d{1,9})\]$/.exec(text) ?? [];
    if (max !== undefined)
      return { min: Number(min), step: step === undefined ? undefined : Number(step), max: Number(max) };
    return this.numberList(text.startsWith('[') && text.endsWith(']') ? text.substring(1, text.length - 1) : text, ',');
  }
}

function isDirection(text: string): boolean {
  return /^(?:sendrecv|sendonly|recvonly|inactive)$/.test(text);
}

function isDataChannelOption(name: string, value: string): boolean {
  if (name === 'ordered') return value === 'true' || value === 'false';
  if (name === 'subprotocol' || name === 'label') return /^"[^"]*"$/.test(value);
  return /^(?:max-retr|max-time|priority)$/.test(name) && /^\d{1,10}$/.test(value);
}

function dataChannel(streamId: number, options: readonly NameValue[]): DataChannel {
  const text = (wanted: string): string | undefined => options.find(({ name }) => name === wanted)?.value;
  const number = (wanted: string): number | undefined => {
    const digits = text(wanted) ?? '';
    return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
  };
  return {
    streamId,
    subprotocol: quotedText(options, 'subprotocol'),
    label: quotedText(options, 'label'),
    ordered: text('ordered') !== 'false',
    maxRetransmits: number('max-retr'),
    maxTimeMs: number('max-time'),
    priority: number('priority'),
  };
}

function fileSelector(selectors: readonly NameValue[]): FileSelector {
  const hashes: Fingerprint[] = [];
  for (const { name, value = '' } of selectors) {
    const colon = value.indexOf(':');
    if (name === 'hash' && colon > 0)
      hashes.push({ hash: value.substring(0, colon), fingerprint: value.substring(colon + 1) });
  }
  const text = (wanted: string): string | undefined => selectors.find(({ name }) => name === wanted)?.value;
  const size = text('size') ?? '';
  return {
    name: quotedText(selectors, 'name'),
    size: /^\d{1,15}$/.test(size) ? Number(size) : undefined,
    type: text('type'),
    hashes,
  };
}

/** A value without its quotes, and with the escapes `%xx` read. */
function quotedText(pairs: readonly NameValue[], wanted: string): string | undefined {
  const value = pairs.find(({ name }) => name === wanted)?.value;
  return value === undefined ? undefined : unescapeUri(value.replace(/^"/, '').replace(/"$/, ''));
}
