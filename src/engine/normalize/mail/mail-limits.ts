// The sizes that no mail may exceed while it is read, so that a hostile or broken one costs milliseconds and not the program.

/** Bytes of one mail that are read from a file; the rest of a longer one is left out. Gmail itself takes no more than 25 MB in. */
export const maxMailBytes = 25 * 1024 * 1024
/** Bytes of one header block. Real ones stay below 64 KB; the rest of a longer one is passed over. */
export const maxHeaderBytes = 256 * 1024
/** Fields of one header block. */
export const maxHeaderFields = 2_000
/** Characters of a header field whose addresses are read: about a thousand recipients. */
export const maxAddressFieldLength = 64 * 1024
/** People kept of one mail. More than 25 is co-presence anyway. */
export const maxParticipants = 500
/** MIME containers inside each other; deeper ones are read as the text they are written in. */
export const maxMimeDepth = 32
/** Parts of one mail. */
export const maxMimeParts = 1_000
/** Lines that start with two dashes and may thus be a part's border. */
export const maxBorderCandidates = 100_000
/** Bytes of one text part that are decoded. */
export const maxTextPartBytes = 256 * 1024
/** Characters of a mail's text that are kept and split. */
export const maxTextLength = 256 * 1024
/** Characters of HTML that are kept for display. */
export const maxHtmlLength = 512 * 1024
/** Attachments listed of one mail. */
export const maxAttachments = 100
