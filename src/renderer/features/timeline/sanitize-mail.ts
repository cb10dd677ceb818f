// Makes a stranger's HTML safe to look at: no code, no forms, nothing that is fetched.
import createPurifier, { type Config } from 'dompurify'

/** Safe HTML, and how many pictures on the network were taken out of it. */
export interface SafeMail {
  html: string
  blockedImages: number
}

const config: Config = {
  FORBID_TAGS: [
    'form',
    'input',
    'button',
    'textarea',
    'select',
    'iframe',
    'object',
    'embed',
    'video',
    'audio',
    'source',
    'link',
    'meta',
    'base',
    'svg',
    'math',
  ],
  FORBID_ATTR: ['srcset', 'ping', 'autofocus', 'background', 'poster'],
  ALLOW_DATA_ATTR: false,
  WHOLE_DOCUMENT: false,
}

const localSource = /^data:image\/(?:png|jpe?g|gif|webp);/i
const remoteStyle = /url\s*\(|@import|image-set\s*\(/i

/** Pictures that the app has fetched, as `data:` addresses, by the address that stands in the mail. */
export type MailImages = ReadonlyMap<string, string>

/**
 * Sanitizes a body for the sandboxed frame. Every address on the network is removed here, before the frame exists, or gives way
 * to the picture itself where there is one; the frame's own policy and the app's refuse it a second and a third time. Links open
 * outside of the app.
 */
export function sanitizeMail(html: string, images: MailImages, host: typeof globalThis.window = window): SafeMail {
  const purifier = createPurifier(host)
  let blockedImages = 0
  purifier.addHook('afterSanitizeAttributes', (element) => {
    const source = element.nodeName === 'IMG' ? element.getAttribute('src') : null
    if (source !== null && !localSource.test(source)) {
      const picture = images.get(source)
      if (picture === undefined) {
        blockedImages += 1
        element.removeAttribute('src')
      } else element.setAttribute('src', picture)
    }
    if (remoteStyle.test(element.getAttribute('style') ?? '')) element.removeAttribute('style')
    if (element.nodeName === 'STYLE' && remoteStyle.test(element.textContent ?? '')) element.textContent = ''
    if (element.nodeName === 'A' && element.hasAttribute('href')) {
      element.setAttribute('target', '_blank')
      element.setAttribute('rel', 'noopener noreferrer')
    }
  })
  const clean = purifier.sanitize(html, config)
  return { html: clean, blockedImages }
}

const framePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"

/** The document of the frame. Mail is written for white paper, so it stays on white in the dark theme too. */
export function mailDocument(safeHtml: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><style>
html{color-scheme:light;background:#fff}
body{margin:12px;font:14px/1.55 system-ui,sans-serif;color:#1e1d1b;overflow-wrap:anywhere}
img{max-width:100%;height:auto}
img:not([src]){display:none}
table{max-width:100%}
blockquote{margin:0 0 0 8px;padding-left:10px;border-left:2px solid #cfccc4}
</style></head><body>${safeHtml}</body></html>`
}
