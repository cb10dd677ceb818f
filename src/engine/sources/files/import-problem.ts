// Why a file, or something in it, could not be taken in: in words for a person.

/** One file or item that is left out of an import. */
export interface ImportProblem {
  /** What it is about: the path, and for something inside a file its place there. The same problem has the same key each time. */
  readonly key: string
  /** The file or folder to read again for it; unsaid, the key is its path. */
  readonly path?: string
  readonly label: string
  readonly reason: string
  readonly hint: string
}

/** Explains an error of the file system. */
export function explainFileError(path: string, label: string, error: unknown): ImportProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
      return { key: path, label, reason: 'The file is not there.', hint: 'Check the path, or choose the file again.' }
    case 'EACCES':
    case 'EPERM':
      return { key: path, label, reason: 'The file may not be read.', hint: 'Allow your user to read it, then import it again.' }
    case 'EMFILE':
    case 'ENFILE':
      throw error
    default:
      return {
        key: path,
        label,
        reason: `The file could not be read${code === '' ? '' : ` (${code})`}.`,
        hint: 'Check the disk it lies on, then import it again.',
      }
  }
}
