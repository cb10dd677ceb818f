// Lists the files of an import: the ones that were named, and those in named folders, in an order that never changes.
import type { Stats } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { explainFileError, type ImportProblem } from './import-problem.ts'

/** A file to be read. */
export interface ImportFile {
  readonly path: string
  readonly sizeBytes: number
  /** Somebody chose this very file; otherwise it was found in a folder. */
  readonly isNamed: boolean
  /** It holds what the person sent, as its name says. */
  readonly isSent: boolean
}

/** What an import will look at. */
export interface ImportFileList {
  readonly files: readonly ImportFile[]
  readonly problems: readonly ImportProblem[]
}

const maxFolderDepth = 40
const maxFiles = 1_000_000
/** What systems and mail programs leave beside the files, and the tables of an export: nobody meant to import it. */
const companion =
  /^(?:\.|~\$)|^omnicrm-(?:people|interactions)\.(?:csv|jsonl)$|^(?:thumbs\.db|desktop\.ini|icon\r)$|\.(?:msf|dat|idx|cache|lock|plist)$/i
const sentName =
  /^(?:sent(?: ?(?:mail|items|messages))?|outbox|gesendet(?:e (?:objekte|elemente))?|envoy[ée]s|messages envoy[ée]s|éléments envoyés|enviados?|elementos enviados|itens enviados|inviat[ai]|posta inviata|verzonden(?: items)?|skickat|sendt|lähetetyt|wysłane|odeslané|отправленные)(?:[-_ ]\d+)?(?:\.mbox|\.mbx)?$/i

/**
 * Lists files, those with sent mail first: from them the person's own addresses are learnt. Links inside folders are not followed,
 * so no walk goes in circles or leaves what was chosen; only regular files are read.
 */
export async function findImportFiles(paths: readonly string[], signal: AbortSignal): Promise<ImportFileList> {
  const files = new Map<string, ImportFile>()
  const problems: ImportProblem[] = []
  for (const given of paths) {
    if (!path.isAbsolute(given) || given.includes('\0')) {
      problems.push({
        key: given,
        label: path.basename(given),
        reason: 'This is not a complete path.',
        hint: 'Choose the file in the window, or give its full path.',
      })
      continue
    }
    try {
      const target = await realpath(given)
      const about = await stat(target)
      if (about.isDirectory()) await walk(target, files, problems, signal)
      else addFile(target, about, true, files, problems)
    } catch (error) {
      signal.throwIfAborted()
      problems.push(explainFileError(given, path.basename(given), error))
    }
  }
  return { files: [...files.values()].sort(inReadingOrder), problems }
}

/** Sent mail first, then by path: an interrupted import finds its place again. */
export function inReadingOrder(left: Pick<ImportFile, 'path' | 'isSent'>, right: Pick<ImportFile, 'path' | 'isSent'>): number {
  if (left.isSent !== right.isSent) return left.isSent ? -1 : 1
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0
}

async function walk(root: string, files: Map<string, ImportFile>, problems: ImportProblem[], signal: AbortSignal): Promise<void> {
  const folders = [{ folder: root, depth: 0 }]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    signal.throwIfAborted()
    const { folder, depth } = next
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const entryPath = path.join(folder, entry.name)
        if (companion.test(entry.name)) continue
        if (entry.isSymbolicLink()) {
          problems.push({
            key: entryPath,
            label: entry.name,
            reason: 'It is a link to somewhere else.',
            hint: 'Import what it leads to, if you want that too.',
          })
        } else if (entry.isDirectory()) {
          if (depth < maxFolderDepth) folders.push({ folder: entryPath, depth: depth + 1 })
          else
            problems.push({
              key: entryPath,
              label: entry.name,
              reason: 'The folder lies too deep inside others.',
              hint: 'Import it by itself.',
            })
        } else if (files.size >= maxFiles) {
          problems.push({
            key: root,
            label: path.basename(root),
            reason: `The folder holds more than ${maxFiles.toLocaleString('en-US')} files.`,
            hint: 'Import its folders one by one.',
          })
          return
        } else addFile(entryPath, await lstat(entryPath), false, files, problems)
      }
    } catch (error) {
      signal.throwIfAborted()
      problems.push(explainFileError(folder, path.basename(folder), error))
    }
  }
}

function addFile(
  filePath: string,
  about: Stats,
  isNamed: boolean,
  files: Map<string, ImportFile>,
  problems: ImportProblem[],
): void {
  const label = path.basename(filePath)
  if (!about.isFile())
    problems.push({ key: filePath, label, reason: 'It is a device or a pipe, not a file.', hint: 'Leave it out.' })
  else if (about.size === 0) problems.push({ key: filePath, label, reason: 'The file is empty.', hint: 'Export it again.' })
  else files.set(filePath, { path: filePath, sizeBytes: about.size, isNamed, isSent: isSentFile(filePath) })
}

/** Apple Mail keeps a mailbox as a folder `Sent.mbox` with a file `mbox` in it; Thunderbird as a file `Sent`. */
function isSentFile(filePath: string): boolean {
  return sentName.test(path.basename(filePath)) || sentName.test(path.basename(path.dirname(filePath)))
}
