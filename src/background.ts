/** Work that goes on beside requests. */
interface BackgroundWork {
  start(): void;
  /** Resolves once nothing of it is under way. */
  stop(): Promise<void>;
}

/** Everything among these services that works beside requests, as one: a new one cannot be forgotten at the end. */
export function backgroundOf(services: object): BackgroundWork {
  const all = (Object.values(services) as unknown[]).filter(isBackgroundWork);
  return {
    start: () => all.forEach((work) => work.start()),
    stop: async () => void (await Promise.all(all.map((work) => work.stop()))),
  };
}

function isBackgroundWork(value: unknown): value is BackgroundWork {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<BackgroundWork>).start === 'function' &&
    typeof (value as Partial<BackgroundWork>).stop === 'function'
  );
}
