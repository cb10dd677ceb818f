// A folder that appears with all its files at once, or not at all: they are written beside it under another name first.
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/app-error.ts'
import { explainUnwritable } from '../db/care/explain-unwritable.ts'
import { explainDatabaseError } from '../db/open.ts'

/** Bytes that are gathered before they are written. */
const gatheredBytes = 256 * 1024

interface OpenFile {
  readonly descriptor: number
  pieces: Buffer[]
  bytes: number
}

/** Files are made as they are first written to, for their owner only. */
export class ExportFolder {
  readonly #target: string
  readonly #unfinished: string
  readonly #files = new Map<string, OpenFile>()

  /** @throws AppError `conflict` when there is something at the place, `read_only` when nothing can be made there. */
  constructor(target: string) {
    this.#target = target
    this.#unfinished = `${target}.unfinished`
    refuseOccupied(target)
    this.#explained(() => {
      rmSync(this.#unfinished, { recursive: true, force: true })
      mkdirSync(this.#unfinished, { recursive: true, mode: 0o700 })
    })
  }

  /** Adds to a file, named with `/`. */
  append(name: string, content: string | Buffer): void {
    this.#explained(() => {
      const file = this.#files.get(name) ?? this.#open(name)
      const piece = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
      file.pieces.push(piece)
      file.bytes += piece.length
      if (file.bytes >= gatheredBytes) flush(file)
    })
  }

  /** Closes the files and gives the folder its name. */
  finish(): void {
    this.#explained(() => {
      this.#close()
      if (existsSync(this.#target)) rmdirSync(this.#target)
      renameSync(this.#unfinished, this.#target)
    })
  }

  /** Leaves nothing behind. */
  giveUp(): void {
    for (const file of this.#files.values()) closeSync(file.descriptor)
    this.#files.clear()
    rmSync(this.#unfinished, { recursive: true, force: true })
  }

  #open(name: string): OpenFile {
    const file = path.join(this.#unfinished, ...name.split('/'))
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const opened = { descriptor: openSync(file, 'w', 0o600), pieces: [], bytes: 0 }
    this.#files.set(name, opened)
    return opened
  }

  #close(): void {
    for (const [name, file] of this.#files) {
      flush(file)
      closeSync(file.descriptor)
      this.#files.delete(name)
    }
  }

  #explained(work: () => void): void {
    try {
      work()
    } catch (error) {
      throw explain(error, this.#target)
    }
  }
}

function explain(error: unknown, target: string): unknown {
  const reason = explainUnwritable(error)
  if (reason === null) return explainDatabaseError(error, target)
  return new AppError('read_only', `Nothing can be written to ${target}: ${reason}.`, 'Name another folder.', { cause: error })
}

function flush(file: OpenFile): void {
  const bytes = Buffer.concat(file.pieces)
  for (let at = 0; at < bytes.length;) at += writeSync(file.descriptor, bytes, at)
  file.pieces = []
  file.bytes = 0
}

function refuseOccupied(target: string): void {
  if (!existsSync(target)) return
  let isEmpty = false
  try {
    isEmpty = readdirSync(target).length === 0
  } catch (error) {
    // A file is in the way as much as a folder with something in it.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) throw explain(error, target)
  }
  if (!isEmpty) throw new AppError('conflict', `There is something at ${target} already.`, 'Name a new or an empty folder.')
}
