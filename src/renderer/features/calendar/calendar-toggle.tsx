// One calendar beside the grid: whether it is shown, whether it is synced, and why it cannot be.
import { Pause } from 'lucide-react'
import { useStore } from 'zustand'
import type { Calendar } from '../../../shared/views/calendar.ts'
import { useStatus } from '../../lib/status-store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { calendarStore } from './calendar-store.ts'

/** A calendar from a file has nothing to sync: it can only be shown or hidden. */
export function CalendarToggle({ calendar }: { calendar: Calendar }) {
  const { setVisible, setEnabled } = useStore(calendarStore)
  const { id, name, color, isEnabled, isVisible, note } = calendar
  const isFile = useStatus()?.accounts.find((account) => account.id === calendar.accountId)?.kind === 'files'
  const isSynced = isEnabled && note === null
  return (
    <li className="group">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <Checkbox
            label={name}
            isChecked={isVisible && isEnabled}
            isDisabled={!isEnabled}
            color={color}
            onChange={(isChecked) => void setVisible(id, isChecked)}
          />
        </div>
        {isSynced && !isFile && (
          <IconButton
            label={`Stop syncing ${name}`}
            icon={<Pause aria-hidden size={13} />}
            className="size-7! opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            onClick={() => void setEnabled(id, false)}
          />
        )}
      </div>
      {!isSynced && (
        <div className="mb-1.5 space-y-1.5 pl-6.5">
          <p className="text-sm text-muted">
            {isEnabled ? note : 'Switched off: its events are kept, but neither synced nor shown.'}
          </p>
          <Button
            size="small"
            aria-label={isEnabled ? `Try ${name} again` : `Sync ${name}`}
            onClick={() => void setEnabled(id, true)}
          >
            {isEnabled ? 'Try again' : 'Sync it'}
          </Button>
        </div>
      )}
    </li>
  )
}
