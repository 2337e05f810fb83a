// What @microsoft/sarif computes for each line of the files named on standard input, one JSON array of paths.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { computeRollingHashes } = createRequire(import.meta.url)("@microsoft/sarif");
const paths = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(paths.map((path) => Object.fromEntries(computeRollingHashes(readFileSync(path, "utf8"))))));
