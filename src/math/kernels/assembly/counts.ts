/** How many things a function does side by side, for the compiler to count: a class of so many bytes, which offsetof tells. */
export class None {}
export class One extends None {
  a: u8;
}
export class Two extends One {
  b: u8;
}
export class Three extends Two {
  c: u8;
}
export class Four extends Three {
  d: u8;
}
export class Five extends Four {
  e: u8;
}
export class Six extends Five {
  f: u8;
}
