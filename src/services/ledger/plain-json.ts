/** JSON that keeps bigint: what was written is what is read. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'bigint' ? { $bigint: part.toString() } : part,
  );
}

/** What `encode` wrote. */
export function decode<T>(text: string): T {
  return JSON.parse(text, (_name, part: unknown) => {
    const isBig = typeof part === 'object' && part !== null && '$bigint' in part;
    return isBig ? BigInt(String(part.$bigint)) : part;
  }) as T;
}
