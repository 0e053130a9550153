/** The small arrow that folds and unfolds, with what stands beside it. */
import * as React from 'react';
import { classNames, Icon } from '../../ui';

interface IFoldButtonProps {
  open: boolean;
  className?: string;
  /** Name for those who see only the arrow. */
  label?: string;
  title?: string;
  onClick(): void;
  children?: React.ReactNode;
}

export const FoldButton = React.forwardRef<HTMLButtonElement, IFoldButtonProps>(
  ({ open, className, label, title, onClick, children }, ref) => (
    <button
      ref={ref}
      type="button"
      className={classNames('lunette-Fold', className)}
      aria-expanded={open}
      aria-label={label}
      title={title}
      onClick={onClick}
    >
      <span className={classNames('lunette-Fold-arrow', open && 'lunette-mod-open')}>
        <Icon name="forward" />
      </span>
      {children}
    </button>
  )
);
FoldButton.displayName = 'FoldButton';
