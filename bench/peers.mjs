import { createRequire } from 'node:module';
import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangNl } from '@nlpjs/lang-nl';
import { Nlp } from '@nlpjs/nlp';
import lunr from 'lunr';
import MiniSearch from 'minisearch';

const require = createRequire(import.meta.url);
for (const plugin of ['lunr.stemmer.support', 'lunr.nl', 'lunr.multi']) require(`lunr-languages/${plugin}.js`)(lunr);

/** The entries of the texts that were found, each once, best first. */
const entriesOf = (found, texts) => [...new Set(found.map((id) => texts[id].entry))];

/** MiniSearch as it comes: words, OR, no stemming, no typos. */
export function miniSearch(texts) {
  const index = new MiniSearch({ fields: ['text'] });
  index.addAll(texts.map(({ text }, id) => ({ id, text })));
  return (question) =>
    entriesOf(
      index.search(question).map(({ id }) => id),
      texts,
    );
}

/** lunr with its Dutch and English stemmers together. */
export function lunrDutch(texts) {
  const index = lunr(function () {
    this.use(lunr.multiLanguage('en', 'nl'));
    this.ref('id');
    this.field('text');
    for (const [id, { text }] of texts.entries()) this.add({ id, text });
  });
  return (question) => {
    const words = lunr.tokenizer(question).map(String);
    const found = index.query((query) => query.term(words, {}));
    return entriesOf(
      found.map(({ ref }) => Number(ref)),
      texts,
    );
  };
}

/** nlp.js: a classifier for each language, with its own stemmer. */
export async function nlpJs(texts) {
  const container = await containerBootstrap();
  for (const plugin of [Nlp, LangEn, LangNl]) container.use(plugin);
  const nlp = container.get('nlp');
  Object.assign(nlp.settings, { autoSave: false, log: false });
  for (const lang of ['nl', 'en']) nlp.addLanguage(lang);
  for (const { text, entry, lang } of texts) nlp.addDocument(lang, text, entry);
  await nlp.train();
  return async (question, lang) => {
    const { classifications } = await nlp.process(lang, question);
    return classifications.filter(({ intent }) => intent !== 'None').map(({ intent }) => intent);
  };
}
