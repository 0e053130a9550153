/** An error in a panel stays in that panel, with what happened and a way on. */
import * as React from 'react';
import { Button } from './button';

interface IErrorBoundaryProps {
  /** What the panel is called, as in “The sidebar could not be shown.” */
  name: string;
  children: React.ReactNode;
}

export class ErrorBoundary extends React.Component<IErrorBoundaryProps, { error: Error | null }> {
  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override state: { error: Error | null } = { error: null };

  override render(): React.ReactNode {
    if (!this.state.error) {
      return this.props.children;
    }
    return (
      <div className="lunette-PanelError" role="alert">
        <p>
          {this.props.name} could not be shown: {this.state.error.message}
        </p>
        <Button icon="retry" onClick={() => this.setState({ error: null })}>
          Try again
        </Button>
      </div>
    );
  }
}
