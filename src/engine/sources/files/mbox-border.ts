// Knows the line that separates the mails of an mbox file (RFC 4155 and what programs make of it).

/** `From sender Thu Aug 22 12:36:23 2002`, with a zone before or after the year, or Thunderbird's `From - …`. */
const envelope =
  /^From (?:.{0,300} )?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\s*[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})?(?: +[A-Za-z+-][\w:+-]{1,8})* +\d{4}\b/

/** Whether a line separates mails. */
export function isEnvelopeLine(line: string): boolean {
  return line.startsWith('From ') && envelope.test(line)
}
