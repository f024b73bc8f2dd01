import { FILTER_FIELDS, parseFilter } from '../../controllers/forms/filter-form.js';
import type { Services } from '../../compose.js';
import { invalid } from '../../domain/errors.js';
import { EXPORT_FORMATS } from '../../domain/export/export-format.js';
import { nameKey } from '../../domain/text.js';
import type { ExportedFile } from '../../services/exchange/export-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Invocation, Outcome } from '../command.js';
import type { Given } from '../given.js';
import { withServices } from '../installation.js';
import { CommandRefused, UsageError, wrongOptions } from '../refusals.js';

/** Writes as fast as it is taken: memory does not grow with the file. */
export async function exportExpenses({ given, terminal, config }: Invocation): Promise<Outcome> {
  const { user } = given.all('user', 'format');
  const format = given.choice('format', [...EXPORT_FORMATS, 'all'])!;
  const filters = FILTER_FIELDS.filter((field) => given.text(field) !== undefined);
  if (format === 'all' && filters.length > 0)
    throw new UsageError('--format all is everything: leave the filter out.');
  await withServices(config(), terminal, async (services) => {
    const principal = await services.host.principal(user);
    const file =
      format === 'all'
        ? await services.exports.writeEverything(principal)
        : await services.exports.write(principal, format, await filterOf(services, principal, given));
    await writeOut(file, terminal);
  });
  return {};
}

async function writeOut({ pieces }: ExportedFile, terminal: Invocation['terminal']): Promise<void> {
  let written = 0;
  for await (const piece of pieces) {
    await terminal.write(piece);
    written += piece.length;
    // Shown on the same terminal, the file itself tells.
    if (!process.stdout.isTTY) terminal.progress(`Written: ${(written / 1_000_000).toFixed(1)} MB`);
  }
  if (!process.stdout.isTTY) terminal.progress('');
}

async function filterOf(services: Services, principal: Principal, given: Given) {
  const categories = await services.categories.list(principal);
  const query = Object.fromEntries(FILTER_FIELDS.map((field) => [field, given.text(field) ?? '']));
  const named = query['category'] ?? '';
  const category = categories.find(({ name }) => nameKey(name) === nameKey(named));
  if (named !== '' && named !== 'none' && !category)
    throw new CommandRefused(`There is no category ${named}.`);
  const parsed = parseFilter(
    { ...query, ...(category && { category: String(category.id) }) },
    {
      today: services.reports.today(principal),
      currency: principal.currency,
      person: principal,
      categoryIds: new Set(categories.map(({ id }) => id)),
      tags: await services.tags.list(principal),
    },
  );
  if (!parsed.ok) throw parsed.fault.tag ? invalid(parsed.fault) : wrongOptions(parsed.fault);
  return services.expenses.understand(principal, parsed.value);
}
