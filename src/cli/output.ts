// Where the command line writes: results to stdout, progress and notices to stderr, and with --json one object as the last line.

/** Lines of a result, and the same as an object. */
export interface Answer {
  readonly lines: readonly string[]
  readonly json: Record<string, unknown>
  /** Default: 0. */
  readonly exitCode?: number
}

/** Writes an answer. */
export function writeAnswer(answer: Answer, asJson: boolean): void {
  const text = asJson ? JSON.stringify(answer.json) : answer.lines.join('\n')
  if (text !== '') process.stdout.write(`${text}\n`)
}

/** Tells something beside the result. */
export function writeNotice(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Columns aligned with two spaces; numbers are set right. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

/** Bytes as a person reads them: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}
