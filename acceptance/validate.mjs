// GitHub's language service on action.yml and workflows: prints what it has to say about each file named.
import { readFileSync } from "node:fs";
import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

const found = [];
for (const file of process.argv.slice(2)) {
  const document = TextDocument.create(`file://${file}`, "yaml", 1, readFileSync(file, "utf8"));
  for (const one of await validate(document)) found.push(`${file}:${one.range.start.line + 1}: ${one.message}`);
}
console.log(JSON.stringify(found));
