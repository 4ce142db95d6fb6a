/** A phrasing of an entry. */
export type Text = { readonly entry: string; readonly lang: string; readonly text: string };
/** Ids of entries for a question, best first. */
export type Search = (question: string, lang: string) => readonly string[] | Promise<readonly string[]>;

export function miniSearch(texts: readonly Text[]): Search;
export function lunrDutch(texts: readonly Text[]): Search;
export function nlpJs(texts: readonly Text[]): Promise<Search>;
