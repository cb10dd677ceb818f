// A small menu of actions behind a button.
import { Menu as Base } from '@base-ui/react/menu'
import clsx from 'clsx'
import type { ReactElement, ReactNode } from 'react'

/** One action. */
export interface MenuAction {
  label: string
  icon?: ReactNode
  isDangerous?: boolean
  run: () => void
}

/** `trigger` is the button that opens the menu. */
export function Menu({ trigger, actions }: { trigger: ReactElement; actions: readonly MenuAction[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50 outline-none">
          <Base.Popup className="min-w-44 rounded-lg border border-line bg-raised p-1 shadow-high">
            {actions.map((action) => (
              <Base.Item
                key={action.label}
                onClick={action.run}
                className={clsx('flex h-8 items-center gap-2 rounded-md px-2.5 data-highlighted:bg-hover', action.isDangerous === true && 'text-bad')}
              >
                {action.icon}
                {action.label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
