// A word in a small tinted box: a status, a kind, a source.
import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  neutral: 'bg-pressed text-muted',
  accent: 'bg-accent-soft text-accent-strong',
  strong: 'bg-accent text-on-accent',
  good: 'bg-good-soft text-good',
  warning: 'bg-warning-soft text-warning',
  bad: 'bg-bad-soft text-bad',
} as const

/** The tones of a {@link Badge}. */
export type BadgeTone = keyof typeof tones

/** @see BadgeTone */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span className={clsx('inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium', tones[tone])}>
      {children}
    </span>
  )
}
