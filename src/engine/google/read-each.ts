// Reads a list item by item: one odd item must not keep the rest of an account from being read.
import type { z } from 'zod'

/** What fits the schema, in its order, and how many items do not. */
export function readEach<Item>(
  schema: z.ZodType<Item>,
  items: readonly unknown[],
): { readonly items: Item[]; readonly unreadable: number } {
  const read = items.flatMap((item) => {
    const parsed = schema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
  return { items: read, unreadable: items.length - read.length }
}
