import type { Translation } from '../catalog.js';
import type { help as english } from '../en/help.js';

export const help: Translation<typeof english> = {
  'help.title': 'Aide',
  'help.lead': 'Ce qu’Outlay comprend, et comment aller vite.',
  'help.keys': 'Touches',
  'help.key_enter':
    '<kbd>Entrée</kbd> dans n’importe quel champ ajoute la dépense. Le curseur est ensuite sur le montant de la suivante.',
  'help.key_tab': '<kbd>Tab</kbd> passe au champ suivant, <kbd>Maj</kbd> et <kbd>Tab</kbd> reviennent.',
  'help.key_rows': '<kbd>Tab</kbd>, <kbd>↓</kbd> et <kbd>↑</kbd> passent d’une ligne de la liste à l’autre.',
  'help.key_row':
    '<kbd>→</kbd> mène aux boutons de la ligne, <kbd>←</kbd> à sa case. <kbd>F2</kbd> entre dans la ligne, que <kbd>Tab</kbd> parcourt alors en entier, et <kbd>Échap</kbd> en sort.',
  'help.key_escape':
    '<kbd>Échap</kbd> ferme un message. Ce qu’il proposait d’annuler reste dans <link>Modifications</link>.',
  'help.key_single':
    '<kbd>n</kbd> ajoute une dépense, <kbd>/</kbd> recherche, <kbd>?</kbd> affiche cette liste, tant que le curseur n’est dans aucun champ.',
  'help.single_keys': 'Les touches seules (n, / et ?) agissent sur cet appareil',
  'help.line': 'Une ligne',
  'help.line_lead': '« Ajout rapide » lit une dépense sur une seule ligne. Essayez :',
  'help.example_trip': 'train pour Graz {amount} #voyage vendredi',
  'help.example_refund': 'remboursement chaussures {amount}',
  'help.example_day': '{amount} cinéma 3 nov.',
  'help.line_amount':
    'Le <b>montant</b> est le nombre à décimales ou avec le signe d’une devise, sinon le premier nombre entier.',
  'help.line_category':
    '<kbd>#mot</kbd> est la <b>catégorie</b> de ce nom, ou la seule qui commence ainsi ; sinon c’est une étiquette.',
  'help.line_day':
    'Le <b>jour</b> est aujourd’hui, hier, un jour de la semaine (le dernier), 3 nov. ou 2026-11-03. Sans indication, c’est aujourd’hui.',
  'help.line_refund': 'Un moins devant le montant, ou le mot remboursement, en fait un <b>remboursement</b>.',
  'help.line_rest': 'Tout le reste, dans son ordre, est la <b>description</b>. Rien ne se perd.',
  'help.amounts': 'Montants',
  'help.sums':
    'Les calculs sont faits exactement : <kbd>{sum}</kbd>, <kbd>{product}</kbd>, <kbd>{part}</kbd>.',
  'help.region':
    'Les nombres sont lus comme dans votre région : {example}. Le signe de votre devise peut être d’un côté ou de l’autre.',
  'help.search': 'Recherche',
  'help.search_words':
    'Elle trouve tous les mots, dans n’importe quel ordre, n’importe où dans un mot, dans les descriptions et les étiquettes. Majuscules et accents ne comptent pas.',
  'help.search_quoted': '<kbd>"deux mots"</kbd> entre guillemets sont trouvés tels quels.',
  'help.search_amount': 'Un mot qui se lit comme un montant trouve aussi ce montant : <kbd>{example}</kbd>.',
  'help.phone': 'Sur votre téléphone',
  'help.phone_text':
    'Ajoutez Outlay à l’écran d’accueil depuis le menu du navigateur : un appui long sur son icône propose « Ajouter une dépense », et d’autres applications peuvent lui partager du texte. Avec un <link>jeton d’accès</link>, un raccourci ajoute une ligne sans rien ouvrir.',
};
