// What the ledger shows of the requests that left this computer.
import { z } from 'zod'
import { instantMs } from './common.ts'

const count = z.int().nonnegative()

/** One request to another computer. It names no address, no token and nothing of what was asked for. */
const sentRequestSchema = z.object({
  /** When it was answered, or given up. */
  atMs: instantMs,
  /** Host, with the port when it is not the usual one. */
  host: z.string(),
  /** In plain words: "reading a calendar". */
  purpose: z.string(),
  /** HTTP status; null when no answer came. */
  status: z.int().nullable(),
  /** Bytes of address and body. */
  bytesUp: count,
  /** Bytes of the answer as they came over the line, head and packed body. */
  bytesDown: count,
})
/** @see sentRequestSchema */
export type SentRequest = z.infer<typeof sentRequestSchema>

/** A request with its place in the ledger. */
export const ledgerEntrySchema = sentRequestSchema.extend({ id: z.int().positive() })
/** @see ledgerEntrySchema */
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>

/** Sums over all requests ever to one host for one purpose. */
export const ledgerTotalSchema = z.object({
  host: z.string(),
  purpose: z.string(),
  requests: count,
  /** Those that were refused or never answered. */
  failedRequests: count,
  bytesUp: count,
  bytesDown: count,
  firstAtMs: instantMs,
  lastAtMs: instantMs,
})
/** @see ledgerTotalSchema */
export type LedgerTotal = z.infer<typeof ledgerTotalSchema>
