import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import type { Desk } from '../../../reports/wire.ts';
import { useList, useStrings } from '../strings.ts';

/** Says that everything hangs on one passphrase, and what is still missing: a colleague's key or a recovery sheet. */
export function OneKey({ desk: { waiting, school } }: { readonly desk: Desk }) {
  const t = useStrings().robust.oneKey;
  const list = useList();
  const names = (people: readonly { readonly name: string }[]) => ({ names: list(people.map(({ name }) => name)) });
  const missing =
    waiting.length > 0
      ? fill(t.sign, names(waiting))
      : school.withoutKey.length > 0
        ? fill(t.make, names(school.withoutKey))
        : t.appoint;
  return (
    <section className="one-key" aria-label={t.title}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.title}</MessageBarTitle> {t.text} {missing}
        </MessageBarBody>
      </MessageBar>
    </section>
  );
}
