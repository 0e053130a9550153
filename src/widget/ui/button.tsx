/** Buttons in the host's look. */
import * as React from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';

interface IButtonProps extends React.ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: IconName;
  /** `plain` shows its box only under the pointer; `accent` is the one next step of a place. */
  look?: 'plain' | 'outlined' | 'accent';
}

export const Button = React.forwardRef<HTMLButtonElement, IButtonProps>(
  ({ icon, look = 'outlined', className, children, ...rest }, ref) => (
    <button
      type="button"
      ref={ref}
      className={classNames('lunette-Button', `lunette-mod-${look}`, className)}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
);
Button.displayName = 'Button';

interface IIconButtonProps extends Omit<IButtonProps, 'children' | 'icon'> {
  icon: IconName;
  /** What it does: the tooltip, and its name for those who do not see it. */
  label: string;
}

/** A square button with an icon only. */
export const IconButton = React.forwardRef<HTMLButtonElement, IIconButtonProps>(
  ({ label, look = 'plain', className, ...rest }, ref) => (
    <Button
      ref={ref}
      look={look}
      className={classNames('lunette-IconButton', className)}
      aria-label={label}
      title={label}
      {...rest}
    />
  )
);
IconButton.displayName = 'IconButton';
