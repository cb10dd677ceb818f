// What a test says of a kind of job when nothing but its processor matters.
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import type { JobDefinition } from '../types.ts'

/** A definition for tests: tried three times at once, any number in parallel, never unique. */
export function testDefinition<Kind extends JobKind>(
  process: JobDefinition<Kind>['process'],
  overrides: Partial<JobDefinition<Kind>> = {},
): JobDefinition<Kind> {
  return {
    process,
    priority: 'medium',
    maxAttempts: 3,
    backoff: { baseMs: 0, maxMs: 0 },
    unique: 'none',
    uniqueKey: () => '',
    concurrency: { total: 10, perAccount: 10 },
    bucket: () => null,
    ...overrides,
  }
}
