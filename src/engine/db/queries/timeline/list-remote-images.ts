// Finds the pictures that a message wants fetched, for a person who has asked to see them.
import { Parser } from 'htmlparser2'
import { AppError } from '../../../../shared/app-error.ts'
import type { Database } from '../../database.ts'

/** A newsletter has some thirty. */
const mostImages = 100

/**
 * The addresses of the pictures of a message, as they stand in its HTML, each once.
 * @throws AppError `not_found` when the interaction has gone.
 */
export function listRemoteImages(db: Database, interactionId: number): string[] {
  const row = db
    .prepare<[number], { html: string | null }>(
      'SELECT b.body_html AS html FROM interactions i LEFT JOIN interaction_bodies b ON b.interaction_id = i.id WHERE i.id = ?',
    )
    .get(interactionId)
  if (!row) throw new AppError('not_found', 'This item no longer exists.', 'It was removed by the last sync.')
  const addresses = new Set<string>()
  const parser = new Parser({
    onopentag(name, { src }) {
      if (name === 'img' && src !== undefined && /^https?:\/\//i.test(src.trim())) addresses.add(src)
    },
  })
  parser.end(row.html ?? '')
  return [...addresses].slice(0, mostImages)
}
