/** Regions come from outside, so what is made for each has a limit: more than all that people read figures in. */
const MOST = 400;

/** Keeps what was made, and begins anew when too much is kept. Gives the value. */
export function keepAmongFew<Key, Value>(made: Map<Key, Value>, key: Key, value: Value): Value {
  if (made.size >= MOST) made.clear();
  made.set(key, value);
  return value;
}
