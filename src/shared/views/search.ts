// What a search answers.
import { z } from 'zod'
import { instantMs } from './common.ts'

/** One ranked hit. `title` and `snippet` mark the matching words with U+E000 (start) and U+E001 (end), which no sane text holds. */
export const searchHitSchema = z.object({
  id: z.int().positive(),
  kind: z.enum(['email', 'meeting', 'person']),
  title: z.string(),
  occurredAtMs: instantMs.nullable(),
  score: z.number(),
  snippet: z.string(),
  people: z.array(z.string()),
  /** How many meetings of the same series were found; shown once, by the one nearest to now. 1 for anything else. */
  occurrences: z.int().positive(),
  /** How it was found: by its words, by its meaning, or both. */
  matchedBy: z.enum(['words', 'meaning', 'both']),
})
/** @see searchHitSchema */
export type SearchHit = z.infer<typeof searchHitSchema>

/** The answer to a query. `notes` tell what was left out or not understood, in plain words. */
export const searchAnswerSchema = z.object({
  hits: z.array(searchHitSchema),
  tookMs: z.number(),
  notes: z.array(z.string()),
})
/** @see searchAnswerSchema */
export type SearchAnswer = z.infer<typeof searchAnswerSchema>

/** Marks the start of a matching word in a title or snippet. */
export const highlightStart = '\uE000'
/** Marks the end of a matching word in a title or snippet. */
export const highlightEnd = '\uE001'
