import { InputError } from "../message/input-error.ts";

/** An array of the IDX format: values[row-major], dimensions[0] the slowest. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  readonly values: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
}

/** The format's element types by the third byte of the magic number. All are big endian. */
const elementTypes = new Map<number, ElementType>([
  [0x08, { bytes: 1, create: (count) => new Uint8Array(count), read: (view, at) => view.getUint8(at) }],
  [0x09, { bytes: 1, create: (count) => new Int8Array(count), read: (view, at) => view.getInt8(at) }],
  [0x0b, { bytes: 2, create: (count) => new Int16Array(count), read: (view, at) => view.getInt16(at) }],
  [0x0c, { bytes: 4, create: (count) => new Int32Array(count), read: (view, at) => view.getInt32(at) }],
  [0x0d, { bytes: 4, create: (count) => new Float32Array(count), read: (view, at) => view.getFloat32(at) }],
  [0x0e, { bytes: 8, create: (count) => new Float64Array(count), read: (view, at) => view.getFloat64(at) }],
]);

interface ElementType {
  readonly bytes: number;
  readonly create: (count: number) => IdxArray["values"];
  readonly read: (view: DataView, at: number) => number;
}

/**
 * Reads the IDX format of the MNIST files (LeCun, Cortes and Burges, "The MNIST database", section "File
 * formats"): two zero bytes, the element type, the number of dimensions; each dimension as 32 bits; then the
 * elements. Nothing is allocated before the dimensions are known to fit the length.
 * @throws InputError: another magic number or type, fewer or more bytes than the dimensions say.
 */
export function parseIdx(bytes: Uint8Array): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) fail(`expected an IDX header of at least 4 bytes; got ${bytes.length}`);
  const type = view.getUint16(0) === 0 ? elementTypes.get(view.getUint8(2)) : undefined;
  if (type === undefined) {
    const magic = [...bytes.subarray(0, 4)].map(hexadecimal).join(" ");
    const types = [...elementTypes.keys()].map(hexadecimal).join(", ");
    fail(`expected IDX (bytes 00 00, then a type of ${types}); got the bytes ${magic}`);
  }
  const rank = view.getUint8(3);
  const headerBytes = 4 + 4 * rank;
  if (rank === 0) fail("expected an IDX array of at least 1 dimension; got 0");
  if (bytes.length < headerBytes) {
    fail(`expected ${headerBytes} bytes of header for ${rank} dimensions; got ${bytes.length}`);
  }
  const dimensions = Array.from({ length: rank }, (_, d) => view.getUint32(4 + 4 * d));
  // Exact: 255 dimensions of 2³² − 1 overflow every other kind of number.
  const count = dimensions.reduce((product, dimension) => product * BigInt(dimension), 1n);
  const expectedBytes = BigInt(headerBytes) + count * BigInt(type.bytes);
  if (expectedBytes !== BigInt(bytes.length)) {
    fail(`expected ${expectedBytes} bytes for ${dimensions.join(" × ")} elements; got ${bytes.length}`);
  }
  const values = type.create(Number(count));
  for (let i = 0; i < values.length; i++) values[i] = type.read(view, headerBytes + i * type.bytes);
  return { dimensions, values };
}

function hexadecimal(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function fail(message: string): never {
  throw new InputError([{ path: "", message }]);
}
