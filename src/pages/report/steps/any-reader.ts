/** The value of the one choice in the built form that stands for any reader. */
export const ANY_READER = '{officer}';
