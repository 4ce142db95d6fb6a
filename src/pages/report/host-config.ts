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
const font = (fontFamily: string, fontSizes: Sizes) => ({
  fontFamily,
  fontSizes,
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
});

type Sizes = Readonly<Record<'small' | 'default' | 'medium' | 'large' | 'extraLarge', number>>;
/** In pixels. */
type Measures = {
  readonly spacing: Sizes & { readonly padding: number };
  readonly fontSizes: Sizes;
  readonly lineHeights: Sizes;
};

/** The colours are those of shared/tokens.css, so that light and dark are decided in one place. */
const configOf = ({ spacing, fontSizes, lineHeights }: Measures) =>
  new HostConfig({
    supportsInteractivity: true,
    spacing,
    separator: { lineThickness: 1, lineColor: 'var(--line)' },
    fontTypes: { default: font('inherit', fontSizes), monospace: font('ui-monospace, monospace', fontSizes) },
    lineHeights,
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
      buttonSpacing: spacing.small,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      allowTitleToWrap: true,
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' } },
    textBlock: { headingLevel: 2 },
  });

/** How cards look here. */
export const hostConfig = configOf({
  spacing: { small: 6, default: 18, medium: 28, large: 36, extraLarge: 44, padding: 16 },
  fontSizes: { small: 15, default: 17, medium: 18, large: 26, extraLarge: 30 },
  lineHeights: { small: 22, default: 27, medium: 28, large: 34, extraLarge: 38 },
});

/** For much to read at once: as much as possible stands on one screen of a phone. */
export const compactConfig = configOf({
  spacing: { small: 8, default: 12, medium: 14, large: 20, extraLarge: 24, padding: 14 },
  fontSizes: { small: 14, default: 15, medium: 15, large: 21, extraLarge: 24 },
  lineHeights: { small: 20, default: 21, medium: 21, large: 28, extraLarge: 32 },
});
