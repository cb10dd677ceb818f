// Says that pictures were kept out of a message and why, and lets them in.
import { Image, ImageOff } from 'lucide-react'
import { formatCounted } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import type { MailImagesState } from './mail-images.ts'

/** Nothing for a message without pictures on the network. */
export function ImageNotice({ blocked, state }: { blocked: number; state: MailImagesState }) {
  const { phase, isAlways, sender, show, setAlways } = state
  if (blocked === 0 && !isAlways) return null
  const Icon = phase === 'shown' ? Image : ImageOff
  return (
    <div className="mb-2 rounded-md bg-sunken px-3 py-2 text-sm text-muted">
      <p role="status" className="flex items-start gap-2">
        <Icon aria-hidden size={14} className="mt-0.75 shrink-0" />
        {noticeWords(blocked, state)}
      </p>
      <div className="mt-1.5 flex flex-wrap gap-2 pl-5.5 empty:hidden">
        {phase !== 'shown' && (
          <Button size="small" isBusy={phase === 'fetching'} onClick={show}>
            Show images
          </Button>
        )}
        {sender !== null && (
          <Button size="small" look="ghost" onClick={() => void setAlways(!isAlways)}>
            {isAlways ? `No longer always from ${sender}` : `Always from ${sender}`}
          </Button>
        )}
      </div>
    </div>
  )
}

function noticeWords(blocked: number, { phase, isAlways }: MailImagesState): string {
  if (phase !== 'shown')
    return `${formatCounted(blocked, 'remote image')} blocked, so that the sender does not learn that you read this.`
  if (blocked > 0) return `${formatCounted(blocked, 'image')} could not be fetched.`
  return isAlways ? 'Images of this sender are shown.' : 'Images are shown.'
}
