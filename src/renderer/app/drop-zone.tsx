// Files dropped anywhere on the window are imported.
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { importDropped } from '../lib/actions.ts'

/** Invisible until files are dragged over the window. */
export function DropZone() {
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) setIsOver(true)
    }
    // From element to element the pointer stays in the window.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const over = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      setIsOver(false)
      void importDropped([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-50 bg-scrim p-6">
      <div className="flex h-full flex-col items-center justify-center gap-2 rounded-xl border-2 border-dashed border-accent bg-raised">
        <Download aria-hidden size={28} className="text-accent" />
        <p className="text-lg font-semibold">Drop to import</p>
        <p className="text-muted">Mailboxes (.mbox, .eml), calendars (.ics), contacts (.vcf), or a folder of them</p>
      </div>
    </div>
  )
}
