import { Field, Select } from '@fluentui/react-components';

type Props<T extends string | number> = {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
};

/** One thing to choose from a short list. The browser's own control: it works with every keyboard and reader. */
export function Choice<T extends string | number>({ label, value, choices, onChoose }: Props<T>) {
  return (
    <Field label={label}>
      <Select
        value={value}
        onChange={(_, chosen) => {
          const choice = choices.find((one) => `${one.value}` === chosen.value);
          if (choice) onChoose(choice.value);
        }}
      >
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
