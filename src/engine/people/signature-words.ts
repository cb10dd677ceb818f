// The words by which a line of a signature is known as a job title, a company, or neither.

/** Words that make a line a job title, in the languages people most often sign in; folded (no accents, lower case). */
const titleWords = new Set(
  `ceo cto cfo coo cio cmo cpo chief officer president vice vp director directeur directrice direktor directora manager managerin management lead leader leiter leiterin
  leitung head chef owner inhaber inhaberin founder cofounder grunder grunderin fondateur fondatrice partner partnerin associate principal engineer ingenieur ingenieurin ingenieure
  ingeniero ingeniera developer entwickler entwicklerin developpeur developpeuse programmer architect architekt architektin architecte arquitecto consultant berater beraterin
  consultor consultora consulente analyst analystin analista designer designerin professor professorin profesor profesora prof lecturer dozent dozentin teacher lehrer lehrerin
  researcher scientist wissenschaftler wissenschaftlerin student assistant assistent assistentin assistante asistente secretary sekretarin coordinator koordinator koordinatorin
  coordinateur coordinatrice coordinador coordinadora specialist spezialist spezialistin especialista expert representative vertreter recruiter attorney lawyer counsel rechtsanwalt
  rechtsanwaltin avocat avocate abogado abogada notar accountant buchhalter buchhalterin comptable contador contadora auditor nurse doctor arzt arztin medecin editor redakteur
  redakteurin journalist journalistin redacteur producer geschaftsfuhrer geschaftsfuhrerin geschaftsfuhrung vorstand prokurist prokuristin gerant gerante gerente responsable
  charge chargee jefe jefa encargado encargada titolare responsabile direttore direttrice supervisor administrator technician techniker technikerin technicien sales vertrieb
  treasurer chairman chairwoman chair advisor adviser controller strategist planner buyer einkaufer einkauferin werkstudent werkstudentin praktikant praktikantin intern`.split(
    /\s+/,
  ),
)

/** Legal forms and other words that end the name of an organization; folded. */
const closingWords = new Set(
  `gmbh ag kg ohg ug gbr ev se mbh inc llc llp ltd limited corp corporation company co plc sarl sas sasu eurl sa srl spa sl slu bv nv vof oy oyj ab aps as pty pte kk sro zoo
  university universitat universite universidad universita institute institut instituto college school foundation stiftung association verein ministry ministerium bank group gruppe
  groupe holding solutions technologies systems software labs studio studios verlag hospital klinik klinikum clinic`.split(/\s+/),
)

/** Words that begin the name of an organization; folded. */
const openingWords = new Set(
  `university universitat universite universidad universita institute institut instituto college ecole school foundation stiftung fondation association verein ministry ministerium
  ministere bank banque banco groupe grupo klinik klinikum hospital verlag`.split(/\s+/),
)

/** Whether a folded line has a word of a job title. */
export function hasTitleWord(folded: string): boolean {
  return folded.split(' ').some((word) => titleWords.has(word))
}

/** Whether a folded line ends or begins like the name of an organization. */
export function hasOrganizationWord(folded: string): boolean {
  // "e.V.", "S.A." and "B.V." fold to single letters.
  const words = folded
    .replace(/\b(e v|s a|b v|n v|s l|s r l|s p a|a s|g m b h|i n c|l l c)$/, (letters) => letters.replaceAll(' ', ''))
    .split(' ')
  return words.length > 1 && (closingWords.has(words.at(-1) ?? '') || openingWords.has(words[0] ?? ''))
}
