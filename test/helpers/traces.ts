/** The ways in which a text can stand somewhere without being sealed, by name. */
export function formsOf(text: string): Map<string, string> {
  const utf16le = Buffer.from(text, 'utf16le');
  const encodings: [string, Buffer][] = [
    ['utf8', Buffer.from(text)],
    ['utf16le', utf16le],
    ['utf16be', Buffer.from(utf16le).swap16()],
  ];
  const forms = encodings.flatMap(([name, bytes]): [string, string][] => [
    [name, bytes.toString('latin1')],
    [`hex of ${name}`, bytes.toString('hex')],
    // Base 64 looks different at each of three offsets; the outer characters depend on the neighbours.
    ...[0, 1, 2].map((offset): [string, string] => {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      return [`base64 of ${name} at ${offset}`, shifted.slice(offset === 0 ? 0 : offset + 1, -1)];
    }),
  ]);
  return new Map([...forms, ['reversed', [...text].reverse().join('')]]);
}

/**
 * Looks for a text in another one.
 *
 * @param sought made of letters and digits, so that no escape can hide it.
 * @returns gives the names of the forms in which it stands there.
 */
export function tracesOf(sought: string): (text: string) => string[] {
  const forms = [...formsOf(sought)].map(
    ([name, form]) => [name, [form, form.toLowerCase(), encodeURIComponent(form)]] as const,
  );
  return (text) => {
    const looks = [text, text.toLowerCase(), text.replaceAll('-', '+').replaceAll('_', '/')];
    return forms.flatMap(([name, written]) =>
      looks.some((look) => written.some((as) => look.includes(as))) ? [name] : [],
    );
  };
}
