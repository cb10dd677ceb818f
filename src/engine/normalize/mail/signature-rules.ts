// Knows how people and programs end a mail: delimiters, closing words, and the lines phones add.

/** `-- ` (RFC 3676, 4.3), and what remains of it in practice. */
const delimiter = /^\s*(?:-- ?|--|__|[—–―]{1,10}|\+\+|_{20,60})\s*$/u
/** Only the RFC's form and a single dash sign may be followed by a long footer. */
const maxLinesAfterDelimiter = 40

const tagline = new RegExp(
  `^[<(*]?(?:${[
    'sent (?:from|via|with) (?:my|the|a|an|our)?\\s*\\S',
    'sent by \\S+ for (?:ios|android)',
    'get outlook for \\S',
    'get (?:boxer|mailbird|spark)',
    'sent from \\S',
    'gesendet (?:von|mit|über) \\S',
    'von meine[mr] \\S.* gesendet',
    'diese nachricht wurde von mein\\S+ .* gesendet',
    'holen sie sich outlook',
    'envoyé (?:de|depuis|à partir|avec) \\S',
    'télécharger outlook',
    'obtenez outlook',
    'enviado (?:desde|do|de|a partir) \\S',
    'obtener outlook',
    'inviato da(?:l)? \\S',
    'scarica outlook',
    'verzonden (?:vanaf|via|met) \\S',
    'verstuurd vanaf \\S',
    'skickat från \\S',
    'skickades från \\S',
    'sendt fra \\S',
    'sendt via \\S',
    'lähetetty \\S+sta',
    'wysłane? z \\S',
    'odesláno z \\S',
    'отправлено (?:с|из) \\S',
    'iphone(?:から|で)送信',
    '发自我的',
    '從我的 \\S+ 傳送',
    '나의 \\S+에서 보냄',
  ].join('|')})`,
  'iu',
)

const closing = new RegExp(
  `^(?:${[
    '(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest|many)?\\s*(?:regards|wishes)(?: and thanks)?',
    '(?:thanks(?: and)? |best )?regards',
    'best',
    'all the best',
    'cheers',
    'sincerely(?: yours)?',
    'yours (?:sincerely|faithfully|truly)',
    'many thanks',
    'thanks(?: again)?',
    'thank you(?: very much| so much)?',
    'cordially',
    'respectfully',
    'love',
    'take care',
    'kr',
    'br',
    'rgds',
    'mit (?:freundlichen|besten|herzlichen|lieben|vielen) gr(?:ü|ue)(?:ß|ss)en',
    '(?:viele|beste|liebe|herzliche|schöne|freundliche) gr(?:ü|ue)(?:ß|ss)e',
    'freundliche grüsse',
    'gru(?:ß|ss)',
    'lg',
    'vg',
    'mfg',
    'hochachtungsvoll',
    '(?:bien )?(?:très )?cordialement',
    'bien (?:à|a) (?:vous|toi)',
    'amicalement',
    'salutations(?: distinguées)?',
    'sincères salutations',
    'meilleures salutations',
    'bonne (?:journée|soirée)',
    'bises',
    'merci(?: d.avance)?',
    '(?:un )?(?:cordial |atentos? )?saludos?(?: cordiales)?',
    'atentamente',
    'un abrazo',
    'muchas gracias',
    'gracias',
    '(?:cordiali|distinti|cari) saluti',
    'un saluto',
    'saluti',
    'grazie(?: mille)?',
    '(?:atenciosamente|cumprimentos|abraços?|obrigad[oa])',
    'com os melhores cumprimentos',
    'met (?:vriendelijke|hartelijke) groet(?:en)?',
    '(?:vriendelijke |hartelijke )?groet(?:en|jes)?',
    'mvg',
    '(?:med )?(?:vänliga|bästa|vänlig) hälsning(?:ar)?',
    'mvh',
    'hälsningar',
    '(?:med )?venlig(?:e)? hilsen(?:er)?',
    '(?:med )?vennlig hilsen',
    'hilsen',
    'terveisin',
    'ystävällisin terveisin',
    '(?:z )?(?:poważaniem|pozdrowieniami)',
    'pozdrawiam',
    's pozdravem',
    'üdvözlettel',
    'saygılarımla',
    'с уважением',
    '此致',
    '祝好',
    'よろしくお願い(?:いた)?します',
  ].join('|')})\\s*[,.!;]?\\s*\\p{Extended_Pictographic}*\\s*$`,
  'iu',
)

