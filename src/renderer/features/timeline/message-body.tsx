// What was written, first; what was quoted and signed, folded; the sender's own layout when asked for.
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { InteractionDetail } from '../../../shared/views/timeline.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { HtmlView } from './html-view.tsx'

const views = [
  { value: 'text', label: 'Text' },
  { value: 'original', label: 'Original' },
] as const

/** The body of a message or the description of a meeting. */
export function MessageBody({ interaction }: { interaction: InteractionDetail }) {
  const { bodyHtml, writtenText, quotedText, signatureText } = interaction
  const [view, setView] = useState<(typeof views)[number]['value']>('text')
  return (
    <section aria-label="Content" className="mt-4 border-t border-line pt-4">
      {bodyHtml !== null && (
        <div className="mb-3 flex justify-end">
          <Segmented label="How to show the message" value={view} options={views} onChange={setView} />
        </div>
      )}
      {view === 'original' && bodyHtml !== null ? (
        <HtmlView message={interaction} html={bodyHtml} />
      ) : (
        <>
          <p className="text-md leading-[1.6] break-words whitespace-pre-wrap">
            {writtenText.trim() === '' ? 'No text.' : writtenText.trim()}
          </p>
          <Folded title="Signature" text={signatureText} />
          <Folded title="Quoted text" text={quotedText} />
        </>
      )}
    </section>
  )
}

function Folded({ title, text }: { title: string; text: string | null }) {
  if (text === null || text.trim() === '') return null
  return (
    <details className="group mt-3">
      <summary className="inline-flex h-6 list-none items-center gap-1 rounded-sm pr-2 text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={14} className="transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <p className="mt-1 border-l-2 border-line-strong pl-3 break-words whitespace-pre-wrap text-muted">{text.trim()}</p>
    </details>
  )
}
