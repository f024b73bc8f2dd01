import type { Translation } from '../catalog.js';
import type { rules as english } from '../en/rules.js';

export const rules: Translation<typeof english> = {
  'error.no_such.rule': 'Cette règle n’existe pas.',
  'fault.rule.text': 'Saisissez le texte à chercher.',
  'fault.rule.match': 'Choisissez comment comparer.',
  'fault.rule.idle':
    'Choisissez une catégorie, des étiquettes ou une nouvelle description : sinon la règle ne fait rien.',
  'fault.rule.too_many': 'Un livre contient {max} règles au plus.',
  'fault.rule.position': 'Envoyez une place à partir de 1.',
  'changes.kind.rule': 'Règle pour « {name} » appliquée',
  'rules.title': 'Règles',
  'rules.lead':
    'Elles classent d’elles-mêmes ce que vous importez. La première règle qui a une catégorie ou une nouvelle description décide ; les étiquettes s’ajoutent.',
  'rules.empty':
    '<b>Pas encore de règle.</b> Écrivez-en une ci-dessous et voyez ce qu’elle trouve avant de l’enregistrer.',
  'rules.list': 'Règles, dans leur ordre',
  'rules.new': 'Nouvelle règle',
  'rules.edit': 'Modifier la règle',
  'rules.match': 'La description',
  'rules.match_contains': 'contient',
  'rules.match_equals': 'est exactement',
  'rules.match_starts': 'commence par',
  'rules.text': 'Texte',
  'rules.description': 'Nouvelle description',
  'rules.description_hint': 'Vide : elle reste telle quelle.',
  'rules.unchanged': 'Telle quelle',
  'rules.try': 'Essayer la règle',
  'rules.save': 'Enregistrer la règle',
  'rules.apply': 'Appliquer au passé',
  'rules.up': 'Monter',
  'rules.down': 'Descendre',
  'rules.when_contains': 'Contient « {text} »',
  'rules.when_equals': 'Est exactement « {text} »',
  'rules.when_starts': 'Commence par « {text} »',
  'rules.then_category': 'Catégorie : {name}',
  'rules.then_tags': 'Étiquettes : {tags}',
  'rules.then_description': 'Nouvelle description : « {text} »',
  'rules.then_nothing': 'Ne fait plus rien : sa catégorie ou ses étiquettes n’existent plus.',
  'rules.found':
    '{count, plural, =0 {Rien de ce qui existe ne correspond.} one {# dépense correspond.} other {# dépenses correspondent.}}',
  'rules.would_change':
    '{count, plural, =0 {Rien ne changerait : tout est déjà ainsi.} one {# changerait.} other {# changeraient.}}',
  'rules.changes': 'Changerait',
  'rules.same': 'Déjà ainsi',
  'rules.found_newest': '{count, plural, one {La plus récente :} other {Les {count} plus récentes :}}',
  'rules.found_list': 'Ce que la règle trouve',
  'rules.added': 'Règle pour « {name} » enregistrée. Elle vaut pour ce que vous importez désormais.',
  'rules.saved': 'Règle pour « {name} » enregistrée.',
  'rules.deleted': 'Règle pour « {name} » supprimée. Ce qu’elle a fait reste.',
  'rules.restored': 'La règle pour « {name} » est de retour.',
  'rules.moved': 'Règle pour « {name} » déplacée.',
  'rules.applied':
    '{count, plural, =0 {Rien à changer : tout ce qui correspond l’est déjà.} one {La règle pour « {name} » a modifié # dépense.} other {La règle pour « {name} » a modifié # dépenses.}}',
  'rules.applying': 'La règle pour « {name} » continue : {count} jusqu’ici.',
};
