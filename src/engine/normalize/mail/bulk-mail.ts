// Tells newsletters, lists and machines from people, by headers and never by how an address begins with "info" or "list".
import { allHeaders, firstHeader, type HeaderField } from './header-block.ts'

/** Words before the at-sign that say nobody reads the answer; whole words, so that `noreplyson@` stays a person. */
const machineSender =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?|notifications?)(?:[-_.+][^@]*)?@/i

const gmailCategories: Readonly<Record<string, string>> = {
  CATEGORY_PROMOTIONS: 'Gmail sorted it under Promotions',
  CATEGORY_SOCIAL: 'Gmail sorted it under Social',
  CATEGORY_FORUMS: 'Gmail sorted it under Forums',
}

/**
 * Why a mail is bulk or automatic, in plain words, or null when a person may have written it to a person.
 * Sources: RFC 2919 (List-Id), RFC 2369 (List-Unsubscribe), RFC 3834 (Auto-Submitted), and the older Precedence.
 */
export function findBulkReason(fields: readonly HeaderField[], fromAddress: string, labels: readonly string[]): string | null {
  if (labels.includes('SENT')) return null
  if (firstHeader(fields, 'list-id') !== null) return 'Mailing list (List-Id)'
  if (firstHeader(fields, 'list-unsubscribe') !== null) return 'Newsletter (List-Unsubscribe)'
  const precedence = firstHeader(fields, 'precedence')?.trim().toLowerCase()
  if (precedence === 'bulk' || precedence === 'junk' || precedence === 'list') return `Bulk mail (Precedence: ${precedence})`
  const automatic = firstHeader(fields, 'auto-submitted')?.trim().toLowerCase()
  if (automatic !== undefined && automatic !== '' && !automatic.startsWith('no')) return 'Automatic mail (Auto-Submitted)'
  if (firstHeader(fields, 'feedback-id') !== null) return 'Bulk mail (Feedback-ID)'
  if (firstHeader(fields, 'x-autoreply') !== null || firstHeader(fields, 'x-autorespond') !== null) return 'Automatic reply'
  if (/^multipart\/report\b/i.test(firstHeader(fields, 'content-type') ?? '')) return 'Delivery report'
  if (allHeaders(fields, 'return-path').some((value) => value.trim() === '<>')) return 'Automatic mail (empty return path)'
  if (machineSender.test(fromAddress)) return 'The sender takes no replies'
  for (const label of labels) {
    const reason = gmailCategories[label]
    if (reason !== undefined) return reason
  }
  return null
}
