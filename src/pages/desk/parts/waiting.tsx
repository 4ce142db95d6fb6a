import { Spinner } from '@fluentui/react-components';

/** Something is going on; read out as well as shown. */
export function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="waiting" role="status">
      <Spinner size="small" label={label} />
    </div>
  );
}
