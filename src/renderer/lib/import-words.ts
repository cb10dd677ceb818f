// Says in one sentence what came of an import of files.
import type { EventPayload } from '../../shared/ipc/contract.ts'
import { formatCount, formatCounted } from './format-number.ts'

/** "120 imported, 3 were there already, 1 could not be read" */
export function importWords({ imported, unchanged, failed }: EventPayload<'imports.finished'>): string {
  if (imported + unchanged + failed === 0) return 'There was nothing to import'
  const parts = [
    ...(imported > 0 ? [`${formatCounted(imported, 'item')} imported`] : []),
    ...(unchanged > 0 ? [`${formatCount(unchanged)} ${unchanged === 1 ? 'was' : 'were'} there already`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} could not be read`] : []),
  ]
  return parts.join(', ')
}
