import { Button, Field, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { type CaseId, LIMITS } from '../../../reports/model.ts';
import type { CaseFile } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { useAnnounce } from '../parts/announce.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import type { Vault } from '../vault/vault.ts';
import type { Drafts } from './drafts.ts';
import { useAnswer } from './use-answer.ts';

export type AnswerProps = {
  readonly id: CaseId;
  readonly api: DeskApi;
  readonly vault: Vault;
  readonly replyTo: string;
  readonly drafts: Drafts;
  /** Reads the case again and gives it, or undefined when that did not work. */
  readonly onSent: () => Promise<CaseFile | undefined>;
};

/** From this many characters left, the box counts them down. */
const COUNT_FROM = 500;

/** Where the officer answers the reporter. Whatever goes wrong, the text stays. */
export function AnswerBox(props: AnswerProps) {
  const strings = useStrings();
  const t = strings.answer;
  const announce = useAnnounce();
  const [sent, setSent] = useState(false);
  const { text, setText, state, trouble, unsure, already, send } = useAnswer(props, () => {
    announce(t.sent);
    setSent(true);
  });
  const left = LIMITS.message - text.trim().length;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (left < 0) return;
    setSent(false);
    void send();
  };

  return (
    <section aria-labelledby="answer-title">
      <h3 id="answer-title">{t.title}</h3>
      <form onSubmit={submit}>
        <Field
          label={t.label}
          hint={left <= COUNT_FROM && left >= 0 ? `${t.hint} ${fill(t.left, { count: left })}` : t.hint}
          {...(left < 0 && { validationMessage: fill(t.tooLong, { count: -left }) })}
          {...(state === 'missing' && { validationMessage: t.missing })}
        >
          <Textarea
            size="large"
            resize="vertical"
            rows={5}
            readOnly={state === 'sending'}
            value={text}
            onChange={(_, { value }) => {
              setSent(false);
              setText(value);
            }}
          />
        </Field>
        {trouble && (
          <Problem
            trouble={trouble}
            title={unsure ? t.unsure : t.failed}
            {...(unsure && { text: t.unknown })}
            {...(trouble.kind === 'signed-out' && { onRetry: submit })}
          />
        )}
        {already && <p role="alert">{t.already}</p>}
        {state === 'sending' && <Waiting label={t.sending} />}
        {sent && (
          <MessageBar intent="success">
            <MessageBarBody>{t.sent}</MessageBarBody>
          </MessageBar>
        )}
        <div className="buttons">
          <Button type="submit" appearance="primary" disabledFocusable={state === 'sending' || left < 0}>
            {unsure ? t.resend : t.send}
          </Button>
        </div>
      </form>
    </section>
  );
}
