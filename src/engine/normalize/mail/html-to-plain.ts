// Turns the HTML of a mail or an invitation into text that reads like a mail: paragraphs, lists, and quotes marked as in plain mail.
// It works on tokens, not on a tree: nesting costs nothing (tree builders take half a minute for 200,000 open tags),
// and a long newsletter is read in slices.
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { finishAtOnce } from '../steps.ts'
import { maxTextLength } from './mail-limits.ts'
import { PlainTextWriter } from './plain-text-writer.ts'

const sliceLength = 16 * 1024

/** Elements whose content is not for reading. */
const skipped: ReadonlySet<string> = new Set(['script', 'style', 'title', 'textarea', 'template', 'svg'])
/** Elements that end a line. */
const lineBlocks: ReadonlySet<string> = new Set([
  'div',
  'tr',
  'li',
  'dt',
  'dd',
  'table',
  'section',
  'article',
  'header',
  'footer',
  'address',
  'center',
  'form',
  'fieldset',
  'body',
  'pre',
])
/** Elements that leave an empty line. */
const paragraphBlocks: ReadonlySet<string> = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'hr',
])
/** How Gmail and Thunderbird mark a signature. */
const signatureClass = /\b(?:gmail_signature|moz-signature)\b/

/** {@link htmlToPlain} without a pause: for what is short by its nature. */
export function htmlToPlainAtOnce(html: string): string {
  return finishAtOnce(htmlToPlain(html))
}

/** Converts HTML to text, a slice at a time, so that nobody waits for a long one. Never throws. */
export function* htmlToPlain(html: string): Generator<undefined, string> {
  const writer = new PlainTextWriter()
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, readTokens(html, writer))
  for (let at = 0; at < html.length && writer.length < maxTextLength; at += sliceLength) {
    if (at > 0) yield
    tokenizer.write(html.slice(at, at + sliceLength))
  }
  tokenizer.end()
  return writer.finish().slice(0, maxTextLength)
}

function readTokens(html: string, writer: PlainTextWriter): TokenizerCallbacks {
  let name = ''
  let attribute = ''
  let isSignature = false
  let skippedName = ''
  let preDepth = 0

  const text = (content: string): void => {
    if (skippedName !== '') return
    if (preDepth > 0) writer.preformatted(content)
    else writer.text(content)
  }
  const open = (): void => {
    if (skippedName !== '') return
    if (skipped.has(name)) skippedName = name
    else if (name === 'br') writer.endLine(true)
    else if (paragraphBlocks.has(name)) writer.endParagraph()
    else if (lineBlocks.has(name)) writer.endLine(false)
    else if (name === 'td' || name === 'th') writer.space()
    if (name === 'blockquote') writer.quoteDepth++
    else if (name === 'pre') preDepth++
    else if (name === 'li') writer.literal('- ')
    else if (name === 'hr') writer.literalLine('________________________________')
    if (isSignature) writer.literalLine('-- ')
  }
  const close = (): void => {
    if (skippedName !== '') {
      if (name === skippedName) skippedName = ''
      return
    }
    if (name === 'pre') preDepth = Math.max(0, preDepth - 1)
    if (name === 'blockquote') {
      writer.endLine(false)
      writer.quoteDepth = Math.max(0, writer.quoteDepth - 1)
    } else if (paragraphBlocks.has(name)) writer.endParagraph()
    else if (lineBlocks.has(name)) writer.endLine(false)
  }

  return {
    onopentagname(start, end) {
      name = html.slice(start, end).toLowerCase()
      isSignature = false
    },
    onattribname(start, end) {
      attribute = end - start < 20 ? html.slice(start, end).toLowerCase() : ''
    },
    onattribdata(start, end) {
      if (attribute === 'class' && signatureClass.test(html.slice(start, Math.min(end, start + 500)))) isSignature = true
    },
    onopentagend: open,
    onselfclosingtag: open,
    onclosetag(start, end) {
      name = html.slice(start, end).toLowerCase()
      close()
    },
    ontext: (start, end) => text(html.slice(start, end)),
    ontextentity: (codePoint) => text(String.fromCodePoint(codePoint)),
    onattribentity() {},
    onattribend() {},
    oncdata() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
    onend() {},
  }
}
