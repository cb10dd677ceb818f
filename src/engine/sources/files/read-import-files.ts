// Reads the files of an import one after the other and yields what is in them, item by item.
import { open } from 'node:fs/promises'
import path from 'node:path'
import { decodeCharset } from '../../normalize/mail/decode-charset.ts'
import { parseMailAddresses } from '../../normalize/mail/mail-addresses.ts'
import { firstHeader } from '../../normalize/mail/header-block.ts'
import { maxMailBytes } from '../../normalize/mail/mail-limits.ts'
import { detectFileKind, looksLikeMail, sniffBytes } from './file-kind.ts'
import type { ImportFile } from './find-import-files.ts'
import type { ImportItem } from './import-item.ts'
import { explainFileError, type ImportProblem } from './import-problem.ts'
import { lightenMail } from './lighten-mail.ts'
import { identifyMail } from './mail-identity.ts'
import { readMbox } from './read-mbox.ts'
import { splitCalendar } from './split-calendar.ts'
import { splitCards } from './split-cards.ts'

/** Where reading is: a file, and a place in it (bytes of an mbox, items of any other file); null behind its end. */
export interface ImportPosition {
  readonly file: ImportFile
  readonly place: number | null
}

/** One thing that reading met. `next` is where to go on after it. */
export type ImportUnit =
  | {
      readonly kind: 'item'
      readonly item: ImportItem
      readonly next: ImportPosition
      /** The sender, where a mail was sent by the person. */ readonly ownAddress: string | null
    }
  | { readonly kind: 'problem'; readonly problem: ImportProblem; readonly next: ImportPosition }
  /** A file in a folder that is nothing we import. */
  | {
      readonly kind: 'foreign'
      readonly folder: string
      readonly extension: string
      readonly hint: string
      readonly next: ImportPosition
    }
  /** The end of a file, and whether all of it could be taken in. */
  | { readonly kind: 'file'; readonly file: ImportFile; readonly isWhole: boolean; readonly next: ImportPosition }

/** What reading needs of the job. */
export interface ReadingTools {
  readonly signal: AbortSignal
  /** Awaited often; lets others in when it is time. */
  readonly pause: () => Promise<void>
}

/** Mail is in one container, whatever file it came from: importing it from another path changes nothing. */
const mailContainer = 'mail'
/** Calendars and cards are read whole. */
const maxTextFileBytes = 64 * 1024 * 1024
/** Files read ahead of their turn; together no larger than this. */
const readAhead = { files: 16, bytes: 8 * 1024 * 1024 } as const
const sentLabel =
  /(?:^|,)\s*"?(?:sent|gesendet|envoyés|messages envoyés|enviados?|inviata|posta inviata|verzonden|skickat|sendt)"?\s*(?:,|$)/i

/** Reads `files` in their order from `place` in the first of them on. Errors of a file become problems; the next one goes on. */
export async function* readImportFiles(
  files: readonly ImportFile[],
  place: number,
  tools: ReadingTools,
): AsyncGenerator<ImportUnit> {
  let startPlace = place
  for (let index = 0; index < files.length;) {
    tools.signal.throwIfAborted()
    const group = takeGroup(files, index)
    index += group.length
    const contents = await Promise.all(group.map((file) => readStart(file)))
    for (const [at, file] of group.entries()) {
      const content = contents[at]
      if (content === undefined) continue
      let isWhole = true
      try {
        if (content instanceof Error) throw content
        for await (const unit of readFile(file, content, startPlace, tools)) {
          isWhole &&= unit.kind === 'item'
          yield unit
        }
      } catch (error) {
        tools.signal.throwIfAborted()
        isWhole = false
        yield {
          kind: 'problem',
          problem: explainFileError(file.path, path.basename(file.path), error),
          next: { file, place: null },
        }
      }
      startPlace = 0
      yield { kind: 'file', file, isWhole, next: { file, place: null } }
    }
  }
}

function takeGroup(files: readonly ImportFile[], index: number): ImportFile[] {
  const group: ImportFile[] = []
  let bytes = 0
  for (const file of files.slice(index, index + readAhead.files)) {
    const size = Math.min(file.sizeBytes, maxMailBytes)
    if (group.length > 0 && bytes + size > readAhead.bytes) break
    bytes += size
    group.push(file)
  }
  return group
}

