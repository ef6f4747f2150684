import { HeaderRules } from './header-rules.ts';
import { quotedUri } from './extension-forms.ts';
import { LazyUri } from './lazy-uri.ts';
import { formOf, type ParameterForm, type ParameterForms } from './parameter-form.ts';
import type { Rule } from './token-parser.ts';
import { Semi } from './token-types.ts';

/** What the header fields of the extensions share: values and parameters of a form, URIs with brackets and without. */
export abstract class FormRules extends HeaderRules {
  /** The forms that `formedParams` asks of the parameters. */
  protected forms: ParameterForms = new Map();

  /** The URIs within the value being read, those of addresses apart. */
  protected uris: LazyUri[] = [];

  /** `*( SEMI generic-param )`, those of the table in their forms. */
  readonly formedParams: Rule = this.RULE('formedParams', () => {
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.genericParam);
      this.checkFormed();
    });
  });

  /** `name-addr` alone; without brackets it is taken and reported. */
  readonly bracketedAddress: Rule = this.RULE('bracketedAddress', () => {
    const first = this.currIdx + 1;
    this.SUBRULE(this.address);
    if (this.isUri(first)) this.reportInstead('name-addr-brackets');
  });

  /** `addr-spec` alone; brackets round it are taken and reported. */
  readonly bareUri: Rule = this.RULE('bareUri', () => {
    const first = this.currIdx + 1;
    this.SUBRULE(this.address);
    if (!this.isUri(first)) this.reportFrom(first, 'addr-spec-bare');
  });

  /** Reports the token consumed last where it is not of the form. */
  protected checkValue(form: ParameterForm): void {
    if (this.currIdx >= 0 && !form.accepts(this.text(), false)) this.report('value-form', `expected ${form.form}`);
  }

  /** Checks the parameter read last against `forms`; what is no token but of its form is right. */
  protected checkFormed(): void {
    const param = this.params[this.params.length - 1];
    const last = this.diagnostics[this.diagnostics.length - 1];
    const form = param === undefined ? undefined : formOf(this.forms, param.name);
    if (form === quotedUri && form.accepts(param?.value, param?.quoted === true)) this.noteUri(1);
    const isLoose = last?.code === 'parameter-value' && last.span[0] === this.tokens.starts[this.currIdx];
    if (isLoose && form?.accepts(param?.value, false) === true) this.diagnostics.pop();
    else this.checkForm(form);
  }

  /** The list of URIs of a value that begins. */
  protected newUris(): LazyUri[] {
    this.uris = [];
    return this.uris;
  }

  /** Notes the token consumed last, but for so many bytes at its ends, as a URI within the value. */
  protected noteUri(margin: number): void {
    const [start, end] = this.spanFrom(this.currIdx);
    this.uris.push(
      new LazyUri([start + margin, Math.max(end - margin, start + margin)], this.tokens.source, this.readUri),
    );
  }
}
