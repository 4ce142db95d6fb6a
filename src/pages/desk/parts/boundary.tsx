import { Component, type ReactNode } from 'react';

type Props = {
  readonly children: ReactNode;
  /** What to show instead. @param again draws the children anew. */
  readonly instead: (again: () => void) => ReactNode;
};

/** Holds a mistake in drawing one part of the desk, so that the rest stays. Looks at nothing of the error: it may quote a report. */
export class Boundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  readonly again = () => this.setState({ broken: false });
  override render() {
    return this.state.broken ? this.props.instead(this.again) : this.props.children;
  }
}
