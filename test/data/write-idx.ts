/** An IDX file: type of the elements, dimensions, and the elements themselves, big endian. */
export function writeIdx(
  type: number,
  dimensions: readonly number[],
  elements: readonly number[],
): Uint8Array {
  const bytes =
    new Map([
      [0x08, 1],
      [0x09, 1],
      [0x0b, 2],
      [0x0c, 4],
      [0x0d, 4],
      [0x0e, 8],
    ]).get(type) ?? 1;
  const start = 4 + 4 * dimensions.length;
  const view = new DataView(new ArrayBuffer(start + bytes * elements.length));
  view.setUint8(2, type);
  view.setUint8(3, dimensions.length);
  dimensions.forEach((dimension, d) => {
    view.setUint32(4 + 4 * d, dimension);
  });
  elements.forEach((element, i) => {
    const at = start + i * bytes;
    if (type === 0x0b) view.setInt16(at, element);
    else if (type === 0x0c) view.setInt32(at, element);
    else if (type === 0x0d) view.setFloat32(at, element);
    else if (type === 0x0e) view.setFloat64(at, element);
    else view.setUint8(at, element & 0xff);
  });
  return new Uint8Array(view.buffer);
}
