/** A few lines of Python with a button that copies them. */
import * as React from 'react';
import { IconButton } from './button';
import { copyText } from './copy-text';

export function CopyableCode({ code }: { code: string }): JSX.Element {
  const [copied, setCopied] = React.useState(false);
  const copy = (): void => {
    void copyText(code).then(done => {
      setCopied(done);
      setTimeout(() => setCopied(false), 2000);
    });
  };
  return (
    <div className="lunette-Code">
      <pre>{code}</pre>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        label={copied ? 'Copied' : 'Copy'}
        onClick={copy}
      />
    </div>
  );
}
