// Changes when a schedule runs; what is no schedule is refused beside the field.
import { useState, type FormEvent } from 'react'
import type { AppErrorValue } from '../../../shared/app-error.ts'
import type { Schedule } from '../../../shared/views/jobs.ts'
import { client } from '../../lib/client.ts'
import { formatMedium } from '../../lib/format-date.ts'
import { showToast } from '../../lib/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { cronWords } from './cron-words.ts'

/** `onClose` is called after it was saved or given up. */
export function ScheduleForm({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const [expression, setExpression] = useState(schedule.expression)
  const [error, setError] = useState<AppErrorValue | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setIsSaving(true)
    const answer = await client.call('jobs.updateSchedule', { id: schedule.id, expression: expression.trim() })
    setIsSaving(false)
    if (!answer.ok) {
      setError(answer.error)
      return
    }
    const { nextRunAtMs } = answer.value
    const next = nextRunAtMs === null ? 'It is switched off.' : `It runs next on ${formatMedium(nextRunAtMs)}.`
    showToast({ tone: 'info', message: `“${schedule.title}” was changed. ${next}` })
    onClose()
  }
  return (
    <form onSubmit={(event) => void save(event)} className="mt-2 flex flex-wrap items-start gap-2">
      <Field
        label="When (minute, hour, day, month, weekday)"
        value={expression}
        maxLength={100}
        spellCheck={false}
        autoFocus
        aria-invalid={error !== null}
        onChange={(event) => {
          setExpression(event.target.value)
          setError(null)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onClose()
        }}
        className="w-72 font-mono [&_label]:font-sans [&_p]:font-sans"
        help={
          error === null ? (
            (cronWords(expression) ?? 'A cron expression, in this computer’s own time zone.')
          ) : (
            <span role="alert" className="text-bad">
              {error.message} {error.hint}
            </span>
          )
        }
      />
      <div className="mt-6 flex gap-2">
        <Button type="submit" look="primary" isBusy={isSaving} className="h-9">
          Save
        </Button>
        <Button look="ghost" className="h-9" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
