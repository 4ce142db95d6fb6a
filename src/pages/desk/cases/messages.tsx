import { fill } from '../../../locales/index.ts';
import type { Message } from '../../../reports/wire.ts';
import { Icon } from '../parts/icons.tsx';
import { useDay, useStrings } from '../strings.ts';
import type { Opened, OpenedMessage } from '../vault/calls.ts';
import { Damaged } from './damaged.tsx';

type Props = {
  readonly messages: readonly Message[];
  /** In the same order. */
  readonly opened: readonly Opened<OpenedMessage>[];
};

/** The answers that were sent, each with the officer whose signature it really bears. */
export function Messages({ messages, opened }: Props) {
  const t = useStrings();
  const day = useDay();
  return (
    <section aria-labelledby="messages-title">
      <h3 id="messages-title">{t.messages.title}</h3>
      {messages.length === 0 && <p className="subtle">{t.messages.none}</p>}
      <ol className="messages">
        {messages.map((message, place) => (
          <li key={message.id}>
            <p className="subtle">{day(message.day)}</p>
            <MessageText opened={opened[place]} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function MessageText({ opened }: { readonly opened: Opened<OpenedMessage> | undefined }) {
  const t = useStrings();
  if (!opened?.ok) return <Damaged title={t.damaged.message} why={opened?.why ?? 'cannot-open'} />;
  const { text, from } = opened.value;
  return (
    <>
      <p className="written">{text}</p>
      {from === undefined ? (
        <p className="forged">{t.messages.forged}</p>
      ) : (
        <p className="genuine">
          <Icon name="genuine" /> {fill(t.messages.genuine, { name: from })}
        </p>
      )}
    </>
  );
}
