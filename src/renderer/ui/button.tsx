// A push button in five weights; it can say that its work is under way without changing its width.
import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Spinner } from './spinner.tsx'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong active:bg-accent-strong border-transparent',
  secondary: 'bg-raised text-ink border-line-strong hover:bg-sunken active:bg-pressed shadow-low',
  ghost: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink active:bg-pressed',
  link: 'bg-transparent text-accent border-transparent hover:bg-hover hover:text-accent-strong active:bg-pressed',
  danger: 'bg-raised text-bad border-line-strong hover:bg-bad-soft hover:border-bad active:bg-bad-soft',
} as const

const sizes = { small: 'h-7 px-2.5 text-sm gap-1.5', medium: 'h-8 px-3 gap-2', large: 'h-10 px-4 text-md gap-2' } as const

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  icon?: ReactNode
  isBusy?: boolean
}

/** A button. While `isBusy` it keeps the focus but does nothing. */
export function Button({
  look = 'secondary',
  size = 'medium',
  icon,
  isBusy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-colors',
        'disabled:pointer-events-none disabled:opacity-45',
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  )
}
