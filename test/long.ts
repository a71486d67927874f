/**
 * Whether the long tests run too: `npm run test:long`. They try every variation where `npm test` tries the one that is
 * noticed least, and traces of a million events.
 */
export const isLong = process.env["COUNTERFLOW_LONG"] === "1";
