// A thread that runs cases of a study (run-cases.ts), compiled or as the TypeScript that it is.
import { launch } from "../launch.js";

const { serveCases } = await launch("serve-cases");
serveCases();
