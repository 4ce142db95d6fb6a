import { fill } from '../../../locales/index.ts';
import { Icon } from '../parts/icons.tsx';
import { type DeskStrings, useDay, useStrings } from '../strings.ts';
import type { OpenedCase, OpenedMessage } from '../vault/calls.ts';

type Props = Pick<OpenedCase, 'messages' | 'receipt'>;

/** The conversation, both sides, in the order in which it was written, each with whose signature it really bears. */
export function Messages({ messages, receipt }: Props) {
  const t = useStrings().messages;
  const day = useDay();
  return (
    <section aria-labelledby="messages-title">
      <h3 id="messages-title">{t.title}</h3>
      {messages.length === 0 && <p className="subtle">{t.none}</p>}
      <ol className="messages">
        {messages.map((message) => (
          <li key={message.id} data-from={message.from}>
            <p className="subtle">
              <strong>{writerOf(message, t)}</strong> · {day(message.day)}
            </p>
            <MessageText message={message} receipt={receipt} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who wrote it; of a message that nobody signed only who it would be from. */
function writerOf({ kind, from, by }: OpenedMessage, t: DeskStrings['messages']): string {
  if (kind !== 'genuine') return t.claimed[from];
  return from === 'reporter' ? t.reporter : (by ?? t.former);
}

type TextProps = { readonly message: OpenedMessage } & Pick<Props, 'receipt'>;

function MessageText({ message, receipt }: TextProps) {
  const t = useStrings().messages;
  if (message.kind !== 'genuine') return <p className="forged">{t[message.kind][message.from]}</p>;
  // What the reporter signed is only as true as the receipt, which the report would have to name.
  const unproven = message.from === 'reporter' && receipt !== 'genuine';
  const mark =
    message.from === 'reporter' ? t.genuine.reporter : fill(t.genuine.officer, { name: message.by ?? t.formerBy });
  return (
    <>
      {message.gap && <p className="forged">{t.gap}</p>}
      <p className="written">{message.text}</p>
      {unproven ? (
        <p className="forged">{t.unproven}</p>
      ) : (
        <p className="genuine">
          <Icon name="genuine" /> {mark}
        </p>
      )}
    </>
  );
}
