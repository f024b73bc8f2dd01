import { AsyncLocalStorage } from 'node:async_hooks';

/** The statements that one request, job or test has sent. BEGIN and COMMIT are not counted. */
export class QueryCount {
  queries = 0;
}

const counts = new AsyncLocalStorage<QueryCount>();

/** Runs `work`, and everything that it starts, with its statements counted in `count`. */
export const countQueries = <T>(count: QueryCount, work: () => T): T => counts.run(count, work);

/** The adapters call this once for each statement, at the moment when it is asked for. */
export const onQuery = (): void => {
  const count = counts.getStore();
  if (count) count.queries += 1;
};
