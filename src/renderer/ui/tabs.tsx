// Tabs with an underline and, where it helps, a count.
import { Tabs as Base } from '@base-ui/react/tabs'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { formatCount } from '../lib/format-number.ts'

interface TabsProps<Value extends string> {
  label: string
  value: Value
  tabs: readonly { value: Value; label: string; count?: number | null }[]
  onChange: (value: Value) => void
  /** The panel of the open tab. */
  children: ReactNode
  /** Shown at the far end of the row. */
  aside?: ReactNode
}

/** So many tabs give up room, and then their counts, before they would need a second row. */
const manyTabs = 6

/** A row of tabs over one panel that fills the rest of the height. */
export function Tabs<Value extends string>({ label, value, tabs, onChange, children, aside }: TabsProps<Value>) {
  const isCrowded = tabs.length >= manyTabs
  return (
    <Base.Root value={value} onValueChange={(next: Value) => onChange(next)} className="@container flex min-h-0 flex-1 flex-col">
      <div className="flex items-end justify-between gap-4 border-b border-line px-6">
        <Base.List aria-label={label} className={clsx('flex flex-wrap gap-x-5', isCrowded && '@max-3xl:gap-x-3')}>
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent text-muted hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && tab.count !== null && tab.count > 0 && (
                <span
                  className={clsx(
                    'rounded-full bg-pressed px-1.5 text-xs font-medium text-muted tabular-nums',
                    isCrowded && '@max-[44rem]:sr-only',
                  )}
                >
                  {formatCount(tab.count)}
                </span>
              )}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      <Base.Panel value={value} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
