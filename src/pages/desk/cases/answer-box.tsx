import { Button, Checkbox, Field, Textarea } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { LIMITS } from '../../../reports/model.ts';
import type { DeskApi } from '../api.ts';
import { useAnnounce } from '../parts/announce.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import type { Vault } from '../vault/vault.ts';
import { AnswerSent, type Sent } from './answer-sent.tsx';
import type { Drafts } from './drafts.ts';
import type { ShownCase } from './shown-case.ts';
import { useAnswer } from './use-answer.ts';

export type AnswerProps = {
  readonly shown: ShownCase;
  readonly api: DeskApi;
  readonly vault: Vault;
  readonly drafts: Drafts;
  /** How often the officer asked how things are now. */
  readonly refreshes: number;
  /** Reads the case again and gives it, or undefined when that did not work. */
  readonly onSent: () => Promise<ShownCase | undefined>;
};

/** From this many characters left, the box counts them down. */
const COUNT_FROM = 500;

/** Where the officer answers the reporter. Whatever goes wrong, the text stays. */
export function AnswerBox(props: AnswerProps) {
  const strings = useStrings();
  const t = strings.answer;
  const announce = useAnnounce();
  const [sent, setSent] = useState<Sent>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refresh makes it old news
  useEffect(() => setSent(undefined), [props.refreshes]);
  const { contact } = props.shown.opened;
  const nudgeTo = typeof contact === 'object' && contact.ok ? contact.value.nudge : '';
  const answer = useAnswer(props, nudgeTo, (nudged) => {
    announce(nudged === false ? `${t.sent} ${t.nudge.failed}` : t.sent);
    setSent({ nudged });
  });
  const { text, state, trouble, unsure } = answer;
  const left = LIMITS.message - text.trim().length;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (left < 0) return;
    setSent(undefined);
    void answer.send();
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
              setSent(undefined);
              answer.setText(value);
            }}
          />
        </Field>
        {nudgeTo !== '' && (
          <Field hint={t.nudge.hint}>
            <Checkbox
              label={t.nudge.label}
              disabled={state === 'sending'}
              checked={answer.nudge}
              onChange={(_, { checked }) => answer.setNudge(checked === true)}
            />
          </Field>
        )}
        {trouble && (
          <Problem
            trouble={trouble}
            title={unsure ? t.unsure : t.failed}
            {...(unsure && { text: t.unknown })}
            {...(trouble.kind === 'signed-out' && { onRetry: submit })}
          />
        )}
        {answer.already && <p role="alert">{t.already}</p>}
        {state === 'sending' && <Waiting label={t.sending} />}
        {sent && <AnswerSent {...sent} />}
        <div className="buttons">
          <Button type="submit" appearance="primary" disabledFocusable={state === 'sending' || left < 0}>
            {unsure ? t.resend : t.send}
          </Button>
        </div>
      </form>
    </section>
  );
}
