// The sender's own layout, in a frame that can run nothing and fetch nothing.
import { useMemo, useRef, useState } from 'react'
import type { InteractionDetail } from '../../../shared/views/timeline.ts'
import { ImageNotice } from './image-notice.tsx'
import { useMailImages } from './mail-images.ts'
import { mailDocument, sanitizeMail } from './sanitize-mail.ts'

const leastHeight = 160
const smallestZoom = 0.5
const greatestHeight = 4_000
/** Of the frame itself, above and below. */
const borders = 2

/** `html` is what the sender wrote of `message`; it is sanitized here, just before it is shown. */
export function HtmlView({ message, html }: { message: InteractionDetail; html: string }) {
  const images = useMailImages(message)
  const safe = useMemo(() => sanitizeMail(html, images.images), [html, images.images])
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(leastHeight)
  const fit = (): void => {
    const page = frame.current?.contentDocument?.documentElement
    if (page === undefined) return
    // Mail is often made for a fixed width: make it smaller rather than cut it off.
    if (page.scrollWidth > page.clientWidth) page.style.zoom = String(Math.max(smallestZoom, page.clientWidth / page.scrollWidth))
    const wanted = page.scrollHeight + borders
    setHeight(Math.min(greatestHeight, Math.max(leastHeight, wanted)))
  }
  return (
    <>
      <ImageNotice blocked={safe.blockedImages} state={images} />
      <iframe
        ref={frame}
        title="Message as the sender laid it out"
        // No scripts; same origin only so that the frame can be measured and its links reach the app's guard.
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={mailDocument(safe.html)}
        onLoad={fit}
        className="w-full rounded-md border border-line bg-[#fff]"
        style={{ height }}
      />
    </>
  )
}
