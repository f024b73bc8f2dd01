import type { Translation } from '../catalog.js';
import type { budgets as english } from '../en/budgets.js';

export const budgets: Translation<typeof english> = {
  'error.no_such.budget': 'No existe ese presupuesto.',
  'fault.budget.negative': 'Un presupuesto es mayor que 0.',
  'fault.budget.category': 'Elija una categoría, o todo.',
  'fault.budget.carry_over': 'Envíe true o false.',
  'fault.budget.too_many': 'Un libro contiene como máximo {max} presupuestos, contando cada cambio.',
  'budgets.title': 'Presupuestos',
  'budgets.lead': 'Lo que quiere gastar en un mes, en una categoría o en todo.',
  'budgets.empty': '<b>No hay presupuestos en este mes.</b> Fije el primero abajo.',
  'budgets.list': 'Presupuestos de {month}',
  'budgets.previous': 'Mes anterior',
  'budgets.next': 'Mes siguiente',
  'budgets.show_month': 'Mostrar mes',
  'budgets.everything': 'Todo',
  'budgets.left': '<link>{spent}</link> de {available}, quedan {left}',
  'budgets.over': '<link>{spent}</link> de {available}, superado en {over}',
  'budgets.left_used_up':
    '<link>{spent}</link> de gasto; los meses anteriores ya lo habían agotado. Quedan {left}',
  'budgets.over_used_up':
    '<link>{spent}</link> de gasto; los meses anteriores ya lo habían agotado. Superado en {over}',
  'budgets.a_month': '{amount} al mes',
  'budgets.carried': '{amount} que quedaron de antes',
  'budgets.overspent': '{amount} gastados de más antes',
  'budgets.pace_on': 'Más o menos al ritmo: día {day} de {days}',
  'budgets.pace_faster': 'Más rápido que el mes: día {day} de {days}',
  'budgets.pace_slower': 'Más lento que el mes: día {day} de {days}',
  'budgets.is_over': 'Presupuesto superado',
  'budgets.remove': 'Quitar',
  'budgets.set_title': 'Fijar un presupuesto',
  'budgets.set': 'Fijar presupuesto',
  'budgets.choose': 'Elegir',
  'budgets.from': 'Desde',
  'budgets.from_hint': 'Los meses anteriores conservan el suyo.',
  'budgets.carry_over': 'Pasar lo que queda al mes siguiente',
  'budgets.suggested': 'Sugerencia: {amount}, según los últimos tres meses',
  'budgets.without': 'Sin presupuesto',
  'budgets.without_lead': 'Lo que habría bastado en los últimos tres meses.',
  'budgets.use': 'Fijar {amount}',
  'budgets.copy': 'Copiar el mes anterior',
  'budgets.copied':
    '{count, plural, one {# presupuesto es como en el mes anterior.} other {# presupuestos son como en el mes anterior.}}',
  'budgets.saved': '{name}: {amount} al mes desde {month}.',
  'budgets.saved_until': '{name}: {amount} al mes desde {month}, hasta un cambio posterior en {until}.',
  'budgets.removed':
    'Se quitó el presupuesto de {name} desde {month}. Los meses anteriores conservan el suyo.',
  'budgets.restored': 'El presupuesto de {name} ha vuelto.',
  'budgets.as_before':
    '{count, plural, one {# presupuesto está como antes.} other {# presupuestos están como antes.}}',
  'budgets.changed_since': 'No hay nada que deshacer: estos presupuestos han cambiado desde entonces.',
  'budgets.not_restored':
    'No hay nada que recuperar: el presupuesto de {name} se fijó de nuevo desde entonces.',
  'budgets.over_glance': 'Presupuesto superado: {names}',
  'budgets.over_one': '{name} en {amount}',
};