const saidAsWell = /^(?:thank|many thanks|merci|grazie|gracias|muchas|danke|obrigad|love|best\b.?$)/i

const phoneLine =
  /(?:^|[\s:(|•·📱📞☎])(?:\+\d[\d\s().\-/]{6,20}\d|\(?0\d{1,4}\)?[\s./-]\d[\d\s./-]{4,14}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})(?!\d)/u
const contactLabel = /^(?:tel|phone|telefon|téléphone|teléfono|mobile|mobil|cell|fax|office|direct|[tmpfe])\s*[.:|]/iu

/** Where the signature of a text begins that holds neither quotes nor quote headers; its length when there is none. */
export function findSignature(lines: readonly string[]): number {
  const end = lastFilledLine(lines) + 1
  let start = end
  const first = lines.findIndex((_, index) => index < end && isDelimiter(lines, index, end))
  if (first !== -1) start = first
  start = withTaglines(lines, start)
  const closed = findClosing(lines, start)
  if (closed > 0) return closed
  return start < end ? start : findContactBlock(lines, end)
}

/** Whether a line is one that a phone or program adds, such as `Sent from my iPhone`. */
export function isTagline(line: string): boolean {
  const plain = line.trim()
  return (
    plain.length > 0 &&
    plain.length <= 160 &&
    tagline.test(plain) &&
    !/[.!?]$/.test(plain.replace(/<[^<>]*>/g, '')) &&
    plain.split(/\s+/).length <= 12
  )
}

function isDelimiter(lines: readonly string[], index: number, end: number): boolean {
  const line = lines[index] ?? ''
  if (!delimiter.test(line) || index === end - 1) return false
  const after = end - index - 1
  if (after > maxLinesAfterDelimiter) return false
  if (line.trim() === '--') return true
  // A dash between paragraphs is not the end of the mail: what follows a signature's delimiter are short lines.
  return lines.slice(index + 1, end).filter((text) => text.trim().length > 75).length <= 2
}

/** Takes in taglines above `start`, with the empty lines between. */
function withTaglines(lines: readonly string[], start: number): number {
  let from = start
  for (let index = start - 1; index >= 0 && index >= start - 6; index--) {
    const line = lines[index] ?? ''
    if (isTagline(line)) from = index
    else if (line.trim() !== '') break
  }
  return from
}

/** A closing word and the few short lines under it, down to `end`. */
function findClosing(lines: readonly string[], end: number): number {
  const last = lastFilledLine(lines, end)
  for (let index = last; index >= 0 && last - index <= 14; index--) {
    const line = (lines[index] ?? '').trim()
    if (line.length > 110) return -1
    if (closing.test(line)) {
      // Thanks at the very end are something said; thanks with a name under them are a signature.
      const hasName = index < last
      return hasName || !saidAsWell.test(line) ? index : -1
    }
  }
  return -1
}

/** A last paragraph that holds a telephone number or a labelled one and is made of short lines. */
function findContactBlock(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && end - start < 9 && (lines[start - 1] ?? '').trim() !== '') start--
  const block = lines.slice(start, end).map((line) => line.trim())
  if (start === 0 || block.length < 2 || block.length > 8) return end
  if (block.some((line) => line.length > 80 || /[?]$/.test(line))) return end
  return block.some((line) => phoneLine.test(line) || (contactLabel.test(line) && /\d/.test(line))) ? start : end
}

function lastFilledLine(lines: readonly string[], before = lines.length): number {
  for (let index = before - 1; index >= 0; index--) if ((lines[index] ?? '').trim() !== '') return index
  return -1
}
