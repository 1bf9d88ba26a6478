import { isForgotten } from "../words/forgetting.ts";

/**
 * What forms in French, Spanish, German and Italian call what every form asks for, in English: enough to show where an answer
 * could go. What is read through it stays below the band High (see calibration.ts).
 */
const dictionary: ReadonlyMap<string, string> = new Map(
  `
  nom=name|prenom=first name|nom de famille=last name|nom de jeune fille=maiden name|adresse=address|rue=street|ville=city|code postal=postcode|pays=country|telephone=phone|tel=phone|courriel=email|mel=email
  cellulaire=mobile phone|portable=mobile phone|telecopieur=fax|date de naissance=date of birth|ddn=date of birth|naissance=birth|sexe=gender|langue=language|metier=occupation|profession=occupation
  emploi=occupation|employeur=employer|assurance=insurance|assureur=insurer|compagnie=company|cie=company|police=policy|titulaire=holder|titulaire de la police=policy holder|no=number|numero=number|dossier=file
  no de dossier=claim number|reclamation=claim|indemnisation=claim|indemn=claim|certificat=member|no de certificat=member number|membre=member|medecin=doctor|medecin de famille=family doctor|med de famille=family doctor|medecin traitant=gp
  med=doctor|pharmacie=pharmacy|allergies=allergies|medicaments=medications|maladies=conditions|antecedents=medical history|enceinte=pregnant|grossesse=pregnancy|fumeur=smoker|tabac=smoking|alcool=alcohol
  taille=height|poids=weight|tension=blood pressure|pression=pressure|douleur=pain|douleurs=pain|douloureuses=painful|douloureux=painful|zones douloureuses=painful areas|zone=area|zones=areas|blessure=injury|accident=accident
  plainte=complaint|histoire=history|plainte principale=chief complaint|plainte princ=chief complaint|motif=reason for visit|motif de consultation=reason for visit|objectif=goals|objectifs=goals|traitement=treatment|exercices=exercises|devoirs=homework|suivi=follow up
  constats=findings|examen=examination|evaluation=assessment|rappel=reminder|rappels=reminders|texto=sms|textos=sms|infolettre=newsletter|consentement=consent|voulez=want|veux=want|recevoir=receive
  payeur=payer|paiement=payment|facture=invoice|facturation=billing|montant=amount|contact urgence=emergency contact|urgence=emergency|personne a contacter=emergency contact|mere=mother|pere=father
  maman=mother|papa=father|conjoint=partner|conjointe=partner|epoux=spouse|epouse=spouse|tuteur=guardian|enfant=child|enfants=children|ecole=school|avocat=lawyer|expiration=expiry|echeance=expiry
  debut=start|fin=end|entendu parler=how found us|connu=how found us|trouve=how found us|reference par=referred by|refere par=referred by|carte soleil=health card|assurance maladie=health card|commentaires=comments|remarques=notes
  ancien=old|ne plus utiliser=do not use|situation familiale=marital status|etat civil=marital status|travail=work|accident de travail=work accident|sommeil=sleep
  nombre=first name|apellido=last name|apellidos=last name|direccion=address|ciudad=city|codigo postal=postcode|pais=country|telefono=phone|movil=mobile phone|correo=email|correo electronico=email|fecha de nacimiento=date of birth
  sexo=gender|idioma=language|ocupacion=occupation|empleador=employer|seguro=insurance|aseguradora=insurer|poliza=policy|medico=doctor|medico de cabecera=gp|alergias=allergies|medicamentos=medications|embarazada=pregnant
  fumador=smoker|peso=weight|altura=height|dolor=pain|motivo=reason for visit|contacto de emergencia=emergency contact|emergencia=emergency|madre=mother|padre=father|consentimiento=consent|recordatorio=reminder|notas=notes|factura=invoice
  vorname=first name|nachname=last name|familienname=last name|geburtsname=maiden name|geburtsdatum=date of birth|adresse=address|strasse=street|ort=city|plz=postcode|land=country|telefon=phone|handy=mobile phone|geschlecht=gender|sprache=language
  beruf=occupation|arbeitgeber=employer|krankenkasse=health fund|versicherung=insurance|versichertennummer=member number|hausarzt=gp|arzt=doctor|allergien=allergies|medikamente=medications|schwanger=pregnant|raucher=smoker|gewicht=weight|grosse=height
  schmerz=pain|schmerzen=pain|notfallkontakt=emergency contact|mutter=mother|vater=father|einwilligung=consent|bemerkungen=notes|rechnung=invoice|ziele=goals|befund=findings
  cognome=last name|indirizzo=address|citta=city|telefono=phone|cellulare=mobile phone|data di nascita=date of birth|lingua=language|professione=occupation|medico curante=gp|allergie=allergies|farmaci=medications|gravidanza=pregnancy|dolore=pain
  `
    .split(/[\n|]/)
    .flatMap((pair) => {
      const [foreign = "", english = ""] = pair.trim().split("=");
      return english === "" ? [] : [[foreign, english] as const];
    }),
);
const longest = 4;
/** Small words that give a language away, and carry nothing. */
const small = new Set(
  "de du des la le les l d un une et ou si pas pour par vous nous je ne votre avez el los las y en con su tu o und oder der die das fur von mit ihr ihre di del della e il per".split(
    " ",
  ),
);

function translated(run: readonly string[]): string | undefined {
  const foreign = run.join(" ");
  return isForgotten(foreign) ? undefined : dictionary.get(foreign);
}

/** Words of a label in other languages. */
function wordsIn(label: string): readonly string[] {
  const plain = label.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** A label of another language in English, as far as it is known; null when it says nothing the dictionary has. */
export function inEnglish(label: string): string | null {
  const words = wordsIn(label);
  const said: string[] = [];
  let found = 0;
  // "Pays" of several words is an English verb.
  if (words.length > 1 && words[0] === "pays") return null;
  for (let at = 0; at < words.length; ) {
    let length = Math.min(longest, words.length - at);
    while (length > 0 && translated(words.slice(at, at + length)) === undefined) length--;
    const english = translated(words.slice(at, at + length));
    const word = words[at] ?? "";
    if (english !== undefined) {
      found++;
      said.push(english);
    } else if (!small.has(word)) said.push(word);
    at += Math.max(1, length);
  }
  return found > 0 && said.join(" ") !== words.join(" ") ? said.join(" ") : null;
}
