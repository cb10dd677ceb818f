// What people of the sample world write to each other in French, Spanish, Italian and Portuguese.
import type { Conversations } from './conversation.ts'

/** French conversations. */
export const french: Conversations = {
  greetings: ['Bonjour {name},', 'Bonjour,', 'Bonjour {name} !'],
  closings: ['Bien à vous,', 'Cordialement,', 'Belle journée,', 'À très vite,'],
  days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'],
  fromPhone: 'Envoyé de mon téléphone',
  more: [
    'Merci beaucoup, c’est exactement ce qu’il nous fallait. Je transmets à {third}.',
    'Petite relance : avez-vous pu regarder ? L’imprimeur attend notre accord pour {day}.',
    'C’est noté de notre côté. Je vous appelle {day2} pour la suite.',
    'Toutes mes excuses pour le retard, nous étions en pleine préparation du salon. Tout est bon pour moi.',
  ],
  asides: [
    '{third} vous salue.',
    'Il fait enfin beau à Lyon, profitons-en.',
    'Je serai en déplacement {day2}, mais joignable par téléphone.',
  ],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project} : retour sur la maquette', 'Vos propositions pour {project}', '{project} – corrections'],
      turns: [
        [
          'nous avons regardé vos propositions avec {third} ce matin. La deuxième piste nous plaît énormément, elle est plus simple et plus juste. Deux remarques : le titre de la page {number} est trop grand, et il manque la version anglaise.\n\nPourriez-vous nous envoyer une nouvelle version d’ici {day} ?',
        ],
        [
          'merci pour ce retour très clair, nous sommes ravis pour la deuxième piste. La nouvelle version, avec l’anglais, vous parviendra {day} avant {time} h.',
        ],
        ['parfait. {third} sera là pour la validation, prévoyons une demi-heure au téléphone.'],
        ['voici la version corrigée en pièce jointe. Nous avons aussi revu les marges de la page {number}.'],
        ['c’est validé ! Merci à toute l’équipe pour votre patience.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Séance photo à {place}', 'Rendez-vous à Lyon', 'Point {project}'],
      turns: [
        [
          'la séance photo aura lieu {day} à partir de {time} h, {place}. Serez-vous des nôtres ? Il faudrait penser à apporter les tissus.',
          'pouvons-nous faire un point {day} à {time} h ? J’aimerais aborder le calendrier du lancement et le budget.',
        ],
        [
          'avec plaisir, j’arrive par le train de huit heures. J’apporte les tissus et les deux affiches.',
          '{day} à {time} h me convient. Je prépare un calendrier d’ici là.',
        ],
        ['merveilleux, à {day} donc !'],
      ],
    },
    {
      circle: 'client',
      subjects: ['Facture n° {number}', 'Règlement de la facture {number}'],
      turns: [
        [
          'sauf erreur de ma part, votre facture n° {number} d’un montant de {amount} ne mentionne pas notre numéro de commande. Pouvez-vous nous la renvoyer corrigée ?',
        ],
        ['bien sûr, veuillez trouver la facture corrigée ci-jointe. Toutes nos excuses pour cet oubli.'],
        ['bien reçue, le virement partira {day}.'],
      ],
    },
  ],
}

/** Spanish conversations. */
export const spanish: Conversations = {
  greetings: ['Hola {name}:', 'Buenos días {name}:', 'Hola, {name}:'],
  closings: ['Un saludo,', 'Saludos cordiales,', 'Un abrazo,', 'Gracias y un saludo,'],
  days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
  fromPhone: 'Enviado desde mi móvil',
  more: [
    'Muchas gracias, se lo paso a {third} ahora mismo.',
    'Te escribo otra vez por si se te ha pasado: necesitamos la respuesta antes del {day}.',
    'De acuerdo con todo. El {day2} te llamo y lo cerramos.',
    'Perdona el retraso, estamos en plena campaña de la naranja y no damos abasto.',
  ],
  asides: [
    'Aquí seguimos con veinticinco grados, os esperamos cuando queráis.',
    'Recuerdos de {third}.',
    'El {day2} es festivo en València, no habrá nadie en la oficina.',
  ],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project}: etiquetas nuevas', 'Diseño de las cajas', 'Comentarios sobre la última versión'],
      turns: [
        [
          'hemos enseñado la última versión a los socios y ha gustado mucho. Solo piden dos cambios: el naranja un poco más cálido y el nombre de la cooperativa más grande. ¿Podríais tenerlo para el {day}?',
        ],
        [
          '¡qué buena noticia! Los dos cambios son fáciles. Lo tendréis el {day} antes de las {time}, con las muestras para la imprenta.',
        ],
        ['estupendo. {third} se encarga de hablar con la imprenta; necesitaremos unas {number} cajas de prueba.'],
        ['adjunto los archivos definitivos. Avisadme en cuanto tengáis la prueba de color.'],
        ['la prueba de color ha llegado y está perfecta. Damos el visto bueno.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Visita a {place}', 'Reunión del {day}', 'Videollamada'],
      turns: [
        [
          '¿os vendría bien una reunión el {day} a las {time}? Queremos hablar de la feria y del folleto en alemán. También estará {third}.',
          'nos encantaría que vinierais a {place} antes de la cosecha. ¿Qué os parece el {day}?',
        ],
        [
          'el {day} a las {time} nos va perfecto. Preparo una propuesta para el folleto.',
          '¡con mucho gusto! Miro los vuelos y te confirmo hoy mismo.',
        ],
        ['genial, hasta el {day}. Os mando la ubicación.'],
      ],
    },
    {
      circle: 'client',
      subjects: ['Factura {number}', 'Presupuesto de {project}'],
      turns: [
        ['nos falta la factura {number} de {amount}; el banco nos pide el original para la subvención. ¿Nos la podéis reenviar?'],
        ['claro que sí, va adjunta. También he añadido el desglose que pedía {third}.'],
        ['recibida, muchas gracias. El pago sale el {day}.'],
      ],
    },
  ],
}

