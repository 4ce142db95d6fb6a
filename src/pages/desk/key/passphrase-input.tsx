import { Checkbox, Field, Input, type InputProps } from '@fluentui/react-components';
import { useState } from 'react';
import { useStrings } from '../strings.ts';

type Props = Omit<InputProps, 'value' | 'onChange' | 'type' | 'defaultValue'> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Six words from paper: hidden from whoever looks along, unless the officer wants to see what they type. */
export function PassphraseInput({ value, onChange, ...field }: Props) {
  const t = useStrings().unlock;
  const [shown, setShown] = useState(false);
  return (
    <div className="passphrase">
      <Input
        {...field}
        size="large"
        type={shown ? 'text' : 'password'}
        value={value}
        onChange={(_, { value: typed }) => onChange(typed)}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={200}
      />
      {/* In a field of its own: else it takes the id of the input beside it. */}
      <Field>
        <Checkbox label={t.show} checked={shown} onChange={(_, { checked }) => setShown(checked === true)} />
      </Field>
    </div>
  );
}
