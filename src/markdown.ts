/** Keeps Markdown in a text from outside (a name, a title) from being read as Markdown by the card renderer. */
export const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&').replace(/\s+/g, ' ');
