// A button that opens the system's own date picker.
import { CalendarSearch } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from './icon-button.tsx'

/** `onDate` is given `YYYY-MM-DD`. */
export function DateField({ label, onDate }: { label: string; onDate: (date: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <span className="relative inline-flex">
      <IconButton label={label} icon={<CalendarSearch size={16} />} onClick={() => input.current?.showPicker()} />
      <input
        ref={input}
        type="date"
        tabIndex={-1}
        aria-hidden
        className="pointer-events-none absolute inset-0 opacity-0"
        onChange={(event) => event.target.value !== '' && onDate(event.target.value)}
      />
    </span>
  )
}