/** Italian conversations. */
export const italian: Conversations = {
  greetings: ['Ciao {name},', 'Buongiorno {name},', 'Gentile {name},'],
  closings: ['Un caro saluto,', 'Cordiali saluti,', 'A presto,', 'Buona giornata,'],
  days: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì'],
  fromPhone: 'Inviato dal mio telefono',
  more: [
    'Grazie mille, lo giro subito a {third}.',
    'Ti riscrivo solo per sapere se hai ricevuto i disegni. Entro {day} dobbiamo decidere.',
    'Per noi va benissimo, procediamo così.',
  ],
  asides: ['Salutami tutta la squadra.', 'In officina oggi c’è un rumore tremendo, meglio scrivere che telefonare.'],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project}: bozza del catalogo', 'Catalogo, seconda bozza', 'Correzioni al catalogo'],
      turns: [
        [
          'abbiamo guardato la bozza con {third}: bella, pulita, finalmente si capisce cosa facciamo. Mancano le misure a pagina {number} e due foto sono ancora quelle vecchie. Riuscite a sistemare entro {day}?',
        ],
        [
          'grazie, felici che vi piaccia! Le misure le aggiungiamo oggi; per le foto ci servirebbero i file originali. Entro {day} avete tutto.',
        ],
        ['{third} vi manda le foto in giornata. Poi stampiamo {number} copie di prova.'],
        ['ecco la versione definitiva in allegato, foto comprese.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Riunione a {place}', 'Fiera: appuntamento', 'Sentiamoci {day}'],
      turns: [
        [
          'possiamo vederci {day} alle {time}? Vorrei parlare dello stand per la fiera prima che sia troppo tardi.',
          'ti va se ci sentiamo {day} alle {time}? Bastano venti minuti, solo per il preventivo di {amount}.',
        ],
        ['{day} alle {time} va benissimo, porto due idee e un modellino.', 'perfetto, ti chiamo io alle {time}.'],
        ['ottimo, a {day}!'],
      ],
    },
  ],
}

/** Portuguese conversations. */
export const portuguese: Conversations = {
  greetings: ['Olá {name},', 'Bom dia {name},'],
  closings: ['Com os melhores cumprimentos,', 'Um abraço,', 'Cumprimentos,'],
  days: ['segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira'],
  fromPhone: 'Enviado do meu telemóvel',
  more: [
    'Agradeço, vou já falar com {third}.',
    'Só para confirmar: recebeu a minha última mensagem? Precisamos de fechar até {day}.',
    'Da nossa parte está tudo bem, podem avançar.',
  ],
  asides: ['O Porto manda chuva e saudades.', 'A {third} manda cumprimentos.'],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project}: página de reservas', 'Alterações no site', 'Novas fotografias'],
      turns: [
        [
          'a nova página de reservas está muito bonita, os hóspedes elogiam. Só faltam duas coisas: os preços da época baixa e a fotografia do pátio. Conseguem publicar até {day}?',
        ],
        ['que bom ouvir isso! Os preços entram hoje. Para a fotografia, pode enviar-nos a original em tamanho grande?'],
        ['segue a fotografia. {third} tirou também {number} do terraço, ao pôr do sol, escolham a melhor.'],
        ['já está tudo publicado. Se puder, confirme no telemóvel também.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Reunião de {day}', 'Visita ao {place}', 'Orçamento para o evento'],
      turns: [
        [
          'podemos falar {day} às {time}? Temos um casamento grande em junho e queríamos uma página própria. O orçamento anda nos {amount}.',
        ],
        ['claro, {day} às {time} é perfeito. Levo dois exemplos de outros hotéis.'],
        ['combinado, até {day}. O café é por nossa conta.'],
      ],
    },
  ],
}
