type Props = { readonly words: string; readonly label?: string };

/** Six words, numbered, to write down or to read out. They are Dutch in every language. */
export function Words({ words, label }: Props) {
  return (
    <ol className="words" aria-label={label} lang="nl" translate="no">
      {words.split(' ').map((word, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words never move, and the same word may come twice
        <li key={place}>{word}</li>
      ))}
    </ol>
  );
}
