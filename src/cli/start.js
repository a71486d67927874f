// What `npm start` runs.
import { launch } from "./launch.js";

await launch("start");
