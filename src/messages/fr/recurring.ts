import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'Cette dépense récurrente n’existe pas.',
  'error.recurring_rests': 'Aucun jour à sauter : elle est en pause, ou son dernier jour est passé.',
  'fault.recurring.interval': 'Saisissez un nombre entier de 1 à 99.',
  'fault.recurring.every': 'Choisissez jour, semaine, mois ou année.',
  'fault.recurring.mode': 'Choisissez ce qui se passe ce jour-là.',
  'fault.recurring.ends_before': 'C’est avant le premier jour.',
  'fault.recurring.too_many': 'Un livre contient {max} dépenses récurrentes au maximum.',
  'fault.recurring.too_many_due':
    'C’est trop ancien : {max} dépenses au maximum peuvent être ajoutées à la fois.',
  'fault.recurring.too_far':
    'Il y en a trop jusqu’à ce jour : {max} au maximum. Choisissez un jour plus proche.',
  'fault.recurring.no_such_day': 'Ce jour ne peut pas être sauté.',
  'changes.kind.recurring': 'Dépense récurrente « {name} » ajoutée',
  'changes.kind.recurring_begun': 'Dépense récurrente « {name} » créée',
  'changes.recurring_ended': 'La dépense récurrente « {name} » est supprimée.',
  'changes.recurring_back': 'La dépense récurrente « {name} » est de retour.',
  'recurring.title': 'Dépenses récurrentes',
  'recurring.lead':
    'Les dépenses qui se répètent : loyer, abonnements, épargne. Chacune est ajoutée le jour venu, ou la question vous est posée.',
  'recurring.empty':
    '<b>Aucune dépense récurrente pour l’instant.</b> Commencez ci-dessous par votre loyer ou un abonnement.',
  'recurring.list': 'Liste des dépenses récurrentes',
  'recurring.new': 'Nouvelle dépense récurrente',
  'recurring.add': 'Ajouter la dépense récurrente',
  'recurring.edit': 'Modifier la dépense récurrente',
  'recurring.edit_lead':
    'Les changements valent à partir de maintenant : ce qui a été ajouté reste tel quel, et rien n’est ajouté pour les jours passés.',
  'recurring.interval': 'Tous les',
  'recurring.unit': 'Unité',
  'recurring.unit_day': 'Jours',
  'recurring.unit_week': 'Semaines',
  'recurring.unit_month': 'Mois',
  'recurring.unit_year': 'Ans',
  'recurring.from': 'À partir du',
  'recurring.until': 'Jusqu’au',
  'recurring.until_hint': 'Vide : sans fin.',
  'recurring.then': 'Ce jour-là',
  'recurring.mode_add': 'L’ajouter',
  'recurring.mode_remind': 'Me le rappeler',
  'recurring.preview': 'Aperçu',
  'recurring.next_dates': 'Les prochaines dates',
  'recurring.no_dates': 'Il n’y a plus de dates.',
  'recurring.due_now':
    '{count, plural, one {# date est déjà échue et sera ajoutée aussitôt.} other {# dates sont déjà échues et seront ajoutées aussitôt.}}',
  'recurring.due_waits':
    '{count, plural, one {# date est déjà échue et attend votre réponse.} other {# dates sont déjà échues et attendent votre réponse.}}',
  'recurring.every_day': '{count, plural, one {Tous les jours} other {Tous les # jours}}',
  'recurring.every_week': '{count, plural, one {Toutes les semaines} other {Toutes les # semaines}}',
  'recurring.every_month': '{count, plural, one {Tous les mois} other {Tous les # mois}}',
  'recurring.every_year': '{count, plural, one {Tous les ans} other {Tous les # ans}}',
  'recurring.until_day': '{rhythm}, jusqu’au {day}',
  'recurring.reminds': '{rhythm}, demande d’abord',
  'recurring.next': 'Prochaine : {day}',
  'recurring.paused': 'En pause',
  'recurring.over': 'Terminée',
  'recurring.to_come':
    '{count, plural, one {Encore à venir ce mois-ci : # dépense, {amount}} other {Encore à venir ce mois-ci : # dépenses, {amount}}}',
  'recurring.nothing_to_come': 'Plus rien à venir ce mois-ci.',
  'recurring.skip': 'Sauter',
  'recurring.pause': 'Mettre en pause',
  'recurring.resume': 'Reprendre',
  'recurring.waiting': 'En attente de votre réponse',
  'recurring.add_it': 'Ajouter',
  'recurring.added': 'Dépense récurrente « {name} » ajoutée.',
  'recurring.added_due':
    '{count, plural, one {« {name} » ajoutée, avec # dépense déjà échue.} other {« {name} » ajoutée, avec # dépenses déjà échues.}}',
  'recurring.added_and_deleted':
    'Vous avez déjà ajouté « {name} » avec ce formulaire, puis l’avez supprimée.',
  'recurring.saved': '« {name} » enregistrée.',
  'recurring.skipped': '« {name} » sautée le {day}.',
  'recurring.unskipped': '« {name} » reviendra bien le {day}.',
  'recurring.was_paused': '« {name} » mise en pause : rien n’est ajouté jusqu’à la reprise.',
  'recurring.was_resumed': '« {name} » reprend.',
  'recurring.deleted': '« {name} » supprimée. Les dépenses déjà ajoutées restent.',
  'recurring.restored': '« {name} » est de retour.',
  'recurring.occurrence_added': '« {name} » ajoutée le {day}.',
  'recurring.answered': 'Ce jour a déjà reçu une réponse.',
  'recurring.waiting_count':
    '{count, plural, one {# dépense récurrente attend votre réponse} other {# dépenses récurrentes attendent votre réponse}}',
  'recurring.late':
    '{count, plural, one {Ajoutée après coup, car Outlay était arrêté : {names}. Soit # dépense.} other {Ajoutées après coup, car Outlay était arrêté : {names}. Soit # dépenses.}}',
  'recurring.late_one':
    '{count, plural, one {« {name} » le {day}} other {# × « {name} », la dernière le {day}}}',
};
