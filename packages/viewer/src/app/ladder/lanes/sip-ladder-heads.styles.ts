import { css, type CSSResultGroup } from 'lit';
import { laneColourRules } from './lane-colours.ts';

export const headStyles: CSSResultGroup = [
  laneColourRules,
  css`
    .lane {
      position: absolute;
      top: 0;
      height: 43px;
      min-height: 0;
      display: flex;
      flex-direction: column;
      justify-content: center;
      align-items: center;
      gap: 0;
      padding: 0 4px;
      border: 0;
      border-radius: 0;
      overflow: hidden;
      touch-action: pan-x pan-y;
      cursor: grab;
    }
    .lane[class*='colour-'] {
      box-shadow: inset 0 3px var(--lane);
    }
    .lane.moving {
      z-index: 1;
      background: var(--hover);
      cursor: grabbing;
      opacity: 0.9;
    }
    .lane bdi {
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .lane-name {
      font-weight: 600;
      line-height: 18px;
    }
    .address {
      font: 11.5px/16px var(--mono);
      color: var(--quiet);
    }
    @media (forced-colors: active) {
      .lane[class*='colour-'] {
        border-top: 3px double CanvasText;
      }
    }
  `,
];
