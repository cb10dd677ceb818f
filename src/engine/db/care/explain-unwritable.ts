// Says in plain words why nothing can be written to a place that a person has named.

/** By the code that the file system or SQLite gives. A full disk is not among them: it may have room later. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the folder is not there',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  EISDIR: 'there is a folder of this name',
  ENAMETOOLONG: 'the name is too long',
  SQLITE_CANTOPEN: 'no file can be made there',
  SQLITE_READONLY: 'the disk is read-only',
}

/** The reason why another try cannot help, or null for an error that is about something else. */
export function explainUnwritable(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? null
}
