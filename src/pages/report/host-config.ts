import { HostConfig } from 'adaptivecards';

const ink = { default: 'var(--ink)', subtle: 'var(--ink-soft)' };
const danger = { default: 'var(--danger-ink)', subtle: 'var(--danger-ink)' };
const good = { default: 'var(--accent-ink)', subtle: 'var(--accent-ink)' };
const foregroundColors = {
  default: ink,
  dark: ink,
  light: ink,
  accent: good,
  good,
  warning: danger,
  attention: danger,
};
const style = (backgroundColor: string, borderColor: string) => ({ backgroundColor, borderColor, foregroundColors });
const font = (fontFamily: string) => ({
  fontFamily,
  fontSizes: { small: 15, default: 17, medium: 18, large: 26, extraLarge: 30 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
});

/** How cards look here. The colours are those of shared/tokens.css, so that light and dark are decided in one place. */
export const hostConfig = new HostConfig({
  supportsInteractivity: true,
  spacing: { small: 6, default: 18, medium: 28, large: 36, extraLarge: 44, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontTypes: { default: font('inherit'), monospace: font('ui-monospace, monospace') },
  lineHeights: { small: 22, default: 27, medium: 28, large: 34, extraLarge: 38 },
  containerStyles: {
    default: style('transparent', 'transparent'),
    emphasis: style('var(--tint)', 'transparent'),
    attention: style('var(--danger-tint)', 'transparent'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
  },
  actions: {
    maxActions: 3,
    spacing: 'medium',
    buttonSpacing: 12,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  textStyles: { heading: { size: 'large', weight: 'bolder' } },
  textBlock: { headingLevel: 2 },
});
