import type { CSeq } from '../header/cseq.ts';
import { DeltaParams, RetryAfter, SessionExpires } from '../header/delta-params.ts';
import { Replaces, TargetDialog } from '../header/dialog-id.ts';
import { hasParameter } from '../header/parameter.ts';
import { unfold } from '../text/source-text.ts';
import { AuthRules } from './auth-rules.ts';
import { joinForms, replacesForms, retryForms, seForms, tdForms } from './dialog-forms.ts';
import type { Rule } from './token-parser.ts';
import { CallIdWord, Comma, Comment, Digits, Semi, Token } from './token-types.ts';

/** What names dialogs, orders their requests and says how long things last. RFC 3261 §25.1 unless said otherwise. */
export abstract class DialogRules extends AuthRules {
  /** `word [ "@" word ]` */
  readonly callid: Rule<string> = this.RULE('callid', () => {
    this.CONSUME(CallIdWord);
    const callId = this.text();
    this.checkAt(callId);
    return callId;
  });

  /** `callid`, alone. RFC 3261 §20.8. */
  readonly callIdValue: Rule = this.RULE('callIdValue', () => {
    const callId = this.SUBRULE(this.callid);
    this.give(callId);
  });

  /** `callid *( COMMA callid )`: In-Reply-To. */
  readonly callids: Rule = this.RULE('callids', () => {
    const callId = this.SUBRULE(this.callid);
    this.give(callId);
    this.MANY(() => {
      this.CONSUME(Comma);
      const next = this.SUBRULE2(this.callid);
      this.give(next);
    });
  });

  /** `callid *( SEMI ( to-tag / from-tag / early-flag / generic-param ) )`. RFC 3891 §6.1. */
  readonly replaces: Rule = this.RULE('replaces', () => {
    const callId = this.SUBRULE(this.callid);
    this.give(new Replaces(callId, this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(replacesForms);
    });
    this.checkTags('to-tag', 'from-tag');
  });

  /** `callid *( SEMI ( to-tag / from-tag / generic-param ) )`. RFC 3911 §7.1. */
  readonly join: Rule = this.RULE('join', () => {
    const callId = this.SUBRULE(this.callid);
    this.give(new Replaces(callId, this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(joinForms);
    });
    this.checkTags('to-tag', 'from-tag');
  });

  /** `callid *( SEMI ( remote-param / local-param / generic-param ) )`. RFC 4538 §7. */
  readonly targetDialog: Rule = this.RULE('targetDialog', () => {
    const callId = this.SUBRULE(this.callid);
    this.give(new TargetDialog(callId, this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(tdForms);
    });
    this.checkTags('remote-tag', 'local-tag');
  });

  /** `1*DIGIT LWS Method` */
  readonly cseq: Rule = this.RULE('cseq', () => {
    const cseq = this.SUBRULE(this.cseqValue);
    this.give(cseq);
  });

  readonly cseqValue: Rule<CSeq> = this.RULE('cseqValue', () => {
    this.CONSUME(Digits);
    const numberText = this.text();
    const number = this.uint32();
    this.CONSUME(Token);
    return { number, numberText, method: this.text() };
  });

  /** `response-num LWS CSeq-num LWS Method`. RFC 3262 §7.2. */
  readonly rack: Rule = this.RULE('rack', () => {
    this.CONSUME(Digits);
    const responseNumberText = this.text();
    const responseNumber = this.uint32();
    const cseq = this.SUBRULE(this.cseqValue);
    this.give({ responseNumber, responseNumberText, cseq });
  });

  /** `delta-seconds *( SEMI refresher-param / generic-param )`. RFC 4028 §4. */
  readonly sessionExpires: Rule = this.RULE('sessionExpires', () => {
    this.CONSUME(Digits);
    this.give(new SessionExpires(this.uint32(), this.text(), this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(seForms);
    });
  });

  /** `delta-seconds *( SEMI generic-param )`. RFC 4028 §5. */
  readonly minSe: Rule = this.RULE('minSe', () => {
    this.CONSUME(Digits);
    this.give(new DeltaParams(this.uint32(), this.text(), this.newParams()));
    this.SUBRULE(this.genericParams);
  });

  /** `delta-seconds [ comment ] *( SEMI retry-param )` */
  readonly retryAfter: Rule = this.RULE('retryAfter', () => {
    this.CONSUME(Digits);
    const value = new RetryAfter(this.uint32(), this.text(), this.newParams());
    this.give(value);
    this.OPTION(() => {
      this.CONSUME(Comment);
      value.comment = unfold(this.text());
    });
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkRepeated();
      this.checkParam(retryForms);
    });
  });

  /** Reports a name of a dialog without a parameter of each of the two names; one that stands twice has been reported. */
  protected checkTags(one: string, other: string): void {
    if (this.currIdx >= 0 && !(hasParameter(this.params, one) && hasParameter(this.params, other)))
      this.report('dialog-tags', `${one}, ${other}`);
  }

  /** Reports the `@` of the Call-ID consumed last, which is ASCII, that has no word before or behind it, or is the second. */
  protected checkAt(callId: string): void {
    const at = callId.indexOf('@');
    if (at === -1 || this.currIdx < 0) return;
    const second = callId.indexOf('@', at + 1);
    if (second === -1 && at > 0 && at < callId.length - 1) return;
    const place = this.tokens.starts[this.currIdx]! + (at === 0 || second === -1 ? at : second);
    this.diagnostics.push({ code: 'call-id-at', span: [place, place + 1] });
  }
}
