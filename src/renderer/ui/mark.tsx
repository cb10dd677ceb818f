// The mark of the app: many circles that meet in one.

/** Decorative: the name stands beside it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 24 24" fill="none" className="shrink-0">
      <rect width="24" height="24" rx="7" className="fill-accent" />
      <circle cx="9.6" cy="9.8" r="4.1" className="stroke-on-accent" strokeWidth="1.7" />
      <circle cx="14.4" cy="9.8" r="4.1" className="stroke-on-accent" strokeWidth="1.7" />
      <circle cx="12" cy="14" r="4.1" className="stroke-on-accent" strokeWidth="1.7" />
    </svg>
  )
}
