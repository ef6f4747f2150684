import { html, nothing, type TemplateResult } from 'lit';
import type { BodyFact, SdpCodecDetail, SdpDetail, SdpMediaDetail } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { bodyWords } from './body-words.ts';
import { placeButton, type Places } from './place-button.ts';

/** A session description: what is said of the session, then a row a medium. Every cell lights its place in the text. */
export function drawSdp({ session, media, moreMedia }: SdpDetail, places: Places): TemplateResult {
  return html`
    <ul class="session" aria-label=${bodyWords.session}>
      ${session.facts.map((fact) => html`<li>${drawNamed(fact, places)}</li>`)}
      ${session.more === undefined ? nothing : html`<li class="quiet">${bodyWords.moreFacts(session.more)}</li>`}
    </ul>
    ${
      media.length === 0
        ? nothing
        : html`<table class="sdp">
            <thead>
              <tr>
                ${[bodyWords.medium, bodyWords.where, bodyWords.direction, bodyWords.codecs, bodyWords.rest].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${media.map((medium) => drawMedia(medium, places))}
            </tbody>
          </table>`
    }
    ${moreMedia === undefined ? nothing : html`<p class="quiet">${bodyWords.moreMedia(moreMedia)}</p>`}
  `;
}

function drawMedia(medium: SdpMediaDetail, places: Places): TemplateResult {
  const { kind, mid, address, port, refused, protocol, direction, codecs, moreCodecs, facts, moreFacts } = medium;
  return html`<tr class=${refused === true ? 'refused' : ''}>
    <td data-column=${bodyWords.medium}>
      <b>${placeButton(kind.value, kind.span, places)}</b>
      ${refused === true ? html`<span class="off">${bodyWords.refused}</span>` : nothing}
      ${mid === undefined ? nothing : html`<div>${drawNamed(mid, places)}</div>`}
      <div class="mono">${placeButton(protocol.value, protocol.span, places)}</div>
    </td>
    <td data-column=${bodyWords.where} class="mono">
      ${address === undefined ? nothing : placeButton(address.value, address.span, places)}
      <div>${placeButton(port.value, port.span, places)}</div>
    </td>
    <td data-column=${bodyWords.direction} class="mono">${placeButton(direction.value, direction.span, places)}</td>
    <td data-column=${bodyWords.codecs}>
      <ul>
        ${codecs.map((codec) => html`<li>${drawCodec(codec, places)}</li>`)}
        ${moreCodecs === undefined ? nothing : html`<li class="quiet">${bodyWords.moreFacts(moreCodecs)}</li>`}
      </ul>
    </td>
    <td data-column=${bodyWords.rest}>
      <ul>
        ${facts.map((fact) => html`<li>${drawNamed(fact, places)}</li>`)}
        ${moreFacts === undefined ? nothing : html`<li class="quiet">${bodyWords.moreFacts(moreFacts)}</li>`}
      </ul>
    </td>
  </tr>`;
}

function drawCodec({ format, name, span, parameters, parametersSpan }: SdpCodecDetail, places: Places): TemplateResult {
  return html`<span class="mono">${placeButton(name === undefined ? format : `${format} ${name}`, span, places)}</span>
    ${name === undefined && /^\d+$/.test(format) ? html`<span class="quiet">${bodyWords.unnamed}</span>` : nothing}
    ${
      parameters === undefined
        ? nothing
        : html`<div class="mono quiet">${placeButton(parameters, parametersSpan, places)}</div>`
    }`;
}

function drawNamed({ name, value, meaning, span }: BodyFact, places: Places): TemplateResult {
  const isFlag = value === 'yes';
  return html`<span class="named">
    ${isFlag ? nothing : html`<span class="quiet">${label(name, 60)}</span>`}
    <span class="mono">${placeButton(isFlag ? name : value, span, places, 160)}</span>
    ${meaning === undefined ? nothing : html`<span class="quiet meaning">${label(meaning, 160)}</span>`}
  </span>`;
}