/** A small file as a whole, the beginning of a large one. */
async function readStart(file: ImportFile): Promise<Buffer | Error> {
  try {
    const handle = await open(file.path, 'r')
    try {
      const wanted = file.sizeBytes <= maxMailBytes ? file.sizeBytes : sniffBytes
      const bytes = Buffer.allocUnsafe(wanted)
      const { bytesRead } = await handle.read(bytes, 0, wanted, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function* readFile(file: ImportFile, content: Buffer, place: number, tools: ReadingTools): AsyncGenerator<ImportUnit> {
  const next = { file, place: 1 }
  const name = path.basename(file.path)
  const finding = detectFileKind(file.path, content.subarray(0, sniffBytes))
  switch (finding.kind) {
    case 'mbox':
      for await (const mail of readMbox(file.path, place, tools.signal)) {
        await tools.pause()
        yield toMailUnit(file, mail.bytes, { file, place: mail.nextOffset }, mail.offset)
      }
      return
    case 'mail':
      if (place > 0) return
      await tools.pause()
      yield toMailUnit(
        file,
        withoutByteCount(file, content.length < file.sizeBytes ? await readUpTo(file, maxMailBytes) : content),
        next,
        null,
      )
      return
    case 'calendar':
    case 'cards': {
      if (file.sizeBytes > maxTextFileBytes) {
        yield {
          kind: 'problem',
          problem: { key: file.path, label: name, reason: 'The file is larger than 64 MB.', hint: 'Export it in parts.' },
          next,
        }
        return
      }
      const text = decodeFile(content.length < file.sizeBytes ? await readUpTo(file, maxTextFileBytes) : content)
      const items = await (finding.kind === 'calendar' ? splitCalendar : splitCards)(text, name, tools.pause)
      if (items.length === 0) {
        const what = finding.kind === 'calendar' ? 'events' : 'contacts'
        yield {
          kind: 'problem',
          problem: {
            key: file.path,
            label: name,
            reason: `There are no ${what} in the file.`,
            hint: 'Check that it is complete, or export it again.',
          },
          next,
        }
      }
      for (const [index, item] of items.entries()) {
        if (index < place) continue
        await tools.pause()
        yield { kind: 'item', item, next: { file, place: index + 1 }, ownAddress: null }
      }
      return
    }
    case null:
      if (file.isNamed)
        yield { kind: 'problem', problem: { key: file.path, label: name, reason: finding.reason, hint: finding.hint }, next }
      else
        yield {
          kind: 'foreign',
          folder: path.dirname(file.path),
          extension: path.extname(file.path).toLowerCase(),
          hint: finding.hint,
          next,
        }
  }
}

function toMailUnit(file: ImportFile, bytes: Buffer, next: ImportPosition, offset: number | null): ImportUnit {
  if (!looksLikeMail(bytes.subarray(0, sniffBytes))) {
    const name = path.basename(file.path)
    const where =
      offset === null
        ? { key: file.path, label: name }
        : { key: `${file.path}#${offset}`, path: file.path, label: `${name}, at byte ${offset}` }
    return {
      kind: 'problem',
      problem: {
        ...where,
        reason: 'It has no header like a mail has.',
        hint: 'Open it in a text editor: it may be damaged or something else.',
      },
      next,
    }
  }
  const identity = identifyMail(bytes)
  const isSent = file.isSent || sentLabel.test(firstHeader(identity.fields, 'x-gmail-labels') ?? '')
  return {
    kind: 'item',
    item: {
      source: 'file_email',
      container: mailContainer,
      externalId: identity.externalId,
      contentHash: identity.contentHash,
      payload: lightenMail(bytes),
    },
    next,
    ownAddress: isSent ? parseMailAddresses(firstHeader(identity.fields, 'from') ?? '')[0]?.address || null : null,
  }
}

/** Apple Mail's .emlx: a line with the length of the mail, the mail, a property list. */
function withoutByteCount(file: ImportFile, content: Buffer): Buffer {
  if (!file.path.toLowerCase().endsWith('.emlx')) return content
  const [line, length] = /^\s*(\d{1,10})\s*\n/.exec(content.toString('latin1', 0, 40)) ?? []
  return line === undefined ? content : content.subarray(line.length, line.length + Number(length))
}

async function readUpTo(file: ImportFile, maxBytes: number): Promise<Buffer> {
  const handle = await open(file.path, 'r')
  try {
    const bytes = Buffer.allocUnsafe(Math.min(file.sizeBytes, maxBytes))
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Calendars and cards are UTF-8; old ones are in the code page of the computer they came from. */
function decodeFile(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeCharset(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeCharset(bytes, 'utf-16be')
  return decodeCharset(bytes, null)
}
