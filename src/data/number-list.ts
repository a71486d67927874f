/** Numbers gathered one by one; unlike an array's, their memory is 8 bytes each whatever their count. */
export interface NumberList {
  readonly push: (value: number) => void;
  /** All numbers so far; later ones do not change it. */
  readonly toArray: () => Float64Array;
}

/** An empty list. */
export function numberList(): NumberList {
  let numbers = new Float64Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === numbers.length) {
        const longer = new Float64Array(2 * length);
        longer.set(numbers);
        numbers = longer;
      }
      numbers[length++] = value;
    },
    toArray: () => numbers.slice(0, length),
  };
}
