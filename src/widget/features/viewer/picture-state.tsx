/** What stands in the picture's place, or over it, when something is not as it should be. */
import * as React from 'react';
import { useModel } from '../../model';
import { Button, Icon } from '../../ui';

export function BrokenPicture(props: {
  filepath: string;
  message: string;
  onRetry(): void;
}): JSX.Element {
  const { filepath, message, onRetry } = props;
  return (
    <div className="lunette-Viewer-message" role="alert">
      <Icon name="picture" />
      <p className="lunette-Viewer-messageText">{message}</p>
      {filepath !== '' && <p className="lunette-Viewer-path">{filepath}</p>}
      <Button icon="retry" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

export function SampleError({
  message,
  onClose
}: {
  message: string;
  onClose(): void;
}): JSX.Element {
  return (
    <div className="lunette-Viewer-note lunette-mod-layer" role="alert">
      <span>{message}</span>
      <Button look="plain" onClick={onClose}>
        Close
      </Button>
    </div>
  );
}

/** The kernel may open a sample that the view leaves out. */
export function NotInView({ id }: { id: string }): JSX.Element {
  const { actions } = useModel();
  return (
    <div className="lunette-Viewer-note lunette-mod-layer" role="status">
      <span>This sample is not in the view.</span>
      <Button
        look="plain"
        onClick={() => {
          actions.setView([]);
          actions.openSample(id);
        }}
      >
        Show all samples
      </Button>
    </div>
  );
}
