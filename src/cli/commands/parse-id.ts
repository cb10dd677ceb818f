// Reads the ids that a person types.
import { AppError } from '../../shared/app-error.ts'

/** The number of a job, item or alert. @throws AppError `invalid_input`. */
export function parseId(text: string): number {
  const id = Number(text)
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new AppError('invalid_input', `"${text}" is not an id.`, 'Ids are in the first column of the list.')
  return id
}
