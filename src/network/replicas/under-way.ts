/** What is under way, by a key; what is not there is an error of the schedule. */
export class UnderWay<Value> {
  readonly #what: string;
  readonly #values = new Map<number, Value>();

  constructor(what: string) {
    this.#what = what;
  }

  put(key: number, value: Value): void {
    this.#values.set(key, value);
  }

  get(key: number): Value {
    const value = this.#values.get(key);
    if (value !== undefined) return value;
    throw new RangeError(`${this.#what}: expected number ${key} to be under way; got nothing of it`);
  }

  take(key: number): Value {
    const value = this.get(key);
    this.#values.delete(key);
    return value;
  }
}
