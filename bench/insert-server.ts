import express from 'express';
import type { Day } from '../src/domain/calendar.js';
import { searchTextOf } from '../src/domain/search.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { repositories } from '../src/storage/repositories.js';

// The yardstick for writing: Express, a body parser, one INSERT with its triggers, an answer. Nobody is asked who they
// are, nothing is checked. The arguments are the database, the book and a category.

const [, , databaseUrl = '', bookId, categoryId] = process.argv;
const database = await openDatabase({ databaseUrl });
const { expenses } = repositories(database);

interface Body {
  readonly amount: string;
  readonly description: string;
  readonly spent_on: string;
}

async function insert(body: Body): Promise<number> {
  const [id] = await expenses.insertMany(Number(bookId), [
    {
      amountMinor: BigInt(body.amount.replace('.', '')),
      description: body.description,
      searchText: searchTextOf({
        description: body.description,
        amountMinor: BigInt(body.amount.replace('.', '')),
        tagIds: [],
      }),
      categoryId: Number(categoryId),
      spentOn: body.spent_on as Day,
      now: new Date().toISOString(),
    },
  ]);
  return id!;
}

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/readyz', (_req, res) => void res.end('ready'));
app.post('/expenses', express.urlencoded({ extended: false }), async (req, res) => {
  await insert(req.body as Body);
  res.redirect(303, '/expenses');
});
app.post('/api/v1/expenses', express.json(), async (req, res) => {
  const id = await insert(req.body as Body);
  res.status(201).json({ ...(req.body as Body), id });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => void database.close().then(() => process.exit(0)));
