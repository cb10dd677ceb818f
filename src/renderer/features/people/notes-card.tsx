// Free notes about a person, saved while you write.
import { useEffect, useRef, useState } from 'react'
import type { PersonDetail } from '../../../shared/views/people.ts'
import { act } from '../../lib/actions.ts'
import { TextArea } from '../../ui/field.tsx'

const savePauseMs = 600
const longestNotes = 20_000

/** What is typed is saved after a short pause, and when the page is left or the window goes. */
export function NotesCard({ person }: { person: PersonDetail }) {
  const [text, setText] = useState(person.notes)
  const [state, setState] = useState<'saved' | 'typing' | 'failed'>('saved')
  const unsaved = useRef<string | null>(null)
  const { id } = person

  useEffect(() => {
    if (state !== 'typing') return
    const timer = setTimeout(() => void save(id, text, unsaved, setState), savePauseMs)
    return () => clearTimeout(timer)
  }, [id, text, state])
  useEffect(() => {
    const saveNow = (): void => {
      if (unsaved.current !== null) void save(id, unsaved.current, unsaved, setState)
    }
    // The window may be closed, or the app ended, before the pause is over.
    window.addEventListener('pagehide', saveNow)
    document.addEventListener('visibilitychange', saveNow)
    return () => {
      window.removeEventListener('pagehide', saveNow)
      document.removeEventListener('visibilitychange', saveNow)
      saveNow()
    }
  }, [id])

  return (
    <section aria-label="Notes">
      <div className="mb-1.5 flex items-baseline justify-between">
        <h2 className="font-semibold">Notes</h2>
        <p role="status" className="text-sm text-faint">
          {state === 'typing' ? 'Saving…' : state === 'failed' ? 'Not saved' : ''}
        </p>
      </div>
      <TextArea
        label="Notes"
        rows={5}
        maxLength={longestNotes}
        placeholder="What you want to remember"
        value={text}
        onChange={(event) => {
          unsaved.current = event.target.value
          setText(event.target.value)
          setState('typing')
        }}
      />
    </section>
  )
}

async function save(
  id: number,
  notes: string,
  unsaved: { current: string | null },
  setState: (state: 'saved' | 'failed') => void,
): Promise<void> {
  const answer = await act('people.update', { id, notes })
  // Someone who has typed on meanwhile is saved by the next pause.
  if (unsaved.current !== notes) return
  if (answer !== null) unsaved.current = null
  setState(answer === null ? 'failed' : 'saved')
}
